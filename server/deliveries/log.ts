/** Questions to the database about what was delivered, for people who look. */
import { and, asc, desc, eq, inArray, lt, sql } from 'drizzle-orm';
import type { Orm } from '../db/orm.ts';
import { attempts, deliveries, messages } from '../db/schema/deliveries.ts';
import type { DeliveryState, Message } from './channel.ts';
import type { DeliveryRow } from './queries.ts';

export interface Found {
  delivery: DeliveryRow;
  kind: string;
}

interface Wanted {
  target?: string | undefined;
  lead?: string | undefined;
  /** Only together with a target. */
  state?: DeliveryState | undefined;
  /** The id of the last one of the page before. */
  before?: string | undefined;
  limit: number;
}

/** The latest first. */
export const listDeliveries = (orm: Orm, { target, lead, state, before, limit }: Wanted): Promise<Found[]> =>
  orm
    .select({ delivery: deliveries, kind: messages.kind })
    .from(deliveries)
    .innerJoin(messages, eq(messages.id, deliveries.messageId))
    .where(
      and(
        target === undefined ? undefined : eq(deliveries.target, target),
        lead === undefined ? undefined : eq(deliveries.leadId, lead),
        state === undefined ? undefined : eq(deliveries.state, state),
        // In so many words, or the databases do not see that the index of these will do.
        state === undefined || state === 'delivered' ? undefined : sql`${deliveries.state} <> 'delivered'`,
        before === undefined ? undefined : lt(deliveries.id, before),
      ),
    )
    .orderBy(desc(deliveries.id))
    .limit(limit);

/** The latest of these leads. */
export const listOfLeads = (orm: Orm, leads: string[], limit: number): Promise<Found[]> =>
  orm
    .select({ delivery: deliveries, kind: messages.kind })
    .from(deliveries)
    .innerJoin(messages, eq(messages.id, deliveries.messageId))
    .where(inArray(deliveries.leadId, leads))
    .orderBy(desc(deliveries.id))
    .limit(limit);

export async function findDelivery(
  orm: Orm,
  id: string,
): Promise<{ delivery: DeliveryRow; message: Message } | undefined> {
  const [row] = await orm
    .select({ delivery: deliveries, message: messages })
    .from(deliveries)
    .innerJoin(messages, eq(messages.id, deliveries.messageId))
    .where(eq(deliveries.id, id));
  return row;
}

/** Of these deliveries, in the order that they were made. */
export const listAttempts = (orm: Orm, ids: string[]) =>
  ids.length === 0
    ? Promise.resolve([])
    : orm.select().from(attempts).where(inArray(attempts.deliveryId, ids)).orderBy(asc(attempts.id));

/** Deliveries that ended before a time, the oldest first. */
export const listEnded = (orm: Orm, before: number, limit: number) =>
  orm
    .select({ id: deliveries.id, messageId: deliveries.messageId })
    .from(deliveries)
    .where(and(sql`${deliveries.dueAt} is null`, lt(deliveries.updatedAt, before)))
    .orderBy(asc(deliveries.updatedAt))
    .limit(limit);
