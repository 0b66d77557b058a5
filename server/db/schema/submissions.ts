/** Submissions, and what comes with them: proofs, tokens, what speaks for a person or against. */
import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { Answers, Context, Signals } from '../../../widget/engine/input.ts';
import type { FormStage } from '../../../widget/engine/qualify.ts';
import type { Score } from '../../../widget/engine/scoring.ts';
import type { Reason } from '../../admission/reasons.ts';
import type { Reply } from '../../submissions/reply.ts';
import { flag, json } from './columns.ts';
import { workspaces } from './forms.ts';
import { leads } from './leads.ts';

export const submissions = sqliteTable(
  'submissions',
  {
    id: text('id').primaryKey(),
    workspaceId: text('workspace_id')
      .notNull()
      .references(() => workspaces.id),
    formId: text('form_id').notNull(),
    version: integer('version').notNull(),
    status: text('status').$type<'partial' | 'complete'>().notNull(),
    /** Answers on the path only. */
    answers: json<Answers>('answers'),
    context: json<Context>('context'),
    signals: json<Signals>('signals'),
    /** Fields that were not asked because the server knew them. */
    known: json<string[]>('known'),
    /** Fields answered off the path. */
    dropped: json<string[]>('dropped'),
    stage: text('stage').$type<FormStage>().notNull(),
    outcome: text('outcome').notNull(),
    score: json<Score>('score'),
    disqualifiedBy: text('disqualified_by'),
    /** 1 if the browser reached the same verdict, 0 if not, null if it told none. */
    agrees: integer('agrees'),
    /** SHA-256 of the body in canonical form: the same id with the same body is the same submission. */
    bodyHash: text('body_hash').notNull(),
    /** What was answered, to be answered again. */
    reply: json<Reply>('reply'),
    leadId: text('lead_id').references(() => leads.id),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
    /** Why it looks as if no person had made it. */
    reasons: json<readonly Reason[]>('reasons').default(sql`'[]'`),
    /** Set aside: it makes no lead and no news until a person has released it. */
    quarantined: flag('quarantined').notNull().default(sql`0`),
  },
  (table) => [
    index('submissions_lead').on(table.leadId),
    index('submissions_quarantined').on(table.id).where(sql`quarantined = 1`),
    index('submissions_form').on(table.formId, table.id),
    index('submissions_age').on(table.formId, table.updatedAt),
  ],
);

/** Proof of consent: the exact text that was shown, which box, and when. */
export const consents = sqliteTable(
  'consents',
  {
    submissionId: text('submission_id')
      .notNull()
      .references(() => submissions.id),
    field: text('field').notNull(),
    text: text('text').notNull(),
    version: integer('version').notNull(),
    at: integer('at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.submissionId, table.field] })],
);

/** Tokens by which a browser is known again, as hashes. */
export const visitorTokens = sqliteTable(
  'visitor_tokens',
  {
    hash: text('hash').primaryKey(),
    leadId: text('lead_id')
      .notNull()
      .references(() => leads.id),
    formId: text('form_id').notNull(),
    /** Remembered fields that were answered from this browser; of what others told of the lead it learns nothing. */
    fields: json<string[]>('fields'),
    expiresAt: integer('expires_at').notNull(),
  },
  (table) => [index('visitor_tokens_lead').on(table.leadId)],
);

/** Addresses, and whole domains with an @ before them, of which nothing is ever set aside. */
export const allowed = sqliteTable(
  'allowed',
  {
    workspaceId: text('workspace_id')
      .notNull()
      .references(() => workspaces.id),
    entry: text('entry').notNull(),
    by: text('by').notNull(),
    at: integer('at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.entry] })],
);

/** What is counted to be limited, such as wrong keys by address. Addresses as hashes, and gone with their window. */
export const tries = sqliteTable(
  'tries',
  {
    id: text('id').primaryKey(),
    bucket: text('bucket').notNull(),
    at: integer('at').notNull(),
  },
  (table) => [index('tries_bucket').on(table.bucket, table.at), index('tries_at').on(table.at)],
);
