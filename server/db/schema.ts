/**
 * The tables. Only texts, whole numbers and JSON texts, so that PostgreSQL can hold the same rows; times are milliseconds since 1970.
 * Nothing cascades: a lead and its history never vanish because another row did.
 */
import { isNotNull, sql } from 'drizzle-orm';
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import type { Answers, Context, Signals } from '../../widget/engine/input.ts';
import type { FormStage } from '../../widget/engine/qualify.ts';
import type { Score } from '../../widget/engine/scoring.ts';
import type { Reason } from '../admission/reasons.ts';
import type { Permission, Role } from '../auth/roles.ts';
import type { DeliveryState } from '../deliveries/channel.ts';
import type { News } from '../deliveries/news.ts';
import type { OffWhy } from '../endpoints/endpoint.ts';
import type { EventName } from '../endpoints/events.ts';
import type { Erased } from '../erasures/erase.ts';
import type { LeadAnswers } from '../leads/merge.ts';
import type { Stage } from '../leads/stages.ts';
import type { Ran } from '../retention/purge.ts';
import type { Reply } from '../submissions/reply.ts';

const json = <T>(name: string) => text(name, { mode: 'json' }).$type<T>().notNull();
const flag = (name: string) => integer(name, { mode: 'boolean' });

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

/**
 * What the world is to be told, written with what it tells of: a row for each commit that has news. It is gone once it is known whom to
 * tell, so what is here waits, and the key alone finds what has waited longest.
 */
export const outbox = sqliteTable('outbox', {
  id: text('id').primaryKey(),
  /** Searched for without an index: few rows are ever here, and each is written while a visitor waits. */
  leadId: text('lead_id'),
  /** What all of it is about: the lead as it was then. */
  about: json<Record<string, unknown>>('about').default(sql`'{}'`),
  news: json<News[]>('news').default(sql`'[]'`),
  createdAt: integer('created_at').notNull(),
  /** The server that has taken it in hand is taken for dead after this. */
  claimedUntil: integer('claimed_until'),
});

/** What came out of the outbox and somebody is told. */
export const messages = sqliteTable(
  'messages',
  {
    id: text('id').primaryKey(),
    kind: text('kind').notNull(),
    leadId: text('lead_id'),
    payload: json<Record<string, unknown>>('payload'),
    createdAt: integer('created_at').notNull(),
  },
  (table) => [index('messages_lead').on(table.leadId)],
);

/** A message on its way to one of those who are told of it. */
export const deliveries = sqliteTable(
  'deliveries',
  {
    id: text('id').primaryKey(),
    messageId: text('message_id')
      .notNull()
      .references(() => messages.id),
    /** By what: the name of a channel. */
    channel: text('channel').notNull(),
    /** To whom, as the channel names them: the id of an endpoint, for one. */
    target: text('target').notNull(),
    /** What shares a line with others, and waits for nobody in another lane. */
    lane: text('lane').notNull(),
    leadId: text('lead_id'),
    state: text('state').$type<DeliveryState>().notNull(),
    /** How often it was tried since it was last begun. */
    tries: integer('tries').notNull(),
    /** When it is next to be tried; while somebody tries, when that one is taken for dead. Null once it has ended. */
    dueAt: integer('due_at'),
    claimedBy: text('claimed_by'),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  (table) => [
    uniqueIndex('deliveries_message').on(table.messageId, table.channel, table.target),
    index('deliveries_due').on(table.lane, table.dueAt).where(isNotNull(table.dueAt)),
    index('deliveries_lead').on(table.leadId, table.id),
    index('deliveries_target').on(table.target, table.id),
    index('deliveries_amiss').on(table.target, table.state, table.id).where(sql`state <> 'delivered'`),
    index('deliveries_ended').on(table.updatedAt).where(sql`due_at is null`),
  ],
);

/** Where programs of others are told of what happens. What is removed stays as a name for what it was sent. */
export const endpoints = sqliteTable('endpoints', {
  id: text('id').primaryKey(),
  workspaceId: text('workspace_id')
    .notNull()
    .references(() => workspaces.id),
  url: text('url').notNull(),
  description: text('description').notNull(),
  events: json<EventName[]>('events'),
  /** Signs what is sent; sealed. */
  secret: text('secret').notNull(),
  /** The one before, which signs as well until a time. */
  formerSecret: text('former_secret'),
  formerUntil: integer('former_until'),
  /** Since when nothing has got through; null while all is well. */
  failingSince: integer('failing_since'),
  /** Switched off, and why. */
  offAt: integer('off_at'),
  offWhy: text('off_why').$type<OffWhy>(),
  createdAt: integer('created_at').notNull(),
  removedAt: integer('removed_at'),
});

/** What came of each try. */
export const attempts = sqliteTable(
  'attempts',
  {
    id: text('id').primaryKey(),
    deliveryId: text('delivery_id')
      .notNull()
      .references(() => deliveries.id),
    at: integer('at').notNull(),
    ms: integer('ms').notNull(),
    /** What was answered; null where nothing was. */
    status: integer('status'),
    /** Why it did not go through, where no status tells. */
    error: text('error'),
    /** The first part of the answer. */
    reply: text('reply'),
  },
  (table) => [index('attempts_delivery').on(table.deliveryId, table.id)],
);

/** Who has had a confirmation of which form on which day: one is enough. Kept until nobody can ask any more. */
export const confirmations = sqliteTable(
  'confirmations',
  {
    formId: text('form_id').notNull(),
    /** Hash of the address under the secret of the server. */
    address: text('address').notNull(),
    /** In UTC: YYYY-MM-DD. */
    day: text('day').notNull(),
    /** The delivery that it is, which may take several tries. */
    deliveryId: text('delivery_id').notNull(),
    leadId: text('lead_id').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.formId, table.address, table.day] }),
    index('confirmations_lead').on(table.leadId),
    index('confirmations_day').on(table.day),
  ],
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

