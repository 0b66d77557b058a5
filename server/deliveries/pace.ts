/** How much of its time a server gives to deliveries: all of it while nobody else writes, and else an eighth. Visitors wait for none of it. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Store } from '../db/store.ts';

const share = 8;
/** Milliseconds. */
const longestRest = 1000;

export interface Pace {
  /** The same store, by which own work is told from that of others. */
  store: Store;
  /** Waits until it is time to work again. */
  rest(): Promise<void>;
  /** Tells how long some work took, in milliseconds. */
  worked(ms: number): void;
}

export function createPace(given: Store): Pace {
  let own = 0;
  let seen = given.load().lists;
  let restsUntil = 0;
  return {
    store: {
      ...given,
      commit(writes) {
        own += 1;
        return given.commit(writes);
      },
    },
    async rest() {
      const left = restsUntil - performance.now();
      if (left > 0) await pause(left);
    },
    worked(ms) {
      const { lists } = given.load();
      const others = lists - seen - own;
      seen = lists;
      own = 0;
      restsUntil = others > 0 ? performance.now() + Math.min((share - 1) * ms, longestRest) : 0;
    },
  };
}
