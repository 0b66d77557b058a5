/**
 * Delivers what is in the outbox, beside everything else the server does. Any number of servers do so on one database: what one has
 * claimed the others pass over, until it falls silent.
 */
import type { Deps } from '../context.ts';
import { traceOf } from '../db/trouble.ts';
import { type Counts, createCounts } from '../health/counts.ts';
import { newId } from '../ids.ts';
import { giveWay } from '../turns.ts';
import { attempt } from './attempt.ts';
import type { Channels } from './channel.ts';
import { fanOut } from './fanOut.ts';
import { createLanes } from './lanes.ts';
import { claimDeliveries, listLanes, listMessages } from './queries.ts';

/** What other servers left is looked for after so long. */
const lookEvery = 5000;
/** Beyond the time that a try takes, for what is to be written after it. */
const grace = 15_000;
/** Tries that are under way at the end may go on for so long. */
const farewell = 5000;

export interface Courier {
  /** There is something new in the outbox. Costs nothing, so it may be called for every commit. */
  wake(): void;
  /** Takes nothing more in hand, and waits for what is under way. */
  stop(): Promise<void>;
}

interface World extends Pick<Deps, 'store' | 'now' | 'log'> {
  channels: Channels;
  counts?: Counts;
  random?: () => number;
  /** Calls back after so many milliseconds, unless it is called off; keeps no process alive. */
  later?: (ms: number, then: () => void) => () => void;
}

const byTimer = (ms: number, then: () => void) => {
  const timer = setTimeout(then, ms).unref();
  return () => clearTimeout(timer);
};

export function startCourier({
  random = Math.random,
  later = byTimer,
  counts = createCounts(),
  ...world
}: World): Courier {
  const { store, now, log, channels } = world;
  const lanes = createLanes();
  const underWay = new Set<Promise<void>>();
  const ending = new AbortController();
  let isStopped = false;
  let isAsked = false;
  let round: Promise<void> | undefined;
  let callOff = () => {};

  function wake() {
    isAsked = true;
    if (isStopped || round) return;
    callOff();
    round = goRound()
      .catch((error) => log({ event: 'error', job: 'deliveries', error: traceOf(error) }))
      .finally(() => {
        round = undefined;
        if (isAsked && !isStopped) wake();
      });
  }

  async function goRound() {
    let next = lookEvery;
    try {
      // What comes in during this turn, and the answers to whoever sent it, go first.
      await giveWay(store);
      isAsked = false;
      if (await fanOut(world, channels)) isAsked = true;
      next = await begin();
    } finally {
      callOff = later(Math.max(1, Math.min(next, lookEvery)), wake);
    }
  }

  /** Begins as much as there is room for. Returns in how many milliseconds something is due. */
  async function begin(): Promise<number> {
    let next = lookEvery;
    for (const { name, dueAt } of await listLanes(store.orm)) {
      const limit = lanes.room(name);
      const wait = dueAt - now();
      if (wait > 0) next = Math.min(next, wait);
      else if (limit > 0 && !isStopped) await beginIn(name, limit);
    }
    return next;
  }

  async function beginIn(lane: string, limit: number) {
    const at = now();
    const longest = Math.max(...Object.values(channels).map((channel) => channel.longest));
    const claimedBy = newId();
    const claim = { lane, claimedBy, limit, now: at, until: at + longest + grace };
    const claimed = await claimDeliveries(store.orm, claim);
    const messages = await listMessages(
      store.orm,
      claimed.map(({ messageId }) => messageId),
    );
    for (const delivery of claimed) {
      const channel = channels[delivery.channel];
      const message = messages.find(({ id }) => id === delivery.messageId);
      // Another release may know a channel that this one does not.
      if (!channel || !message) continue;
      lanes.begin(lane);
      const trying = attempt(
        { store, now, log, counts, random, signal: ending.signal },
        { delivery: { ...delivery, claimedBy }, message, channel },
      )
        .catch((error) => {
          log({ event: 'error', job: 'deliveries', delivery: delivery.id, error: traceOf(error) });
          return false;
        })
        .then((isThrough) => {
          lanes.end(lane, isThrough);
          underWay.delete(trying);
          wake();
        });
      underWay.add(trying);
    }
  }

  wake();
  return {
    wake,
    async stop() {
      isStopped = true;
      callOff();
      await round;
      const callOffEnd = later(farewell, () => ending.abort());
      await Promise.all(underWay);
      callOffEnd();
    },
  };
}
