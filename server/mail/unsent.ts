/** Which forms would mail something and cannot, since there is no mail server. */
import { and, asc, eq, isNull, like } from 'drizzle-orm';
import type { Orm } from '../db/orm.ts';
import { forms, formVersions } from '../db/schema/forms.ts';
import type { Versions } from '../forms/versions.ts';

/** Ids of the live forms that confirm what they get. */
export async function listConfirming({ orm, versions }: { orm: Orm; versions: Versions }): Promise<string[]> {
  // The word alone may also be an id or stand in a text; but few forms have it, so few have to be read.
  const candidates = await orm
    .select({ id: forms.id })
    .from(forms)
    .innerJoin(
      formVersions,
      and(eq(formVersions.formId, forms.id), eq(formVersions.version, forms.liveVersion)),
    )
    .where(and(isNull(forms.archivedAt), like(formVersions.text, '%"confirmation"%')))
    .orderBy(asc(forms.id));
  const confirming: string[] = [];
  for (const { id } of candidates) if ((await versions.findLive(id))?.form.confirmation) confirming.push(id);
  return confirming;
}
