/** Questions to the database for exports. */
import { and, asc, eq, gt, inArray, isNull, lte } from 'drizzle-orm';
import { consents, handovers, leads, outbox, stageMoves, submissions, visitorTokens } from '../db/schema.ts';
import type { Orm } from '../db/statements.ts';
import { type LeadFilter, matches } from '../leads/queries.ts';

/** The id of the lead so many places after another one; undefined where there are not so many more. */
export async function findNextStop(orm: Orm, after: string, places: number): Promise<string | undefined> {
  const [row] = await orm
    .select({ id: leads.id })
    .from(leads)
    .where(gt(leads.id, after))
    .orderBy(asc(leads.id))
    .limit(1)
    .offset(places - 1);
  return row?.id;
}

/**
 * The leads that match among those between two ids, the first one not included. By id, so that each comes once, also where it is
 * changed meanwhile; and no page costs more than its stretch, however few match.
 */
export const listStretch = (
  orm: Orm,
  workspace: string,
  { stage, ...filter }: LeadFilter,
  { after, upTo }: { after: string; upTo: string | undefined },
) =>
  orm
    .select({ lead: leads, dueAt: handovers.dueAt })
    .from(leads)
    .leftJoin(handovers, and(eq(handovers.leadId, leads.id), isNull(handovers.closedAt)))
    .where(
      and(
        gt(leads.id, after),
        upTo === undefined ? undefined : lte(leads.id, upTo),
        stage === undefined ? undefined : eq(leads.stage, stage),
        matches(orm, workspace, filter),
      ),
    )
    .orderBy(asc(leads.id));

/** Everything that hangs on these leads. */
export async function findAllOf(orm: Orm, ids: string[]) {
  const sent = await orm
    .select()
    .from(submissions)
    .where(inArray(submissions.leadId, ids))
    .orderBy(asc(submissions.createdAt), asc(submissions.id));
  const proofs = await orm
    .select({ consent: consents })
    .from(consents)
    .innerJoin(submissions, eq(consents.submissionId, submissions.id))
    .where(inArray(submissions.leadId, ids))
    .orderBy(asc(consents.field));
  return {
    submissions: sent,
    consents: proofs.map(({ consent }) => consent),
    moves: await orm
      .select()
      .from(stageMoves)
      .where(inArray(stageMoves.leadId, ids))
      .orderBy(asc(stageMoves.at), asc(stageMoves.id)),
    handovers: await orm
      .select()
      .from(handovers)
      .where(inArray(handovers.leadId, ids))
      .orderBy(asc(handovers.id)),
    messages: await orm.select().from(outbox).where(inArray(outbox.leadId, ids)).orderBy(asc(outbox.id)),
    tokens: await orm
      .select()
      .from(visitorTokens)
      .where(inArray(visitorTokens.leadId, ids))
      .orderBy(asc(visitorTokens.expiresAt)),
  };
}
