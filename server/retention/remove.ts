/** What has to be written so that old submissions are gone, lead by lead. */
import type { Deps } from '../context.ts';
import type { Write } from '../db/statements.ts';
import { removalOf } from '../erasures/erase.ts';
import { listFamily } from '../erasures/queries.ts';
import { findLead } from '../leads/target.ts';
import { listOfLeads } from './queries.ts';
import { remainsOf, type Told } from './remains.ts';

export interface Due {
  id: string;
  leadId: string | null;
  updatedAt: number;
}

/** What goes together or not at all. */
export interface Removal {
  writes: Write[];
  submissions: number;
  leads: number;
}

/** One removal a lead, and one for all that never had a lead. `before` is how old messages about a lead that stays may be. */
export async function removalsOf(
  deps: Pick<Deps, 'store' | 'versions'>,
  due: readonly Due[],
  before: number,
): Promise<Removal[]> {
  const byLead = Map.groupBy(due, ({ leadId }) => leadId);
  const removals: Removal[] = [];
  for (const [leadId, own] of byLead) {
    const removal = leadId === null ? undefined : await removalFrom(deps, leadId, own, before);
    removals.push(removal ?? { writes: own.flatMap(without), submissions: own.length, leads: 0 });
  }
  return removals;
}

async function removalFrom(
  { store, versions }: Pick<Deps, 'store' | 'versions'>,
  leadId: string,
  due: readonly Due[],
  before: number,
): Promise<Removal | undefined> {
  const lead = await findLead(store.orm, leadId);
  if (!lead) return undefined;
  const goes = new Set(due.map(({ id }) => id));
  const rows = await listOfLeads(store.orm, [leadId]);
  const told: Told[] = [];
  for (const submission of rows.filter(({ id }) => !goes.has(id))) {
    const published = await versions.find(submission.formId, submission.version);
    if (!published) throw new Error(`Version ${submission.version} of form ${submission.formId} is gone.`);
    told.push({ submission, published });
  }
  const [first, ...others] = told;
  if (!first) {
    const family = await listFamily(store.orm, lead);
    return { writes: removalOf(family), submissions: rows.length, leads: 1 };
  }
  const left = remainsOf(lead, [first, ...others]);
  const writes: Write[] = [
    ['changeLead', { ...left, formerRevision: lead.revision }],
    ...due.flatMap(without),
    ['removeOldOutbox', { leadId, before }],
    ['removeOldAttempts', { leadId, before }],
    ['removeOldDeliveries', { leadId, before }],
    ['removeOldMessages', { leadId, before }],
  ];
  return { writes, submissions: due.length, leads: 0 };
}

/** Only as it was read: one that was begun long ago and is sent just now is a new one. */
const without = ({ id, updatedAt }: Due): Write[] => [
  ['clearConsents', { submissionId: id }],
  ['removeSubmission', { id, formerUpdatedAt: updatedAt }],
];
