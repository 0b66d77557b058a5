/** The list of leads that is on the screen: pages so far, what is new in it, and the counts by stage. */
import { batch, signal } from '@preact/signals';
import { api, ask } from '../api.ts';
import type { Lead, LeadPage, LeadRow, Trouble } from '../shapes.ts';
import type { Stage } from './stages.ts';

const pageSize = '50';
/** How long a new or changed line stays highlighted; the stylesheet fades it in the same time. */
const freshFor = 8_000;

export const rows = signal<LeadRow[] | undefined>();
export const counts = signal<Partial<LeadPage['counts']>>({});
export const trouble = signal<Trouble | undefined>();
export const next = signal<string | null>(null);
export const loadingMore = signal(false);
/** Ids of lines that came or changed while someone was looking. */
export const fresh = signal<ReadonlySet<string>>(new Set());
/** The newest arrival in words, for a screen reader. */
export const arrival = signal('');

export interface LeadFilter {
  stage?: Stage;
  form?: string;
  /** Words to look for. */
  q?: string;
}

let filter: LeadFilter = {};

const fetchPage = (cursor?: string) =>
  ask<LeadPage>(
    api.leads.$get({ query: { ...filter, limit: pageSize, ...(cursor !== undefined && { cursor }) } }),
  );

/** Shows another selection. What is there stays until the answer comes, unless it is of another selection. */
export async function show(wanted: LeadFilter): Promise<void> {
  const same = JSON.stringify(wanted) === JSON.stringify(filter);
  filter = wanted;
  if (!same) rows.value = undefined;
  await refresh({ quietly: !same || rows.value === undefined });
}

/** Asks for the first page again and puts it over what is there. `quietly` highlights nothing. */
export async function refresh({ quietly = false } = {}): Promise<void> {
  const asked = filter;
  const answer = await fetchPage();
  if (asked !== filter) return;
  batch(() => {
    trouble.value = answer.ok ? undefined : answer.trouble;
    if (!answer.ok) return;
    const before = rows.value;
    const page = answer.value;
    counts.value = page.counts;
    const onPage = new Set(page.leads.map((lead) => lead.id));
    const further = next.value !== null || (before?.length ?? 0) > page.leads.length;
    rows.value = [
      ...page.leads,
      ...(before && page.next !== null && further ? before.filter((lead) => !onPage.has(lead.id)) : []),
    ];
    if (before === undefined || rows.value.length === page.leads.length) next.value = page.next;
    if (!quietly && before) highlight(before, page.leads);
  });
}

function highlight(before: LeadRow[], page: LeadRow[]) {
  const known = new Map(before.map((lead) => [lead.id, lead.updatedAt]));
  const oldest = before.at(-1);
  const changed = page.filter((lead) => {
    const at = known.get(lead.id);
    // A line that only moved up from a page not yet loaded is not news.
    return at === undefined ? !oldest || lead.updatedAt >= oldest.updatedAt : at !== lead.updatedAt;
  });
  if (changed.length === 0) return;
  const ids = changed.map((lead) => lead.id);
  fresh.value = new Set([...fresh.value, ...ids]);
  const [first] = changed;
  arrival.value =
    changed.length > 1
      ? `${changed.length} leads changed`
      : `${first?.name ?? first?.email ?? 'A lead'} arrived`;
  setTimeout(() => {
    fresh.value = new Set([...fresh.value].filter((id) => !ids.includes(id)));
  }, freshFor);
}

export async function loadMore(): Promise<void> {
  if (next.value === null || loadingMore.value) return;
  const asked = filter;
  loadingMore.value = true;
  const answer = await fetchPage(next.value);
  loadingMore.value = false;
  if (asked !== filter) return;
  if (!answer.ok) {
    trouble.value = answer.trouble;
    return;
  }
  batch(() => {
    const have = new Set(rows.value?.map((lead) => lead.id));
    rows.value = [...(rows.value ?? []), ...answer.value.leads.filter((lead) => !have.has(lead.id))];
    next.value = answer.value.next;
  });
}

/** Puts a lead that was just changed into its line, and asks for new counts. */
export function replace(lead: Lead): void {
  rows.value = rows.value?.map((row) =>
    row.id === lead.id
      ? { ...row, stage: lead.stage, updatedAt: lead.updatedAt, handover: lead.handover, appeal: lead.appeal }
      : row,
  );
  void refresh({ quietly: true });
}
