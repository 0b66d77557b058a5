/** All that is held of one person: the lead and whoever turned out to be the same, what was set aside, and that they are always let in. */
import { z } from 'zod';
import type { Orm } from '../db/orm.ts';
import type { allowed } from '../db/schema/submissions.ts';
import { defaultWorkspace } from '../db/store.ts';
import { emailKeyOf } from '../leads/person.ts';
import type { LeadRow, SubmissionRow } from '../leads/receive.ts';
import { findLeadByEmail, findPresentLead } from '../leads/target.ts';
import { listAllowedOf, listAside, listFamily } from './queries.ts';

/** Whom it is about. An address stands in the body of a request: addresses of requests stand in logs. */
export type Whom = { lead: string } | { email: string };
export const ByEmail = z.object({
  email: z
    .string()
    .trim()
    .min(1, 'is missing')
    .max(254)
    .meta({ description: 'The address that the person gave, in whatever letters.' }),
});

export interface Held {
  /** The addresses by which the person is known. */
  keys: string[];
  /** Undefined for somebody who only ever was in quarantine. */
  lead: LeadRow | undefined;
  /** The lead first, then those that were merged into it. */
  family: LeadRow[];
  /** Set aside, and hanging on no lead. */
  aside: SubmissionRow[];
  allowed: (typeof allowed.$inferSelect)[];
}

/** Undefined where nothing is held. */
export async function findHeld(orm: Orm, whom: Whom): Promise<Held | undefined> {
  const lead =
    'lead' in whom
      ? await findPresentLead(orm, whom.lead)
      : await findLeadByEmail(orm, defaultWorkspace, emailKeyOf(whom.email));
  if (!lead && 'lead' in whom) return undefined;
  const family = lead ? await listFamily(orm, lead) : [];
  const keys = 'email' in whom ? [emailKeyOf(whom.email)] : family.flatMap(({ emailKey }) => emailKey ?? []);
  const aside = await listAside(orm, keys);
  const allowed = await listAllowedOf(orm, keys);
  return family.length + aside.length + allowed.length > 0
    ? { keys, lead, family, aside, allowed }
    : undefined;
}

export const nothingHeld = {
  status: 404,
  code: 'unknown_person',
  detail: 'Nothing is held of this address.',
  remedy: 'Look whether it is written as the person gave it.',
} as const;
