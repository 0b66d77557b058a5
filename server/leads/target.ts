/** Whose submission it is: the lead that it belongs to, and those that turn out to be the same person. */
import { and, eq, inArray, isNull, ne, sql } from 'drizzle-orm';
import type { Orm } from '../db/orm.ts';
import { prepared } from '../db/prepared.ts';
import { handovers, leads } from '../db/schema/leads.ts';
import { submissions } from '../db/schema/submissions.ts';
import type { Source } from './merge.ts';
import type { LeadRow, SubmissionRow } from './receive.ts';

export interface Target {
  target: LeadRow | undefined;
  absorbed: LeadRow[];
  sources: Source[] | undefined;
  waiting: boolean;
}

interface Asked {
  submission: string;
  workspace: string;
  emailKey: string | undefined;
  /** The lead that the visitor's token is bound to. */
  byToken: LeadRow | undefined;
  /** The same submission, as far as it was before. */
  former: SubmissionRow | undefined;
}

const leadById = prepared((orm) =>
  orm
    .select()
    .from(leads)
    .where(eq(leads.id, sql.placeholder('id')))
    .prepare(),
);

/**
 * In whatever workspace: PostgreSQL keeps the plan that it made when there were no leads yet, and by the workspace there is an index
 * as well, of all its leads.
 */
const leadByEmail = prepared((orm) =>
  orm
    .select()
    .from(leads)
    .where(eq(leads.emailKey, sql.placeholder('key')))
    .prepare(),
);

const openHandover = prepared((orm) =>
  orm
    .select({ id: handovers.id })
    .from(handovers)
    .where(and(eq(handovers.leadId, sql.placeholder('lead')), isNull(handovers.closedAt)))
    .prepare(),
);

export async function findLead(orm: Orm, id: string): Promise<LeadRow | undefined> {
  const [row] = await leadById(orm).execute({ id });
  return row;
}

/** The lead, or the one that it turned out to be. */
export async function findPresentLead(orm: Orm, id: string): Promise<LeadRow | undefined> {
  let lead = await findLead(orm, id);
  while (lead && lead.mergedInto !== null) lead = await findLead(orm, lead.mergedInto);
  return lead;
}

export async function findLeadByEmail(
  orm: Orm,
  workspace: string,
  key: string,
): Promise<LeadRow | undefined> {
  const rows = await leadByEmail(orm).execute({ key });
  return rows.find(({ workspaceId }) => workspaceId === workspace);
}

async function isWaiting(orm: Orm, lead: string): Promise<boolean> {
  const rows = await openHandover(orm).execute({ lead });
  return rows.length > 0;
}

/** What is set aside tells nothing, though it may hang on the lead that it had when it was only begun. */
const listSources = (orm: Orm, leadIds: string[], except: string): Promise<Source[]> =>
  orm
    .select({
      id: submissions.id,
      formId: submissions.formId,
      version: submissions.version,
      answers: submissions.answers,
      updatedAt: submissions.updatedAt,
    })
    .from(submissions)
    .where(
      and(
        inArray(submissions.leadId, leadIds),
        ne(submissions.id, except),
        eq(submissions.quarantined, false),
      ),
    );

/**
 * The address decides. Without one it is the visitor's token, then where the submission was before. A profile without an address,
 * and one that nothing but this submission made (the address was mistyped at first), is the same person as whoever is found.
 */
export async function findTarget(orm: Orm, asked: Asked): Promise<Target> {
  const { submission, workspace, emailKey, byToken, former } = asked;
  const byEmail = emailKey === undefined ? undefined : await findLeadByEmail(orm, workspace, emailKey);
  const byFormer = former?.leadId ? await findLead(orm, former.leadId) : undefined;
  const isOnlyThis =
    byFormer !== undefined &&
    byFormer.stageBy === 'score' &&
    (await listSources(orm, [byFormer.id], submission)).length === 0;

  const isSamePerson = (lead: LeadRow) =>
    emailKey === undefined || lead.emailKey === null || (lead.id === byFormer?.id && isOnlyThis);
  const candidates = [byToken, byFormer].filter((lead) => lead !== undefined).filter(isSamePerson);
  const target = byEmail ?? candidates[0];
  const absorbed = candidates.filter(
    (lead, index) =>
      lead.id !== target?.id &&
      (lead.emailKey === null || lead.id === byFormer?.id) &&
      candidates.findIndex(({ id }) => id === lead.id) === index,
  );
  const involved = [target, ...absorbed].filter((lead) => lead !== undefined).map(({ id }) => id);
  const anew = absorbed.length > 0 || (target !== undefined && target.id === former?.leadId);
  return {
    target,
    absorbed,
    sources: anew ? await listSources(orm, involved, submission) : undefined,
    waiting: target !== undefined && (await isWaiting(orm, target.id)),
  };
}
