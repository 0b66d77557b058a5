/** That somebody was forgotten, and the work that one server does for all. */
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { Erased } from '../../erasures/erase.ts';
import type { Ran } from '../../retention/purge.ts';
import { json } from './columns.ts';

/** That somebody was erased, when and by whom: nothing here tells who it was. */
export const erasures = sqliteTable('erasures', {
  id: text('id').primaryKey(),
  /** Empty for somebody who only ever was in quarantine. */
  leadId: text('lead_id').notNull(),
  by: text('by').notNull(),
  at: integer('at').notNull(),
  /** Rows by what they were. */
  counts: json<Erased>('counts'),
});

/** Ids of erased submissions, so that a browser that sends one again does not bring the person back. */
export const erasedSubmissions = sqliteTable('erased_submissions', {
  id: text('id').primaryKey(),
  at: integer('at').notNull(),
});

/** Work that one server does for all. */
export const jobs = sqliteTable('jobs', {
  name: text('name').primaryKey(),
  claimedBy: text('claimed_by'),
  /** Whoever claimed it is taken for dead after this. */
  claimedUntil: integer('claimed_until').notNull(),
  /** When it was last done to its end, by the clock of then. */
  lastRunAt: integer('last_run_at'),
  result: text('result', { mode: 'json' }).$type<Ran>(),
});
