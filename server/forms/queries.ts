/** Questions to the database about forms and their versions. */
import { and, asc, count, countDistinct, desc, eq, isNull } from 'drizzle-orm';
import type { Orm } from '../db/orm.ts';
import { forms, formVersions } from '../db/schema/forms.ts';
import { submissions } from '../db/schema/submissions.ts';

export type FormRow = typeof forms.$inferSelect;
export type VersionRow = typeof formVersions.$inferSelect;

export async function findForm(orm: Orm, id: string): Promise<FormRow | undefined> {
  const [row] = await orm.select().from(forms).where(eq(forms.id, id)).limit(1);
  return row;
}

export async function findVersion(orm: Orm, form: string, version: number): Promise<VersionRow | undefined> {
  // An address may name anything; PostgreSQL compares a whole number with nothing but those.
  if (!Number.isSafeInteger(version)) return undefined;
  const [row] = await orm
    .select()
    .from(formVersions)
    .where(and(eq(formVersions.formId, form), eq(formVersions.version, version)))
    .limit(1);
  return row;
}

export async function findLatestVersion(orm: Orm, form: string): Promise<VersionRow | undefined> {
  const [row] = await orm
    .select()
    .from(formVersions)
    .where(eq(formVersions.formId, form))
    .orderBy(desc(formVersions.version))
    .limit(1);
  return row;
}

export const listVersions = (orm: Orm, form: string) =>
  orm
    .select({ version: formVersions.version, publishedAt: formVersions.publishedAt })
    .from(formVersions)
    .where(eq(formVersions.formId, form))
    .orderBy(desc(formVersions.version));

/** Every form that is not archived, with its live version's date and how much came in. */
export async function listForms(orm: Orm, workspace: string) {
  const rows = await orm
    .select({ form: forms, publishedAt: formVersions.publishedAt, text: formVersions.text })
    .from(forms)
    .leftJoin(
      formVersions,
      and(eq(formVersions.formId, forms.id), eq(formVersions.version, forms.liveVersion)),
    )
    .where(and(eq(forms.workspaceId, workspace), isNull(forms.archivedAt)))
    .orderBy(asc(forms.id));
  const counts = await orm
    .select({
      form: submissions.formId,
      submissions: count(),
      leads: countDistinct(submissions.leadId),
    })
    .from(submissions)
    .where(eq(submissions.workspaceId, workspace))
    .groupBy(submissions.formId);
  const byForm = new Map(counts.map((row) => [row.form, row]));
  return rows.map((row) => ({
    ...row,
    submissions: byForm.get(row.form.id)?.submissions ?? 0,
    leads: byForm.get(row.form.id)?.leads ?? 0,
  }));
}

export async function hasForms(orm: Orm): Promise<boolean> {
  const rows = await orm.select({ id: forms.id }).from(forms).limit(1);
  return rows.length > 0;
}
