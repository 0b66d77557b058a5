/** Leads, and what becomes of them. */
import { and, eq, sql } from 'drizzle-orm';
import type { Orm, Row } from '../orm.ts';
import { handovers, leads, stageMoves } from '../schema/leads.ts';
import { submissions, visitorTokens } from '../schema/submissions.ts';
import { type Statement, settings, slot, slots } from './slots.ts';

export interface LeadValues {
  addLead: Row<typeof leads>;
  changeLead: Row<typeof leads> & { formerRevision: number };
  moveSubmissions: { from: string; to: string };
  moveTokens: { from: string; to: string };
  addMove: Row<typeof stageMoves>;
  addHandover: Row<typeof handovers>;
  closeHandovers: { leadId: string; closedAt: number };
}

export const leadGuards: readonly (keyof LeadValues)[] = ['changeLead'];

export const leadWrites = (orm: Orm): Record<keyof LeadValues, Statement> => ({
  addLead: orm.insert(leads).values(slots(leads)).prepare(),
  changeLead: orm
    .update(leads)
    .set(settings(leads))
    .where(and(eq(leads.id, slot('id')), eq(leads.revision, slot('formerRevision'))))
    .prepare(),
  moveSubmissions: orm
    .update(submissions)
    .set({ leadId: sql`${slot('to')}` })
    .where(eq(submissions.leadId, slot('from')))
    .prepare(),
  moveTokens: orm
    .update(visitorTokens)
    .set({ leadId: sql`${slot('to')}` })
    .where(eq(visitorTokens.leadId, slot('from')))
    .prepare(),
  addMove: orm.insert(stageMoves).values(slots(stageMoves)).prepare(),
  addHandover: orm.insert(handovers).values(slots(handovers)).prepare(),
  closeHandovers: orm
    .update(handovers)
    .set(settings(handovers, ['closedAt']))
    .where(and(eq(handovers.leadId, slot('leadId')), sql`${handovers.closedAt} is null`))
    .prepare(),
});
