/** Forms, what was published of them, and what was counted of those who filled them in. */
import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const workspaces = sqliteTable('workspaces', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  createdAt: integer('created_at').notNull(),
});

export const forms = sqliteTable('forms', {
  id: text('id').primaryKey(),
  workspaceId: text('workspace_id')
    .notNull()
    .references(() => workspaces.id),
  source: text('source').$type<'api' | 'file'>().notNull(),
  /** The published version that visitors get, if any. */
  liveVersion: integer('live_version'),
  /** The text that is being worked on, exactly as it was sent. */
  draft: text('draft'),
  draftAt: integer('draft_at'),
  archivedAt: integer('archived_at'),
  createdAt: integer('created_at').notNull(),
});

/** Immutable: a published version is never changed. */
export const formVersions = sqliteTable(
  'form_versions',
  {
    formId: text('form_id')
      .notNull()
      .references(() => forms.id),
    version: integer('version').notNull(),
    /** The file exactly as published: reordering its keys would change scores. */
    text: text('text').notNull(),
    publishedAt: integer('published_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.formId, table.version] })],
);

export const funnelCounts = sqliteTable(
  'funnel_counts',
  {
    formId: text('form_id').notNull(),
    version: integer('version').notNull(),
    day: text('day').notNull(),
    type: text('type').notNull(),
    step: text('step').notNull(),
    count: integer('count').notNull(),
  },
  (table) => [primaryKey({ columns: [table.formId, table.version, table.day, table.type, table.step] })],
);
