/**
 * Group commit: what is handed in during one turn of the event loop shares one transaction and one sync of the disk, each list in
 * a savepoint of its own, so that one that comes too late takes no other with it. Nobody hears of anything before the commit. While
 * another program holds the file, what was handed in waits here, and not in the database, where everybody would wait with it.
 */
import type Database from 'better-sqlite3';
import type { Write } from './statements.ts';
import type { Load } from './store.ts';
import { Busy, isConflict, isLocked } from './trouble.ts';

/** So many lists share a commit at the most: the loop has other things to do in between. */
const largestGroup = 256;
/** So many may wait. At a few thousand a second that is well under a second, and a few megabytes. */
export const mostWaiting = 2048;

/** A file that another program holds is asked for again after so many milliseconds, and so often: two seconds in all. */
const pause = 25;
const mostTries = 80;

interface Handed {
  /** How often it could not be written because of another program. */
  tries: number;
  writes: readonly Write[];
  resolve(kept: boolean): void;
  reject(error: unknown): void;
}

type Outcome = { kept: boolean } | { error: unknown };

/** `write` runs one list and throws where it cannot be kept. */
export function createGroup(sqlite: Database.Database, write: (writes: readonly Write[]) => void) {
  let waiting: Handed[] = [];
  let scheduled = false;
  let lists = 0;
  let commits = 0;

  // Within the other transaction it is a savepoint.
  const one = sqlite.transaction(write);
  const attempt = ({ writes }: Handed): Outcome => {
    try {
      one(writes);
      return { kept: true };
    } catch (error) {
      // Trouble with the disk ends the whole transaction: what went before is not kept either.
      if (!sqlite.inTransaction) throw error;
      return isConflict(error) ? { kept: false } : { error };
    }
  };
  const together = sqlite.transaction((group: readonly Handed[]) => group.map(attempt));

  function flush({ isLast = false } = {}) {
    scheduled = false;
    const group = waiting.slice(0, largestGroup);
    waiting = waiting.slice(largestGroup);
    let outcomes: Outcome[];
    try {
      outcomes = together.immediate(group);
    } catch (error) {
      const mayWait = isLocked(error) && !isLast;
      const again = group.filter(({ tries }) => mayWait && tries < mostTries);
      for (const handed of again) handed.tries += 1;
      for (const handed of group) if (!again.includes(handed)) handed.reject(error);
      waiting = [...again, ...waiting];
      if (waiting.length > 0) schedule(again.length > 0);
      return;
    }
    commits += 1;
    lists += group.length;
    for (const [index, { resolve, reject }] of group.entries()) {
      const outcome = outcomes[index] as Outcome;
      if ('error' in outcome) reject(outcome.error);
      else resolve(outcome.kept);
    }
    if (waiting.length > 0) schedule();
  }

  function schedule(isLater = false) {
    if (scheduled) return;
    scheduled = true;
    if (isLater) setTimeout(flush, pause);
    else setImmediate(flush);
  }

  return {
    commit(writes: readonly Write[]): Promise<boolean> {
      if (waiting.length >= mostWaiting) return Promise.reject(new Busy());
      return new Promise((resolve, reject) => {
        waiting.push({ writes, tries: 0, resolve, reject });
        schedule();
      });
    },
    load: (): Load => ({ waiting: waiting.length, lists, commits }),
    /** Writes what waits, now. */
    finish() {
      while (waiting.length > 0) flush({ isLast: true });
    },
  };
}
