/** Questions to the database about what is to be delivered. */
import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import { claimed } from '../db/dialect.ts';
import type { Orm } from '../db/orm.ts';
import { prepared } from '../db/prepared.ts';
import { deliveries, messages, outbox } from '../db/schema/deliveries.ts';
import type { Store } from '../db/store.ts';
import type { Message } from './channel.ts';
import { messagesIn } from './news.ts';

export type DeliveryRow = typeof deliveries.$inferSelect;
export type OutboxRow = typeof outbox.$inferSelect;

const slot = (name: string) => sql.placeholder(name);

const firstInOutbox = prepared((orm) =>
  orm.select().from(outbox).orderBy(asc(outbox.id)).limit(slot('limit')).prepare(),
);

const anyInOutbox = prepared((orm) => orm.select({ id: outbox.id }).from(outbox).limit(1).prepare());

const newsToClaim = prepared((orm) =>
  orm
    .update(outbox)
    .set({ claimedUntil: sql`${slot('until')}` })
    .where(
      sql`${outbox.id} in ${claimed(sql`select id from outbox where claimed_until is null or claimed_until < ${slot('now')} or claimed_until > ${slot('furthest')} order by id limit ${slot('limit')}`)}`,
    )
    .returning()
    .prepare(),
);

/**
 * What has waited longest in the outbox, for this server to see to until a time. Where others write to the same database it is claimed,
 * so that they pass it over; one that is claimed for longer than any claim lasts is free, for a clock was wrong.
 */
export async function takeNews(
  { orm, isShared }: Pick<Store, 'orm' | 'isShared'>,
  { now, lasts, limit }: { now: number; lasts: number; limit: number },
): Promise<OutboxRow[]> {
  // A question first, for a claim is a write.
  if ((await anyInOutbox(orm).execute()).length === 0) return [];
  const rows = isShared
    ? await newsToClaim(orm).execute({ now, limit, until: now + lasts, furthest: now + 2 * lasts })
    : await firstInOutbox(orm).execute({ limit });
  return rows.sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** What was claimed in these lanes, with what is to be told. */
export const listClaimed = (
  orm: Orm,
  { lanes, claimedBy, until }: { lanes: string[]; claimedBy: string; until: number },
): Promise<{ delivery: DeliveryRow; message: Message }[]> =>
  orm
    .select({ delivery: deliveries, message: messages })
    .from(deliveries)
    .innerJoin(messages, eq(messages.id, deliveries.messageId))
    .where(
      and(inArray(deliveries.lane, lanes), eq(deliveries.dueAt, until), eq(deliveries.claimedBy, claimedBy)),
    );

/** All messages about these leads: those with somebody to tell, then those that still wait in the outbox. */
export async function listMessagesOf(orm: Orm, leads: string[]): Promise<Message[]> {
  // The outbox first: what is taken off it meanwhile is met twice, and missed by neither.
  const rows = await orm.select().from(outbox).where(inArray(outbox.leadId, leads)).orderBy(asc(outbox.id));
  const told = await orm
    .select()
    .from(messages)
    .where(inArray(messages.leadId, leads))
    .orderBy(asc(messages.id));
  const ids = new Set(told.map(({ id }) => id));
  return [...told, ...rows.flatMap(messagesIn).filter(({ id }) => !ids.has(id))];
}

export interface Lane {
  name: string;
  /** When the first of it is due. */
  dueAt: number;
}

/** Every lane in which something waits. From one to the next by the index: a million in one lane cost no more than one. */
export async function listLanes(orm: Orm): Promise<Lane[]> {
  const rows = await orm.values<[string, number]>(sql`
    with recursive lanes(name) as (
      select min(lane) from deliveries where due_at is not null
      union all
      select (select min(lane) from deliveries where due_at is not null and lane > lanes.name) from lanes where lanes.name is not null
    )
    select name, (select min(due_at) from deliveries where due_at is not null and lane = lanes.name) from lanes where name is not null`);
  return rows.map(([name, dueAt]) => ({ name, dueAt: Number(dueAt) }));
}
