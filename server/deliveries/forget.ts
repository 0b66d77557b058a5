/** Forgets what was delivered long ago: the log is for finding out what went wrong, and holds what people said. */
import type { Orm } from '../db/orm.ts';
import type { Write } from '../db/statements.ts';
import { listEnded } from './log.ts';

const day = 24 * 60 * 60 * 1000;
/** Days. */
export const keptDays = 30;
/** Deliveries of one commit. */
const batch = 100;

/** What has to be written so that a part of it is gone; nothing once all of it is. */
export async function forgetSome(orm: Orm, now: number): Promise<Write[]> {
  const ended = await listEnded(orm, now - keptDays * day, batch);
  return ended.flatMap(({ id, messageId }): Write[] => [
    ['removeAttemptsOf', { deliveryId: id }],
    ['removeDelivery', { id }],
    ['removeToldMessage', { id: messageId }],
  ]);
}
