/** One try at a delivery, from what was claimed to what came of it. */
import type { Deps } from '../context.ts';
import { countOne } from '../health/counts.ts';
import { newId } from '../ids.ts';
import type { Channel, DeliveryState, Message, Tried } from './channel.ts';
import type { DeliveryRow } from './queries.ts';

export interface Claimed {
  delivery: DeliveryRow;
  claimedBy: string;
  message: Message;
  channel: Channel;
}

interface Attempting extends Pick<Deps, 'store' | 'now' | 'log' | 'counts'> {
  /** From 0 to 1: those that failed together are not to come back together. */
  random: () => number;
  signal: AbortSignal;
}

/** Waits are longer by up to so much. */
const jitter = 0.2;

/** Tries once, and writes down what came of it. Returns whether it got through. */
export async function attempt(
  { store, now, log, counts, random, signal }: Attempting,
  { delivery, claimedBy, message, channel }: Claimed,
): Promise<boolean> {
  const { id, target, tries } = delivery;
  const at = now();
  const begun = performance.now();
  const tried = await channel
    .deliver({ delivery: id, target, message, tries, signal })
    .catch((error: Error): Tried => ({ ...nothing, error: error.name }));
  const ms = Math.round(performance.now() - begun);
  const ended = now();
  if (signal.aborted && tried.outcome === 'failed') {
    // The server stops, which is nobody's fault: another one tries at once.
    await store.commit([
      ['settleDelivery', { id, claimedBy, state: 'waiting', tries, dueAt: ended, updatedAt: ended }],
    ]);
    return false;
  }
  const { state, wait } = next(tried.outcome, channel.waits[tries]);
  const dueAt = wait === undefined ? null : ended + Math.round(wait * (1 + jitter * random()));
  const { status, error, reply } = tried;
  const kept = await store.commit([
    ['settleDelivery', { id, claimedBy, state, tries: tries + 1, dueAt, updatedAt: ended }],
    ['addAttempt', { id: newId(), deliveryId: id, at, ms, status, error, reply }],
  ]);
  if (kept && tried.afterwards) await store.commit(tried.afterwards);
  countOne(counts.attempts, `channel="${delivery.channel}",outcome="${tried.outcome}"`);
  // Not the target, which may be somebody's address.
  log({
    event: 'delivery',
    delivery: id,
    channel: delivery.channel,
    lane: delivery.lane,
    state,
    status,
    error,
    ms,
    kept,
  });
  return tried.outcome === 'delivered';
}

const nothing = { outcome: 'failed', status: null, error: null, reply: null } as const;

function next(
  outcome: Tried['outcome'],
  wait: number | undefined,
): { state: DeliveryState; wait?: number | undefined } {
  if (outcome !== 'failed') return { state: outcome };
  return wait === undefined ? { state: 'failed' } : { state: 'waiting', wait };
}
