/** Questions to the database about submissions. */
import { and, asc, desc, eq, lt, sql } from 'drizzle-orm';
import type { Orm } from '../db/orm.ts';
import { prepared } from '../db/prepared.ts';
import { consents, submissions } from '../db/schema/submissions.ts';
import type { SubmissionRow } from '../leads/receive.ts';

const submissionById = prepared((orm) =>
  orm
    .select()
    .from(submissions)
    .where(eq(submissions.id, sql.placeholder('id')))
    .prepare(),
);

export async function findSubmission(orm: Orm, id: string): Promise<SubmissionRow | undefined> {
  const [row] = await submissionById(orm).execute({ id });
  return row;
}

export const listConsents = (orm: Orm, submission: string) =>
  orm.select().from(consents).where(eq(consents.submissionId, submission)).orderBy(asc(consents.field));

export interface SubmissionFilter {
  form?: string | undefined;
  /** Id of the last submission of the page before. */
  before?: string | undefined;
  limit: number;
}

/** The latest submissions first. */
export const listSubmissions = (orm: Orm, workspace: string, { form, before, limit }: SubmissionFilter) =>
  orm
    .select()
    .from(submissions)
    .where(
      and(
        eq(submissions.workspaceId, workspace),
        form === undefined ? undefined : eq(submissions.formId, form),
        before === undefined ? undefined : lt(submissions.id, before),
      ),
    )
    .orderBy(desc(submissions.id))
    .limit(limit);
