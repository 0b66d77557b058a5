/** Leads, their history, and when sales must have taken them up. */
import { isNotNull } from 'drizzle-orm';
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import type { Context, Signals } from '../../../widget/engine/input.ts';
import type { FormStage } from '../../../widget/engine/qualify.ts';
import type { Score } from '../../../widget/engine/scoring.ts';
import type { LeadAnswers } from '../../leads/merge.ts';
import type { Stage } from '../../leads/stages.ts';
import { flag, json } from './columns.ts';
import { workspaces } from './forms.ts';

export const leads = sqliteTable(
  'leads',
  {
    id: text('id').primaryKey(),
    workspaceId: text('workspace_id')
      .notNull()
      .references(() => workspaces.id),
    /** The address as it was typed last. */
    email: text('email'),
    /** The normalised address: who a lead is. Null for an anonymous profile. */
    emailKey: text('email_key'),
    name: text('name'),
    company: text('company'),
    /** Label of the first choice answer: what this person wants. */
    want: text('want'),
    stage: text('stage').$type<Stage>().notNull(),
    /** Whether the score or a person set the stage. */
    stageBy: text('stage_by').$type<'score' | 'person'>().notNull(),
    /** The form's verdict on everything known, and what it was reached with. */
    verdict: text('verdict').$type<FormStage>().notNull(),
    outcome: text('outcome').notNull(),
    scoreTotal: integer('score_total').notNull(),
    score: json<Score>('score'),
    disqualifiedBy: text('disqualified_by'),
    formId: text('form_id').notNull(),
    version: integer('version').notNull(),
    context: json<Context>('context'),
    signals: json<Signals>('signals'),
    /** Whether a complete submission stands behind the verdict. */
    complete: flag('complete').notNull(),
    /** The latest answer to each question of each form, and where it came from. */
    answers: json<LeadAnswers>('answers'),
    owner: text('owner'),
    appeal: flag('appeal').notNull(),
    /** The lead that this one turned out to be the same person as. */
    mergedInto: text('merged_into'),
    /** Goes up with every change, so that two changes at once cannot both be made. */
    revision: integer('revision').notNull(),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  (table) => [
    uniqueIndex('leads_email_key').on(table.emailKey, table.workspaceId),
    index('leads_latest').on(table.workspaceId, table.updatedAt, table.id),
    index('leads_merged').on(table.mergedInto).where(isNotNull(table.mergedInto)),
  ],
);

export const stageMoves = sqliteTable(
  'stage_moves',
  {
    id: text('id').primaryKey(),
    leadId: text('lead_id')
      .notNull()
      .references(() => leads.id),
    from: text('from_stage').$type<Stage>(),
    to: text('to_stage').$type<Stage>().notNull(),
    by: text('by').notNull(),
    why: text('why').notNull(),
    at: integer('at').notNull(),
  },
  (table) => [index('stage_moves_lead').on(table.leadId, table.id)],
);

export const handovers = sqliteTable(
  'handovers',
  {
    id: text('id').primaryKey(),
    leadId: text('lead_id')
      .notNull()
      .references(() => leads.id),
    team: text('team'),
    dueAt: integer('due_at').notNull(),
    createdAt: integer('created_at').notNull(),
    /** When a person took the lead further; null while it waits. */
    closedAt: integer('closed_at'),
  },
  (table) => [index('handovers_lead').on(table.leadId, table.closedAt)],
);
