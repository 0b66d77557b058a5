/** What the world is told, and by which way it gets there. */
import { isNotNull, sql } from 'drizzle-orm';
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import type { DeliveryState } from '../../deliveries/channel.ts';
import type { News } from '../../deliveries/news.ts';
import type { OffWhy } from '../../endpoints/endpoint.ts';
import type { EventName } from '../../endpoints/events.ts';
import { json } from './columns.ts';
import { workspaces } from './forms.ts';

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
