/** Taking away what hangs on a lead: at the wish of a person, and when its time is over. */
import { and, eq, inArray, lt, notExists, type SQL, sql } from 'drizzle-orm';
import { alias, type SQLiteColumn, type SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { Orm, Row } from '../orm.ts';
import { attempts, confirmations, deliveries, messages, outbox } from '../schema/deliveries.ts';
import { handovers, leads, stageMoves } from '../schema/leads.ts';
import { consents, submissions, visitorTokens } from '../schema/submissions.ts';
import { erasedSubmissions, erasures } from '../schema/upkeep.ts';
import { type Statement, slot, slots } from './slots.ts';

export interface RemovalValues {
  /** Takes a lead in hand before what hangs on it is removed: whoever has read it comes too late from here on. */
  holdLead: { id: string; formerRevision: number };
  /** The same, whatever became of the lead since it was read. */
  seizeLead: { id: string };
  rememberErased: { leadId: string; at: number };
  addErased: Row<typeof erasedSubmissions>;
  removeConsents: { leadId: string };
  removeSubmissions: { leadId: string };
  removeTokens: { leadId: string };
  removeMoves: { leadId: string };
  removeHandovers: { leadId: string };
  removeOutbox: { leadId: string };
  removeMessages: { leadId: string };
  removeDeliveries: { leadId: string };
  removeAttempts: { leadId: string };
  removeConfirmations: { leadId: string };
  /** Not while another lead is known to be the same person: it would be left behind. */
  removeLead: { id: string };
  addErasure: Row<typeof erasures>;
  forgetErased: { before: number };
  removeSubmission: { id: string; formerUpdatedAt: number };
  removeOldOutbox: { leadId: string; before: number };
  /** Of a lead's, all that were written before a time. */
  removeOldMessages: { leadId: string; before: number };
  removeOldDeliveries: { leadId: string; before: number };
  removeOldAttempts: { leadId: string; before: number };
}

export const removalGuards: readonly (keyof RemovalValues)[] = [
  'holdLead',
  'seizeLead',
  'removeLead',
  'removeSubmission',
];

export function removalWrites(orm: Orm): Record<keyof RemovalValues, Statement> {
  const merged = alias(leads, 'merged');
  const removeOf = (table: SQLiteTable & { leadId: SQLiteColumn }) =>
    orm
      .delete(table)
      .where(eq(table.leadId, slot('leadId')))
      .prepare();
  const deliveriesOf = (which: SQL = eq(deliveries.leadId, slot('leadId'))) =>
    orm.select({ id: deliveries.id }).from(deliveries).where(which);
  const oldMessages = () =>
    orm
      .select({ id: messages.id })
      .from(messages)
      .where(and(eq(messages.leadId, slot('leadId')), lt(messages.createdAt, slot('before'))));
  return {
    holdLead: orm
      .update(leads)
      .set({ revision: sql`${leads.revision} + 1` })
      .where(and(eq(leads.id, slot('id')), eq(leads.revision, slot('formerRevision'))))
      .prepare(),
    seizeLead: orm
      .update(leads)
      .set({ revision: sql`${leads.revision} + 1` })
      .where(eq(leads.id, slot('id')))
      .prepare(),
    rememberErased: orm
      .insert(erasedSubmissions)
      .select(
        orm
          .select({ id: submissions.id, at: sql<number>`${slot('at')}`.as('at') })
          .from(submissions)
          .where(eq(submissions.leadId, slot('leadId'))),
      )
      .prepare(),
    addErased: orm.insert(erasedSubmissions).values(slots(erasedSubmissions)).prepare(),
    removeConsents: orm
      .delete(consents)
      .where(
        inArray(
          consents.submissionId,
          orm
            .select({ id: submissions.id })
            .from(submissions)
            .where(eq(submissions.leadId, slot('leadId'))),
        ),
      )
      .prepare(),
    removeSubmissions: removeOf(submissions),
    removeTokens: removeOf(visitorTokens),
    removeMoves: removeOf(stageMoves),
    removeHandovers: removeOf(handovers),
    removeOutbox: removeOf(outbox),
    removeMessages: removeOf(messages),
    removeDeliveries: removeOf(deliveries),
    removeAttempts: orm.delete(attempts).where(inArray(attempts.deliveryId, deliveriesOf())).prepare(),
    removeConfirmations: removeOf(confirmations),
    removeLead: orm
      .delete(leads)
      .where(
        and(
          eq(leads.id, slot('id')),
          notExists(
            orm
              .select({ id: merged.id })
              .from(merged)
              .where(eq(merged.mergedInto, slot('id'))),
          ),
        ),
      )
      .prepare(),
    addErasure: orm.insert(erasures).values(slots(erasures)).prepare(),
    forgetErased: orm
      .delete(erasedSubmissions)
      .where(lt(erasedSubmissions.at, slot('before')))
      .prepare(),
    removeSubmission: orm
      .delete(submissions)
      .where(and(eq(submissions.id, slot('id')), eq(submissions.updatedAt, slot('formerUpdatedAt'))))
      .prepare(),
    removeOldOutbox: orm
      .delete(outbox)
      .where(and(eq(outbox.leadId, slot('leadId')), lt(outbox.createdAt, slot('before'))))
      .prepare(),
    removeOldMessages: orm
      .delete(messages)
      .where(and(eq(messages.leadId, slot('leadId')), lt(messages.createdAt, slot('before'))))
      .prepare(),
    removeOldDeliveries: orm.delete(deliveries).where(inArray(deliveries.messageId, oldMessages())).prepare(),
    removeOldAttempts: orm
      .delete(attempts)
      .where(inArray(attempts.deliveryId, deliveriesOf(inArray(deliveries.messageId, oldMessages()))))
      .prepare(),
  };
}
