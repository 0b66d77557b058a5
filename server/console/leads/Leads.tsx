/** The leads: filters, the list, and beside it the lead that is open. The address holds all three. */
import { useEffect, useRef } from 'preact/hooks';
import { useKeys } from '../keys.ts';
import { at, go, here, place } from '../router.ts';
import { session } from '../session.ts';
import { useTitle } from '../title.ts';
import { EraseDialog } from './EraseDialog.tsx';
import { Filters } from './Filters.tsx';
import { LeadPanel } from './LeadPanel.tsx';
import { LeadTable } from './LeadTable.tsx';
import { arrival, rows, show } from './list.ts';
import { MoveDialog } from './MoveDialog.tsx';
import { startMove } from './move.ts';
import { isStage } from './stages.ts';
import { useLiveList } from './useLiveList.ts';

export function Leads() {
  useTitle('Leads');
  useLiveList();
  const search = useRef<HTMLInputElement>(null);
  const query = place.value.query;
  const [stage, form, q, open] = ['stage', 'form', 'q', 'open'].map((name) => query.get(name) ?? undefined);
  const signedIn = session.value === 'in';

  useEffect(() => {
    if (signedIn) void show({ ...(isStage(stage) && { stage }), ...(form && { form }), ...(q && { q }) });
  }, [stage, form, q, signedIn]);

  const current = () => focusedId() ?? open;
  useKeys('Leads', [
    { keys: 'j', says: 'Next lead', run: () => step(1, open) },
    { keys: 'k', says: 'Previous lead', run: () => step(-1, open) },
    { keys: 'Enter', says: 'Open beside the list' },
    {
      keys: 'o',
      says: 'Open as its own page',
      run: () => {
        const id = current();
        if (id) go(at(`leads/${id}`));
      },
    },
    {
      keys: 'e',
      says: 'Move to another stage',
      run: () => {
        const lead = rows.value?.find((row) => row.id === current());
        if (lead) startMove(lead);
      },
    },
    { keys: '/', says: 'Search', run: () => search.current?.focus() },
    {
      keys: 'Escape',
      says: 'Close the lead',
      run: () => {
        if (!open) return;
        go(here({ open: undefined }));
        focusRow(open);
      },
    },
  ]);

  return (
    <div class={open ? 'leads has-panel' : 'leads'}>
      <section class="leads-main" aria-label="Leads">
        <Filters search={search} />
        <LeadTable open={open} filtered={Boolean(stage || form || q)} />
        <p class="unseen" role="status">
          {arrival.value}
        </p>
      </section>
      {open && <LeadPanel key={open} id={open} />}
      <MoveDialog />
      <EraseDialog />
    </div>
  );
}

const rowLinks = () => [...document.querySelectorAll<HTMLAnchorElement>('a[data-lead]')];
const focusedId = () =>
  document.activeElement instanceof HTMLAnchorElement ? document.activeElement.dataset.lead : undefined;

function focusRow(id: string) {
  rowLinks()
    .find((link) => link.dataset.lead === id)
    ?.focus();
}

/** Moves the focus by lines; the panel follows where one is open. */
function step(by: 1 | -1, open: string | undefined) {
  const links = rowLinks();
  const from = focusedId() ?? open;
  const index = links.findIndex((link) => link.dataset.lead === from);
  const link = links[index === -1 ? 0 : Math.min(links.length - 1, Math.max(0, index + by))];
  if (!link) return;
  link.focus();
  link.closest('tr')?.scrollIntoView({ block: 'nearest' });
  if (open && link.dataset.lead) go(here({ open: link.dataset.lead }), { replace: true });
}
