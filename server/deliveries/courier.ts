/**
 * Delivers what is in the outbox, beside everything else the server does. Any number of servers do so on one database: what one has
 * claimed the others pass over, until it falls silent.
 */
import type { Deps } from '../context.ts';
import type { Write } from '../db/statements.ts';
import { traceOf } from '../db/trouble.ts';
import { type Counts, createCounts } from '../health/counts.ts';
import { newId } from '../ids.ts';
import { giveWay } from '../turns.ts';
import { attempt, type Claimed } from './attempt.ts';
import type { Channels } from './channel.ts';
import { fanOut } from './fanOut.ts';
import { createLanes } from './lanes.ts';
import { createPace } from './pace.ts';
import { type Lane, listClaimed, listLanes } from './queries.ts';

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
  const { now, log, channels } = world;
  const pace = createPace(world.store);
  const { store } = pace;
  const longest = Math.max(0, ...Object.values(channels).map((channel) => channel.longest));
  const lanes = createLanes();
  const underWay = new Set<Promise<void>>();
  const ending = new AbortController();
  let isStopped = false;
  let isAsked = false;
  let round: Promise<void> | undefined;
  let callOff = () => {};

  const tellOf = (error: unknown) => log({ event: 'error', job: 'deliveries', error: traceOf(error) });

  function wake() {
    isAsked = true;
    if (isStopped || round) return;
    callOff();
    round = goRound()
      .catch(tellOf)
      .finally(() => {
        round = undefined;
        if (isAsked && !isStopped) wake();
      });
  }

  async function goRound() {
    let next = lookEvery;
    await pace.rest();
    // What comes in during this turn, and the answers to whoever sent it, go first.
    await giveWay(store);
    const begun = performance.now();
    isAsked = false;
    try {
      // Whatever is wrong with what is new, what is on its way goes on.
      if (await fanOut({ store, now }, channels).catch(tellOf)) isAsked = true;
      next = await begin();
    } finally {
      pace.worked(performance.now() - begun);
      callOff = later(Math.max(1, Math.min(next, lookEvery)), wake);
    }
  }

  /** Begins as much as there is room for. Returns in how many milliseconds something is due. */
  async function begin(): Promise<number> {
    const at = now();
    const found = await listLanes(store.orm);
    const later = found.map(({ dueAt }) => dueAt - at).filter((wait) => wait > 0);
    if (!isStopped) await claim(found, at);
    return Math.min(lookEvery, ...later);
  }

  /** In one commit for all lanes, and what was claimed in one question. */
  async function claim(found: readonly Lane[], at: number) {
    const until = at + longest + grace;
    const claimedBy = newId();
    const taken = lanes.share(found.filter(({ dueAt }) => dueAt <= at).map(({ name }) => name));
    if (taken.size === 0) return;
    const claims = [...taken].map(
      ([lane, limit]): Write => ['claimDue', { lane, limit, claimedBy, now: at, until }],
    );
    await store.commit(claims);
    for (const one of await listClaimed(store.orm, { lanes: [...taken.keys()], claimedBy, until })) {
      const channel = channels[one.delivery.channel];
      // Another release may know a channel that this one does not.
      if (channel) tryOut({ ...one, claimedBy, channel });
    }
  }

  function tryOut(claimed: Claimed) {
    const { id, lane } = claimed.delivery;
    lanes.begin(lane);
    const trying = attempt({ store, now, log, counts, random, signal: ending.signal }, claimed)
      .catch((error) => {
        log({ event: 'error', job: 'deliveries', delivery: id, error: traceOf(error) });
        return false;
      })
      .then((isThrough) => {
        lanes.end(lane, isThrough);
        underWay.delete(trying);
        wake();
      });
    underWay.add(trying);
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