/** Who works here. Nobody is ever removed, for histories name them; who has left is disabled. */
export const people = sqliteTable(
  'people',
  {
    id: text('id').primaryKey(),
    workspaceId: text('workspace_id')
      .notNull()
      .references(() => workspaces.id),
    email: text('email').notNull(),
    /** The address in small letters: nobody is here twice. */
    emailKey: text('email_key').notNull(),
    name: text('name').notNull(),
    role: text('role').$type<Role>().notNull(),
    /** Salted scrypt hash; null until the invitation is taken up. */
    password: text('password'),
    /** The secret of the authenticator app, sealed; null where none is used. */
    totp: text('totp'),
    /** The last 30 seconds whose code was used: no code is good twice. */
    totpStep: integer('totp_step').notNull(),
    createdAt: integer('created_at').notNull(),
    disabledAt: integer('disabled_at'),
  },
  (table) => [uniqueIndex('people_email_key').on(table.workspaceId, table.emailKey)],
);

/** Links by which somebody sets a password, as hashes: at the first time, and when it is forgotten. */
export const invitations = sqliteTable('invitations', {
  hash: text('hash').primaryKey(),
  personId: text('person_id')
    .notNull()
    .references(() => people.id),
  expiresAt: integer('expires_at').notNull(),
});

export const sessions = sqliteTable('sessions', {
  hash: text('hash').primaryKey(),
  /** Id of a person, or 'owner' for whoever signed in with the key of the installation. */
  who: text('who').notNull(),
  expiresAt: integer('expires_at').notNull(),
});

/** Keys for programs, as hashes. */
export const apiKeys = sqliteTable('api_keys', {
  id: text('id').primaryKey(),
  workspaceId: text('workspace_id')
    .notNull()
    .references(() => workspaces.id),
  name: text('name').notNull(),
  hash: text('hash').notNull().unique(),
  /** The last characters, by which people tell keys apart. */
  tail: text('tail').notNull(),
  scopes: json<Permission[]>('scopes'),
  createdBy: text('created_by').notNull(),
  createdAt: integer('created_at').notNull(),
  revokedAt: integer('revoked_at'),
});

/** Who did what. Ids and names of people here, never answers. */
export const audit = sqliteTable('audit', {
  id: text('id').primaryKey(),
  workspaceId: text('workspace_id')
    .notNull()
    .references(() => workspaces.id),
  /** Id of a person or a key, or 'owner'; the name as it was then. */
  who: text('who').notNull(),
  name: text('name').notNull(),
  action: text('action').notNull(),
  target: text('target').notNull(),
  detail: json<Record<string, string | number | boolean>>('detail'),
  at: integer('at').notNull(),
});

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
