/** Questions to the database about itself. */
import { and, asc, count, isNotNull, isNull, sql } from 'drizzle-orm';
import type { Orm } from '../db/orm.ts';
import { deliveries, endpoints, outbox } from '../db/schema/deliveries.ts';

/** When the last migration that was applied was made, in milliseconds. */
export async function findLastMigration(orm: Orm): Promise<number> {
  const [[at] = []] = await orm.values<[number | null]>(
    sql`select max(created_at) from ${sql.identifier('__drizzle_migrations')}`,
  );
  return Number(at ?? 0);
}

/** When the message that has waited longest was written. */
export async function findOldestMessage(orm: Orm): Promise<number | undefined> {
  const [row] = await orm.select({ at: outbox.createdAt }).from(outbox).orderBy(asc(outbox.id)).limit(1);
  return row?.at;
}

/** How many messages wait; `most` if there are as many or more, for counting all of a million would hold up visitors. */
export async function countMessages(orm: Orm, most: number): Promise<number> {
  const some = orm.select({ id: outbox.id }).from(outbox).limit(most).as('some');
  const [row] = await orm.select({ n: count() }).from(some);
  return row?.n ?? 0;
}

/** How many deliveries wait; `most` if there are as many or more. */
export async function countDeliveries(orm: Orm, most: number): Promise<number> {
  const some = orm
    .select({ id: deliveries.id })
    .from(deliveries)
    .where(isNotNull(deliveries.dueAt))
    .limit(most)
    .as('some');
  const [row] = await orm.select({ n: count() }).from(some);
  return row?.n ?? 0;
}

export async function countOff(orm: Orm): Promise<number> {
  const [row] = await orm
    .select({ n: count() })
    .from(endpoints)
    .where(and(isNotNull(endpoints.offAt), isNull(endpoints.removedAt)));
  return row?.n ?? 0;
}
