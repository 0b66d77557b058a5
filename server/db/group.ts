/**
 * Group commit: what is handed in during one turn of the event loop, and while the group before is being written, shares one transaction
 * and one sync of the disk. Nobody hears of anything before the commit.
 */
import { setImmediate as turn } from 'node:timers/promises';
import type { Load } from './store.ts';
import { Busy } from './trouble.ts';
import { type Bound, errorOf, type Group, type Outcome } from './writer.ts';

/** So many lists share a commit at the most. */
const largestGroup = 256;
/** So many may wait. At a few thousand a second that is well under a second, and a few megabytes. */
export const mostWaiting = 2048;
/** Another program may hold the database for so long after a list was handed in, in milliseconds; the last one of a group counts. */
const patience = 2000;

interface Handed {
  list: readonly Bound[];
  at: number;
  resolve(kept: boolean): void;
  reject(error: unknown): void;
}

/** `write` gives the outcome of each list, and rejects where nothing of the group is kept; `wait` is how long it may wait for others. */
export function createGroup(write: (group: Group, wait: number) => Promise<Outcome[]>) {
  let waiting: Handed[] = [];
  let group: Handed[] = [];
  let working: Promise<void> | undefined;
  let lists = 0;
  let commits = 0;

  async function work() {
    do {
      await turn();
      group = waiting.slice(0, largestGroup);
      waiting = waiting.slice(largestGroup);
      await writeOut();
      group = [];
    } while (waiting.length > 0);
    working = undefined;
  }

  async function writeOut() {
    const waited = performance.now() - (group.at(-1) as Handed).at;
    const wait = Math.max(0, Math.round(patience - waited));
    const all = group.map(({ list }) => list);
    try {
      const outcomes = await write(all, wait);
      commits += 1;
      lists += group.length;
      for (const [index, { resolve, reject }] of group.entries()) {
        const outcome = outcomes[index] as Outcome;
        if (typeof outcome === 'boolean') resolve(outcome);
        else reject(errorOf(outcome));
      }
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
  }

  return {
    commit(list: readonly Bound[]): Promise<boolean> {
      if (waiting.length + group.length >= mostWaiting) return Promise.reject(new Busy());
      return new Promise((resolve, reject) => {
        waiting.push({ list, at: performance.now(), resolve, reject });
        working ??= work();
      });
    },
    load: (): Load => ({ waiting: waiting.length + group.length, lists, commits }),
    /** Resolves once nothing waits any more. */
    finish: () => working,
  };
}
