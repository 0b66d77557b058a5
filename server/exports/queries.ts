/** Questions to the database for exports. */
import { and, asc, eq, gt, inArray, isNull, sql } from 'drizzle-orm';
import type { Orm } from '../db/orm.ts';
import { deliveries } from '../db/schema/deliveries.ts';
import { handovers, leads, stageMoves } from '../db/schema/leads.ts';
import { consents, submissions, visitorTokens } from '../db/schema/submissions.ts';
import { stretchesOf } from '../db/stretches.ts';
import { listMessagesOf } from '../deliveries/queries.ts';
import { isAsked, type LeadFilter } from '../leads/queries.ts';

/** The next ids after one, in their order. */
export async function listIds(orm: Orm, after: string, most: number): Promise<string[]> {
  const rows = await orm
    .select({ id: leads.id })
    .from(leads)
    .where(gt(leads.id, after))
    .orderBy(asc(leads.id))
    .limit(most);
  return rows.map(({ id }) => id);
}

/**
 * Those of some leads that match. By id, so that each comes once, also where it is changed meanwhile. The workspace is compared as an
 * expression, or SQLite takes it for what narrows the search most, and looks through all of it for each stretch.
 */
export const listMatching = (orm: Orm, workspace: string, ids: string[], filter: LeadFilter) =>
  orm
    .select({ lead: leads, dueAt: handovers.dueAt })
    .from(leads)
    .leftJoin(handovers, and(eq(handovers.leadId, leads.id), isNull(handovers.closedAt)))
    .where(and(inArray(leads.id, ids), sql`${leads.workspaceId} || '' = ${workspace}`, isAsked(orm, filter)))
    .orderBy(asc(leads.id));

export type Consent = typeof consents.$inferSelect;

/** Proofs of consent that came with these submissions. */
export async function listConsentsOf(orm: Orm, sent: readonly string[]): Promise<Consent[]> {
  const found: Consent[] = [];
  for (const ids of stretchesOf(sent))
    found.push(
      ...(await orm
        .select()
        .from(consents)
        .where(inArray(consents.submissionId, ids))
        .orderBy(asc(consents.field))),
    );
  return found;
}

/** Everything that hangs on these leads. */
export async function findAllOf(orm: Orm, ids: string[]) {
  const sent = await orm
    .select()
    .from(submissions)
    .where(inArray(submissions.leadId, ids))
    .orderBy(asc(submissions.createdAt), asc(submissions.id));
  return {
    submissions: sent,
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
    messages: await listMessagesOf(orm, ids),
    deliveries: await orm
      .select()
      .from(deliveries)
      .where(inArray(deliveries.leadId, ids))
      .orderBy(asc(deliveries.id)),
    tokens: await orm
      .select()
      .from(visitorTokens)
      .where(inArray(visitorTokens.leadId, ids))
      .orderBy(asc(visitorTokens.expiresAt)),
  };
}
