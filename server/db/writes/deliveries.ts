/** From the outbox to whoever is told. */
import { and, eq, isNull, lt, notExists, sql } from 'drizzle-orm';
import type { DeliveryState } from '../../deliveries/channel.ts';
import { claimed } from '../dialect.ts';
import type { Orm, Row } from '../orm.ts';
import { attempts, confirmations, deliveries, messages, outbox } from '../schema/deliveries.ts';
import { type Statement, settings, slot, slots } from './slots.ts';

export interface DeliveryValues {
  addOutbox: Omit<Row<typeof outbox>, 'claimedUntil'>;
  /** Fails where another server was quicker, or whom it is about was erased. */
  takeOff: { id: string };
  addMessage: Row<typeof messages>;
  addDelivery: Row<typeof deliveries>;
  /** Some of what is due in a lane. Where the server that claims it falls silent it is due again at the end of the claim. */
  claimDue: { lane: string; now: number; until: number; claimedBy: string; limit: number };
  addAttempt: Row<typeof attempts>;
  /** Fails where it was claimed by another server meanwhile, or is gone. */
  settleDelivery: {
    id: string;
    claimedBy: string;
    state: DeliveryState;
    tries: number;
    dueAt: number | null;
    updatedAt: number;
  };
  /** Due at once, and by the whole schedule again. Fails while it is being tried. */
  resendDelivery: { id: string; dueAt: number };
  removeDelivery: { id: string };
  removeAttemptsOf: { deliveryId: string };
  /** Unless somebody is still to be told, or was and the log of it is kept. */
  removeToldMessage: { id: string };
  /** Fails where it is gone. */
  needDelivery: { id: string };
  addConfirmation: Row<typeof confirmations>;
  removeOldConfirmations: { before: string };
}

export const deliveryGuards: readonly (keyof DeliveryValues)[] = [
  'takeOff',
  'settleDelivery',
  'resendDelivery',
  'needDelivery',
];

export const deliveryWrites = (orm: Orm): Record<keyof DeliveryValues, Statement> => ({
  addOutbox: orm
    .insert(outbox)
    .values({ ...slots(outbox), claimedUntil: null })
    .prepare(),
  takeOff: orm
    .delete(outbox)
    .where(eq(outbox.id, slot('id')))
    .prepare(),
  addMessage: orm.insert(messages).values(slots(messages)).prepare(),
  addDelivery: orm.insert(deliveries).values(slots(deliveries)).prepare(),
  claimDue: orm
    .update(deliveries)
    .set({ dueAt: sql`${slot('until')}`, claimedBy: sql`${slot('claimedBy')}` })
    .where(
      sql`${deliveries.id} in ${claimed(sql`select id from deliveries where lane = ${slot('lane')} and due_at <= ${slot('now')} order by due_at limit ${slot('limit')}`)} and due_at <= ${slot('now')}`,
    )
    .prepare(),
  addAttempt: orm.insert(attempts).values(slots(attempts)).prepare(),
  settleDelivery: orm
    .update(deliveries)
    .set({ ...settings(deliveries, ['state', 'tries', 'dueAt', 'updatedAt']), claimedBy: null })
    .where(and(eq(deliveries.id, slot('id')), eq(deliveries.claimedBy, slot('claimedBy'))))
    .prepare(),
  resendDelivery: orm
    .update(deliveries)
    .set({ ...settings(deliveries, ['dueAt']), state: 'waiting', tries: 0 })
    .where(and(eq(deliveries.id, slot('id')), isNull(deliveries.claimedBy)))
    .prepare(),
  removeDelivery: orm
    .delete(deliveries)
    .where(eq(deliveries.id, slot('id')))
    .prepare(),
  removeAttemptsOf: orm
    .delete(attempts)
    .where(eq(attempts.deliveryId, slot('deliveryId')))
    .prepare(),
  removeToldMessage: orm
    .delete(messages)
    .where(
      and(
        eq(messages.id, slot('id')),
        notExists(
          orm
            .select({ id: deliveries.id })
            .from(deliveries)
            .where(eq(deliveries.messageId, slot('id'))),
        ),
      ),
    )
    .prepare(),
  needDelivery: orm
    .update(deliveries)
    .set({ updatedAt: sql`${deliveries.updatedAt}` })
    .where(eq(deliveries.id, slot('id')))
    .prepare(),
  addConfirmation: orm.insert(confirmations).values(slots(confirmations)).prepare(),
  removeOldConfirmations: orm
    .delete(confirmations)
    .where(lt(confirmations.day, slot('before')))
    .prepare(),
});
