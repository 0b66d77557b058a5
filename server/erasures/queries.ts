/** Questions to the database about who was erased, and about everything that hangs on a lead. */
import { and, count, desc, eq, inArray, isNull, lt, or, type SQL, sql } from 'drizzle-orm';
import type { Orm } from '../db/orm.ts';
import { prepared } from '../db/prepared.ts';
import { deliveries } from '../db/schema/deliveries.ts';
import { handovers, leads, stageMoves } from '../db/schema/leads.ts';
import { allowed, consents, submissions, visitorTokens } from '../db/schema/submissions.ts';
import { erasedSubmissions, erasures } from '../db/schema/upkeep.ts';
import { stretchesOf } from '../db/stretches.ts';
import { listMessagesOf } from '../deliveries/queries.ts';
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

/** Submissions that were set aside, and give one of these addresses anywhere in their answers. */
export async function listAside(orm: Orm, keys: readonly string[]): Promise<SubmissionRow[]> {
  if (keys.length === 0) return [];
  const rows = await orm
    .select()
    .from(submissions)
    .where(
      and(
        eq(submissions.quarantined, true),
        isNull(submissions.leadId),
        or(...keys.map((key) => sql`lower(${submissions.answers}) like ${containing(key)}`)),
      ),
    );
  const isTheirs = (value: unknown) => typeof value === 'string' && keys.includes(emailKeyOf(value));
  return rows.filter(({ answers }) => Object.values(answers).some(isTheirs));
}

/** Anything where JSON or a database may have another sign: what is found is looked at again. */
const containing = (text: string) => `%${text.replace(/[^a-z0-9@.+-]+/g, '%')}%`;

/** That somebody is always let in is known by the address. */
export const listAllowedOf = async (orm: Orm, keys: readonly string[]) =>
  keys.length === 0
    ? []
    : orm
        .select()
        .from(allowed)
        .where(inArray(allowed.entry, [...keys]));

/** How many rows hang on these leads, and on submissions that hang on none, by what they are. */
export async function countHeld(orm: Orm, ids: string[], aside: readonly string[]): Promise<Erased> {
  type Held =
    | typeof submissions
    | typeof stageMoves
    | typeof handovers
    | typeof deliveries
    | typeof visitorTokens;
  const counted = async (table: Held) => {
    const [row] = await orm.select({ n: count() }).from(table).where(inArray(table.leadId, ids));
    return row?.n ?? 0;
  };
  const countProofs = async (which: SQL) => {
    const [row] = await orm
      .select({ n: count() })
      .from(consents)
      .innerJoin(submissions, eq(consents.submissionId, submissions.id))
      .where(which);
    return row?.n ?? 0;
  };
  let proofs = await countProofs(inArray(submissions.leadId, ids));
  for (const some of stretchesOf(aside)) proofs += await countProofs(inArray(submissions.id, some));
  return {
    leads: ids.length,
    submissions: (await counted(submissions)) + aside.length,
    consents: proofs,
    moves: await counted(stageMoves),
    handovers: await counted(handovers),
    messages: (await listMessagesOf(orm, ids)).length,
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
