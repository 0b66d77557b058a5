/** What has happened and is to be told: everything of one commit is one row of the outbox, and what all of it is about stands there once. */
import type { outbox } from '../db/schema/deliveries.ts';
import type { Write } from '../db/statements.ts';
import type { EventName } from '../endpoints/events.ts';
import { newId } from '../ids.ts';
import { latestAnswers } from '../leads/merge.ts';
import type { LeadRow } from '../leads/receive.ts';
import type { Message } from './channel.ts';

/** One thing that has happened; `payload` is what tells it from others of the same commit. */
export interface News {
  id: string;
  kind: string;
  payload: Record<string, unknown>;
}

export const happened = (kind: EventName, payload: Record<string, unknown> = {}): News => ({
  id: newId(),
  kind,
  payload,
});

/** To be committed with what it tells of. */
export const tell = (lead: LeadRow | null, news: News[], createdAt: number): Write => [
  'addOutbox',
  { id: newId(), leadId: lead?.id ?? null, about: lead ? snapshot(lead) : {}, news, createdAt },
];

/** A lead as it is told to others. */
export function snapshot(lead: LeadRow) {
  return {
    lead: {
      id: lead.id,
      email: lead.email,
      name: lead.name,
      company: lead.company,
      want: lead.want,
      stage: lead.stage,
      outcome: lead.outcome,
      score: lead.score,
      form: lead.formId,
      version: lead.version,
      answers: latestAnswers(lead.answers),
      context: lead.context,
    },
  };
}

type Row = Pick<typeof outbox.$inferSelect, 'leadId' | 'about' | 'news' | 'createdAt'>;

/** What a row of the outbox has to tell, message by message. */
export const messagesIn = ({ leadId, about, news, createdAt }: Row): Message[] =>
  news.map(({ id, kind, payload }) => ({ id, kind, leadId, payload: { ...payload, ...about }, createdAt }));
