/** Questions to the database about who was erased, and about everything that hangs on a lead. */
import { and, count, desc, eq, inArray, isNull, lt, or, sql } from 'drizzle-orm';
import { prepared } from '../db/prepared.ts';
import {
  allowed,
  consents,
  deliveries,
  erasedSubmissions,
  erasures,
  handovers,
  leads,
  messages,
  outbox,
  stageMoves,
  submissions,
  visitorTokens,
} from '../db/schema.ts';
import type { Orm } from '../db/statements.ts';
import { emailKeyOf } from '../leads/person.ts';
import type { LeadRow, SubmissionRow } from '../leads/receive.ts';
import type { Erased } from './erase.ts';

const erasedById = prepared((orm) =>
  orm
    .select({ id: erasedSubmissions.id })
    .from(erasedSubmissions)
    .where(eq(erasedSubmissions.id, sql.placeholder('id')))
    .prepare(),
);

export const isErased = async (orm: Orm, submission: string): Promise<boolean> =>
  (await erasedById(orm).execute({ id: submission })).length > 0;

/** A lead and every one that turned out to be the same person. */
export async function listFamily(orm: Orm, lead: LeadRow): Promise<LeadRow[]> {
  const family = [lead];
  for (let last = family; last.length > 0; ) {
    const into = last.map(({ id }) => id);
    last = await orm.select().from(leads).where(inArray(leads.mergedInto, into));
    family.push(...last);
  }
  return family;
}

const keysOf = (family: readonly LeadRow[]): string[] =>
  family.map(({ emailKey }) => emailKey).filter((key) => key !== null);

/** Submissions that were set aside, and give an address of this person anywhere in their answers. */
export async function listAside(orm: Orm, family: readonly LeadRow[]): Promise<SubmissionRow[]> {
  const keys = keysOf(family);
  if (keys.length === 0) return [];
  const rows = await orm
    .select()
    .from(submissions)
    .where(
      and(
        eq(submissions.quarantined, true),
        isNull(submissions.leadId),
        or(...keys.map((key) => sql`lower(${submissions.answers}) like ${containing(key)} escape '\\'`)),
      ),
    );
  const isTheirs = (value: unknown) => typeof value === 'string' && keys.includes(emailKeyOf(value));
  return rows.filter(({ answers }) => Object.values(answers).some(isTheirs));
}

const containing = (text: string) => `%${text.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;

/** That somebody is always let in is known by the address. */
export async function listAllowedOf(orm: Orm, family: readonly LeadRow[]) {
  const keys = keysOf(family);
  return keys.length === 0 ? [] : orm.select().from(allowed).where(inArray(allowed.entry, keys));
}

/** How many rows hang on these leads, by what they are. */
export async function countHeld(orm: Orm, ids: string[]): Promise<Erased> {
  type Held =
    | typeof submissions
    | typeof stageMoves
    | typeof handovers
    | typeof outbox
    | typeof messages
    | typeof deliveries
    | typeof visitorTokens;
  const counted = async (table: Held) => {
    const [row] = await orm.select({ n: count() }).from(table).where(inArray(table.leadId, ids));
    return row?.n ?? 0;
  };
  const [proofs] = await orm
    .select({ n: count() })
    .from(consents)
    .innerJoin(submissions, eq(consents.submissionId, submissions.id))
    .where(inArray(submissions.leadId, ids));
  return {
    leads: ids.length,
    submissions: await counted(submissions),
    consents: proofs?.n ?? 0,
    moves: await counted(stageMoves),
    handovers: await counted(handovers),
    messages: (await counted(outbox)) + (await counted(messages)),
    deliveries: await counted(deliveries),
    tokens: await counted(visitorTokens),
  };
}

/** The latest erasures first. `before` is the id of the last one of the page before. */
export const listErasures = (orm: Orm, { before, limit }: { before?: string | undefined; limit: number }) =>
  orm
    .select()
    .from(erasures)
    .where(before === undefined ? undefined : lt(erasures.id, before))
    .orderBy(desc(erasures.id))
    .limit(limit);
