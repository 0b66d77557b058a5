/** Questions to the database about who was erased, and about everything that hangs on a lead. */
import { count, desc, eq, inArray, lt, sql } from 'drizzle-orm';
import { prepared } from '../db/prepared.ts';
import {
  consents,
  erasedSubmissions,
  erasures,
  handovers,
  leads,
  outbox,
  stageMoves,
  submissions,
  visitorTokens,
} from '../db/schema.ts';
import type { Orm } from '../db/statements.ts';
import type { LeadRow } from '../leads/receive.ts';
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

/** How many rows hang on these leads, by what they are. */
export async function countHeld(orm: Orm, ids: string[]): Promise<Erased> {
  const counted = async (table: typeof submissions | typeof stageMoves | typeof handovers) => {
    const [row] = await orm.select({ n: count() }).from(table).where(inArray(table.leadId, ids));
    return row?.n ?? 0;
  };
  const [proofs] = await orm
    .select({ n: count() })
    .from(consents)
    .innerJoin(submissions, eq(consents.submissionId, submissions.id))
    .where(inArray(submissions.leadId, ids));
  const [messages] = await orm.select({ n: count() }).from(outbox).where(inArray(outbox.leadId, ids));
  const [tokens] = await orm
    .select({ n: count() })
    .from(visitorTokens)
    .where(inArray(visitorTokens.leadId, ids));
  return {
    leads: ids.length,
    submissions: await counted(submissions),
    consents: proofs?.n ?? 0,
    moves: await counted(stageMoves),
    handovers: await counted(handovers),
    messages: messages?.n ?? 0,
    tokens: tokens?.n ?? 0,
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
