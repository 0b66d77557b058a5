/** Questions to the database about what is to go, and who sees to it. */
import { and, asc, count, desc, eq, gt, inArray, isNotNull, lt } from 'drizzle-orm';
import type { Orm } from '../db/orm.ts';
import { forms } from '../db/schema/forms.ts';
import { submissions } from '../db/schema/submissions.ts';
import { jobs } from '../db/schema/upkeep.ts';
import type { Limit } from './limits.ts';

export const job = 'purge';

export async function findJob(orm: Orm): Promise<typeof jobs.$inferSelect | undefined> {
  const [row] = await orm.select().from(jobs).where(eq(jobs.name, job));
  return row;
}

export async function listLiveVersions(orm: Orm): Promise<{ id: string; version: number }[]> {
  const rows = await orm
    .select({ id: forms.id, version: forms.liveVersion })
    .from(forms)
    .where(isNotNull(forms.liveVersion))
    .orderBy(asc(forms.id));
  return rows.map(({ id, version }) => ({ id, version: version ?? 0 }));
}

export async function countAll(orm: Orm): Promise<number> {
  const [row] = await orm.select({ n: count() }).from(submissions);
  return row?.n ?? 0;
}

const isDue = ({ form, before }: Limit) =>
  and(eq(submissions.formId, form), lt(submissions.updatedAt, before));

export async function countDue(orm: Orm, limit: Limit): Promise<number> {
  const [row] = await orm.select({ n: count() }).from(submissions).where(isDue(limit));
  return row?.n ?? 0;
}

/** The oldest of those that are to go. */
export const listDue = (orm: Orm, limit: Limit, most: number) =>
  orm
    .select({ id: submissions.id, leadId: submissions.leadId, updatedAt: submissions.updatedAt })
    .from(submissions)
    .where(isDue(limit))
    .orderBy(asc(submissions.updatedAt))
    .limit(most);

/** The submissions of these leads, as they came. */
export const listOfLeads = (orm: Orm, leads: string[]) =>
  orm
    .select()
    .from(submissions)
    .where(inArray(submissions.leadId, leads))
    .orderBy(asc(submissions.updatedAt), asc(submissions.id));

/** Ids of the latest submissions to a form that came after a time. */
export async function listLatest(orm: Orm, form: string, after: number, most: number) {
  return orm
    .select({ id: submissions.id, updatedAt: submissions.updatedAt })
    .from(submissions)
    .where(and(eq(submissions.formId, form), gt(submissions.updatedAt, after)))
    .orderBy(desc(submissions.updatedAt))
    .limit(most);
}
