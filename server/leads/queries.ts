/** Questions to the database about leads. */
import { and, asc, count, desc, eq, exists, inArray, isNull, or, type SQL, sql } from 'drizzle-orm';
import type { Context } from '../../widget/engine/input.ts';
import type { Orm } from '../db/orm.ts';
import { handovers, leads, stageMoves } from '../db/schema/leads.ts';
import { submissions } from '../db/schema/submissions.ts';
import type { Stage } from './stages.ts';

export interface LeadFilter {
  stage?: Stage | undefined;
  form?: string | undefined;
  /** Part of an address, a name or a company. */
  q?: string | undefined;
}

/** Where a page ended: the lead that was changed longest ago on it. */
export interface After {
  updatedAt: number;
  id: string;
}

const part = (text: string) => `%${text.toLowerCase().replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;

/** Whether a lead is among those that are asked for. */
export const isAsked = (orm: Orm, { stage, form, q }: LeadFilter): SQL | undefined =>
  and(
    isNull(leads.mergedInto),
    stage === undefined ? undefined : eq(leads.stage, stage),
    form === undefined
      ? undefined
      : exists(
          orm
            .select({ one: sql`1` })
            .from(submissions)
            // As an expression, or SQLite may go through all submissions of the form for each lead.
            .where(and(eq(submissions.leadId, leads.id), sql`${submissions.formId} || '' = ${form}`)),
        ),
    q === undefined || q === ''
      ? undefined
      : or(
          ...[leads.email, leads.name, leads.company].map(
            (column) => sql`lower(${column}) like ${part(q)} escape '\\'`,
          ),
        ),
  );

/** Leads, the latest change first. */
export const listLeads = (
  orm: Orm,
  workspace: string,
  filter: LeadFilter,
  { after, limit }: { after: After | undefined; limit: number },
) =>
  orm
    .select({ lead: leads, dueAt: handovers.dueAt })
    .from(leads)
    .leftJoin(handovers, and(eq(handovers.leadId, leads.id), isNull(handovers.closedAt)))
    .where(
      and(
        eq(leads.workspaceId, workspace),
        isAsked(orm, filter),
        after && sql`(${leads.updatedAt}, ${leads.id}) < (${after.updatedAt}, ${after.id})`,
      ),
    )
    .orderBy(desc(leads.updatedAt), desc(leads.id))
    .limit(limit);

/** How many leads there are at each stage. */
export async function countLeads(orm: Orm, workspace: string, filter: Omit<LeadFilter, 'stage'>) {
  const rows = await orm
    .select({ stage: leads.stage, n: count() })
    .from(leads)
    .where(and(eq(leads.workspaceId, workspace), isAsked(orm, filter)))
    .groupBy(leads.stage);
  return new Map(rows.map(({ stage, n }) => [stage, n]));
}

export const listMoves = (orm: Orm, lead: string) =>
  orm.select().from(stageMoves).where(eq(stageMoves.leadId, lead)).orderBy(asc(stageMoves.id));

export async function findHandover(orm: Orm, lead: string) {
  const [row] = await orm
    .select()
    .from(handovers)
    .where(and(eq(handovers.leadId, lead), isNull(handovers.closedAt)))
    .limit(1);
  return row;
}

export async function listSubmissionIds(orm: Orm, lead: string): Promise<string[]> {
  const rows = await orm
    .select({ id: submissions.id })
    .from(submissions)
    .where(inArray(submissions.leadId, [lead]))
    .orderBy(asc(submissions.id));
  return rows.map(({ id }) => id);
}

/** The facts that came with the first submission of a lead. */
export async function findFirstContext(orm: Orm, lead: string): Promise<Context> {
  const [row] = await orm
    .select({ context: submissions.context })
    .from(submissions)
    .where(eq(submissions.leadId, lead))
    .orderBy(asc(submissions.createdAt), asc(submissions.id))
    .limit(1);
  return row?.context ?? {};
}
