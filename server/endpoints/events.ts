/** What endpoints can be told, and how it is put. */
import type { Message } from '../deliveries/channel.ts';
import { iso } from '../iso.ts';

/** By their names, what has happened. */
export const events = {
  'submission.completed': 'Somebody has filled in a form to its end.',
  'lead.stage_changed': 'A lead has moved to another stage, by its score or by a person.',
  'lead.handover': 'A lead is for sales to take, until a time.',
  'lead.appealed': 'A visitor has asked for a person to look again.',
  'endpoint.switched_off': 'An endpoint was switched off, since it could not be reached.',
} as const;
export type EventName = keyof typeof events;
export const eventNames = Object.keys(events) as [EventName, ...EventName[]];

/** Sent when somebody asks for it, and to nobody else. */
export const testEvent = 'endpoint.test';

/** The body as it is sent; the same for each try, so that it can be compared. Times are ISO 8601. */
export function bodyOf({
  kind,
  createdAt,
  payload,
}: Pick<Message, 'kind' | 'createdAt' | 'payload'>): string {
  const { move, dueAt } = payload as { move?: { at: number }; dueAt?: number };
  const data = {
    ...payload,
    ...(move && { move: { ...move, at: iso(move.at) } }),
    ...(dueAt !== undefined && { dueAt: iso(dueAt) }),
  };
  return JSON.stringify({ type: kind, timestamp: iso(createdAt), data });
}
