/** Erases a person: the lead, whoever turned out to be the same, and everything that hangs on them, in one commit. */
import { z } from 'zod';
import { audited } from '../audit/queries.ts';
import type { Who } from '../auth/who.ts';
import type { Deps } from '../context.ts';
import type { Write } from '../db/statements.ts';
import { newId } from '../ids.ts';
import type { LeadRow, SubmissionRow } from '../leads/receive.ts';
import { findHeld, type Whom } from './held.ts';
import { countHeld } from './queries.ts';

const rows = z.int().min(0);
export const Erased = z
  .object({
    leads: rows.meta({ description: 'The lead, with those that had been merged into it.' }),
    submissions: rows,
    consents: rows,
    moves: rows.meta({ description: 'Lines of the stage history.' }),
    handovers: rows,
    messages: rows.meta({ description: 'Messages about the lead, on their way or kept as what was sent.' }),
    deliveries: rows
      .default(0)
      .meta({ description: 'Messages by whom they were sent to, each with the log of its tries.' }),
    tokens: rows.meta({ description: 'Browsers that were known as this person’s.' }),
  })
  .meta({ id: 'Erased', description: 'How many rows were removed, by what they were.' });
export type Erased = z.infer<typeof Erased>;

export interface Erasure {
  id: string;
  /** Empty for somebody who only ever was in quarantine. */
  leadId: string;
  by: string;
  at: number;
  counts: Erased;
}

/** Tries by which the counts are true to the row. */
const exactTries = 8;
const mostTries = 16;

/**
 * Erases whoever it is about. Submissions that come in at the same time either were first, and go too, or find the lead changed and are
 * done anew, as a new person's. Where a crowd changes the lead all the time it is erased over their heads: then rows that came in at the
 * last moment go without being counted. Undefined where nothing is held; `busy` where even that does not get through.
 */
export async function erase(
  { store, now, log }: Pick<Deps, 'store' | 'now' | 'log'>,
  whom: Whom,
  who: Pick<Who, 'id' | 'name'>,
): Promise<Erasure | 'busy' | undefined> {
  for (let attempt = 0; attempt < mostTries; attempt += 1) {
    const held = await findHeld(store.orm, whom);
    if (!held) return undefined;
    const { lead, family, aside, allowed } = held;
    const at = now();
    const [ids, sent] = [family, aside].map((rows) => rows.map(({ id }) => id)) as [string[], string[]];
    const counts = await countHeld(store.orm, ids, sent);
    const erasure = { id: newId(), leadId: lead?.id ?? '', by: who.name, at, counts };
    const kept = await store.commit([
      ...removalOf(family, { erasedAt: at, seize: attempt >= exactTries }),
      ...aside.flatMap((row) => removalOfAside(row, at)),
      ...allowed.map(({ workspaceId, entry }): Write => ['removeAllowed', { workspaceId, entry }]),
      ['addErasure', erasure],
      audited({ who, action: 'lead.erase', target: lead?.id ?? erasure.id, at }),
    ]);
    if (!kept) continue;
    log({ event: 'lead_erased', lead: lead?.id ?? null, by: who.id, ...counts });
    return erasure;
  }
  return 'busy';
}

/** What was set aside of the same person hangs on no lead. */
const removalOfAside = ({ id, updatedAt }: SubmissionRow, at: number): Write[] => [
  ['addErased', { id, at }],
  ['clearConsents', { submissionId: id }],
  ['removeSubmission', { id, formerUpdatedAt: updatedAt }],
];

interface Removing {
  /** Then the ids of the submissions are kept, and refused if they come again. */
  erasedAt?: number;
  /** Also where a lead was changed since it was read. */
  seize?: boolean;
}

/**
 * Everything of these leads, to be written as one. Each lead is taken in hand first, in one order for all: nothing can hang itself on it
 * from then on. What points to others goes before what it points to, and a merged lead before the one that it was merged into.
 */
export function removalOf(family: readonly LeadRow[], { erasedAt, seize }: Removing = {}): Write[] {
  const inOrder = [...family].sort((a, b) => (a.id < b.id ? -1 : 1));
  return [
    ...inOrder.map(
      ({ id, revision }): Write =>
        seize ? ['seizeLead', { id }] : ['holdLead', { id, formerRevision: revision }],
    ),
    ...inOrder.flatMap(({ id }): Write[] => {
      const of = { leadId: id };
      return [
        ...(erasedAt === undefined ? [] : [['rememberErased', { ...of, at: erasedAt }] satisfies Write]),
        ['removeConsents', of],
        ['removeSubmissions', of],
        ['removeTokens', of],
        ['removeMoves', of],
        ['removeHandovers', of],
        // Before what is made of it: who delivers at the same moment either was first, and this goes too, or finds nothing to deliver.
        ['removeOutbox', of],
        ['removeAttempts', of],
        ['removeDeliveries', of],
        ['removeMessages', of],
        ['removeConfirmations', of],
      ];
    }),
    ...[...family].reverse().map(({ id }): Write => ['removeLead', { id }]),
  ];
}
