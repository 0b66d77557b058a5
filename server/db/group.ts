/**
 * Group commit: what is handed in during one turn of the event loop, and while others are being written, shares one transaction and one
 * sync of the disk. Nobody hears of anything before the commit.
 */
import type { Load } from './store.ts';
import { Busy } from './trouble.ts';
import { type Bound, errorOf, type Group, type Outcome } from './writer.ts';

/** So many lists share a commit at the most. */
const largestGroup = 256;
/** Groups that are under way at a time: while one is on its way to the disk, the next is at hand for whoever writes. */
const mostAtOnce = 2;
/** So many may wait. At a few thousand a second that is well under a second, and a few megabytes. */
export const mostWaiting = 2048;

/** Another program may hold the database for so long after a list was handed in, in milliseconds; the last one of a group counts. */
const patience = 2000;

interface Handed {
  at: number;
  list: readonly Bound[];
  resolve(kept: boolean): void;
  reject(error: unknown): void;
}

/** `write` gives the outcome of each list, and rejects where nothing of the group is kept; another program it may wait for. */
export function createGroup(write: (group: Group, wait: number) => Promise<Outcome[]>) {
  let waiting: Handed[] = [];
  const underWay = new Set<Promise<void>>();
  let scheduled = false;
  let unwritten = 0;
  let lists = 0;
  let commits = 0;

  function schedule() {
    if (scheduled) return;
    scheduled = true;
    setImmediate(start);
  }

  function start() {
    scheduled = false;
    while (waiting.length > 0 && underWay.size < mostAtOnce) {
      const group = waiting.slice(0, largestGroup);
      waiting = waiting.slice(largestGroup);
      const run = writeOut(group).finally(() => {
        underWay.delete(run);
        unwritten -= group.length;
        if (waiting.length > 0) schedule();
      });
      underWay.add(run);
    }
  }

  async function writeOut(group: readonly Handed[]) {
    try {
      const waited = performance.now() - (group.at(-1) as Handed).at;
      const wait = Math.max(0, Math.round(patience - waited));
      const outcomes = await write(
        group.map(({ list }) => list),
        wait,
      );
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
      if (unwritten >= mostWaiting) return Promise.reject(new Busy());
      unwritten += 1;
      return new Promise((resolve, reject) => {
        waiting.push({ list, at: performance.now(), resolve, reject });
        schedule();
      });
    },
    load: (): Load => ({ waiting: unwritten, lists, commits }),
    /** Resolves once nothing waits any more. */
    async finish() {
      for (start(); underWay.size > 0; start()) await Promise.all(underWay);
    },
  };
}
