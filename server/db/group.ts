/**
 * Group commit: what is handed in during one turn of the event loop, and while the group before is being written, shares one transaction
 * and one sync of the disk. Nobody hears of anything before the commit.
 */
import { setImmediate as turn } from 'node:timers/promises';
import type { Load } from './store.ts';
import { Busy } from './trouble.ts';
import { type Bound, errorOf, type Group, type Outcome } from './writer.ts';

/** So many lists share a commit at the most: whoever reads from the thread that writes has other things to do in between. */
const largestGroup = 256;
/** So many may wait. At a few thousand a second that is well under a second, and a few megabytes. */
export const mostWaiting = 2048;

interface Handed {
  list: readonly Bound[];
  resolve(kept: boolean): void;
  reject(error: unknown): void;
}

/** `write` gives the outcome of each list, and rejects where nothing of the group is kept. */
export function createGroup(write: (group: Group) => Promise<Outcome[]>) {
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
      await write(group.map(({ list }) => list)).then(tell, (error) => {
        for (const { reject } of group) reject(error);
      });
      group = [];
    } while (waiting.length > 0);
    working = undefined;
  }

  function tell(outcomes: readonly Outcome[]) {
    commits += 1;
    lists += group.length;
    for (const [index, { resolve, reject }] of group.entries()) {
      const outcome = outcomes[index] as Outcome;
      if (typeof outcome === 'boolean') resolve(outcome);
      else reject(errorOf(outcome));
    }
  }

  return {
    commit(list: readonly Bound[]): Promise<boolean> {
      if (waiting.length + group.length >= mostWaiting) return Promise.reject(new Busy());
      return new Promise((resolve, reject) => {
        waiting.push({ list, resolve, reject });
        working ??= work();
      });
    },
    load: (): Load => ({ waiting: waiting.length + group.length, lists, commits }),
    /** Resolves once nothing waits any more. */
    finish: () => working,
  };
}
