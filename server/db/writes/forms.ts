/** The workspace, its forms, and what is counted of them. */
import { eq, sql } from 'drizzle-orm';
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core';
import type { Orm, Row } from '../orm.ts';
import { forms, formVersions, funnelCounts, workspaces } from '../schema/forms.ts';
import { type Statement, settings, slot, slots } from './slots.ts';

export interface FormValues {
  addWorkspace: Row<typeof workspaces>;
  /** Whether anything can be written. There and back, since SQLite does not write what stays as it was. */
  probe: { id: string; by: 1 | -1 };
  addForm: Row<typeof forms>;
  saveDraft: { id: string; draft: string; draftAt: number };
  addVersion: Row<typeof formVersions>;
  /** A draft is done with once its very text is live; any other is somebody's work and stays. */
  goLive: { id: string; liveVersion: number; source: 'api' | 'file'; text: string };
  archiveForm: { id: string; archivedAt: number };
  countEvents: Row<typeof funnelCounts>;
}

export const formGuards: readonly (keyof FormValues)[] = ['probe', 'saveDraft', 'goLive', 'archiveForm'];

export function formWrites(orm: Orm): Record<keyof FormValues, Statement> {
  const form = eq(forms.id, slot('id'));
  const unlessPublished = (column: SQLiteColumn) =>
    sql`case when ${forms.draft} = ${slot('text')} then null else ${column} end`;
  return {
    addWorkspace: orm.insert(workspaces).values(slots(workspaces)).onConflictDoNothing().prepare(),
    probe: orm
      .update(workspaces)
      .set({ createdAt: sql`${workspaces.createdAt} + ${slot('by')}` })
      .where(eq(workspaces.id, slot('id')))
      .prepare(),
    addForm: orm.insert(forms).values(slots(forms)).prepare(),
    saveDraft: orm
      .update(forms)
      .set(settings(forms, ['draft', 'draftAt']))
      .where(form)
      .prepare(),
    addVersion: orm.insert(formVersions).values(slots(formVersions)).prepare(),
    goLive: orm
      .update(forms)
      .set({
        ...settings(forms, ['liveVersion', 'source']),
        draft: unlessPublished(forms.draft),
        draftAt: unlessPublished(forms.draftAt),
        archivedAt: null,
      })
      .where(form)
      .prepare(),
    archiveForm: orm
      .update(forms)
      .set(settings(forms, ['archivedAt']))
      .where(form)
      .prepare(),
    countEvents: orm
      .insert(funnelCounts)
      .values(slots(funnelCounts))
      .onConflictDoUpdate({
        target: [
          funnelCounts.formId,
          funnelCounts.version,
          funnelCounts.day,
          funnelCounts.type,
          funnelCounts.step,
        ],
        set: { count: sql`${funnelCounts.count} + excluded.count` },
      })
      .prepare(),
  };
}
