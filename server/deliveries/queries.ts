/** Questions to the database about what is to be delivered: each claims what it finds, so that no two servers do the same. */
import { inArray, sql } from 'drizzle-orm';
import { skipLocked } from '../db/dialect.ts';
import { prepared } from '../db/prepared.ts';
import { deliveries, messages, outbox } from '../db/schema.ts';
import type { Orm } from '../db/statements.ts';
import type { Message } from './channel.ts';

export type DeliveryRow = typeof deliveries.$inferSelect;

const slot = (name: string) => sql.placeholder(name);
/** Once and before all else, or PostgreSQL might pick anew for each row that it compares. */
const picked = (query: ReturnType<typeof sql>) =>
  sql`(with picked as materialized (${query} ${sql.raw(skipLocked)}) select id from picked)`;

const anyInOutbox = prepared((orm) => orm.select({ id: outbox.id }).from(outbox).limit(1).prepare());

/** Whether there is anything in the outbox; asked before a claim, which is a write and costs more. */
export const hasNews = async (orm: Orm): Promise<boolean> => (await anyInOutbox(orm).execute()).length > 0;

const newsToClaim = prepared((orm) =>
  orm
    .update(outbox)
    .set({ claimedUntil: sql`${slot('until')}` })
    .where(
      sql`${outbox.id} in ${picked(sql`select id from outbox where claimed_until is null or claimed_until < ${slot('now')} or claimed_until > ${slot('furthest')} order by id limit ${slot('limit')}`)}`,
    )
    .returning()
    .prepare(),
);

interface Claim {
  now: number;
  until: number;
  limit: number;
}

/** What has waited longest in the outbox, for this server to see to until a time. One that is claimed for longer than any claim lasts is free: a clock was wrong. */
export async function claimNews(orm: Orm, claim: Claim): Promise<Message[]> {
  const rows = await newsToClaim(orm).execute({
    ...claim,
    furthest: claim.until + (claim.until - claim.now),
  });
  return rows.map(({ claimedUntil: _, ...message }) => message).sort((a, b) => (a.id < b.id ? -1 : 1));
}

const deliveriesToClaim = prepared((orm) =>
  orm
    .update(deliveries)
    .set({ dueAt: sql`${slot('until')}`, claimedBy: sql`${slot('claimedBy')}` })
    .where(
      sql`${deliveries.id} in ${picked(sql`select id from deliveries where lane = ${slot('lane')} and due_at <= ${slot('now')} order by due_at limit ${slot('limit')}`)}`,
    )
    .returning()
    .prepare(),
);

/** What is due in a lane. Where the server that claims it falls silent it is due again at the end of the claim. */
export const claimDeliveries = (
  orm: Orm,
  claim: Claim & { lane: string; claimedBy: string },
): Promise<DeliveryRow[]> => deliveriesToClaim(orm).execute({ ...claim });

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

export const listMessages = (orm: Orm, ids: string[]): Promise<Message[]> =>
  orm.select().from(messages).where(inArray(messages.id, ids));
