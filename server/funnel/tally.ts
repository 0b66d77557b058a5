/**
 * Counts are summed up for a second before they are written: visitors send many times more of them than submissions, and most of
 * them change the same few rows. What a crash takes of that second is no harm; a stop writes it.
 */
import type { Values, Write } from '../db/statements.ts';
import type { Store } from '../db/store.ts';

type Count = Values['countEvents'];

export interface Tally {
  add(count: Count): void;
  /** Writes what was summed up; what cannot be written now waits for the next time. */
  flush(): Promise<void>;
}

const second = 1000;

const keyOf = ({ formId, version, day, type, step }: Count) => `${formId} ${version} ${day} ${type} ${step}`;

export function createTally(store: Pick<Store, 'commit'>): Tally {
  let sums = new Map<string, Count>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  function add(count: Count) {
    const key = keyOf(count);
    sums.set(key, { ...count, count: count.count + (sums.get(key)?.count ?? 0) });
    timer ??= setTimeout(flush, second).unref();
  }

  async function flush() {
    clearTimeout(timer);
    timer = undefined;
    // In one order for all servers, so that none waits for a row while it holds what another one waits for.
    const held = [...sums.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, count]) => count);
    sums = new Map();
    if (held.length === 0) return;
    const kept = await store.commit(held.map((count): Write => ['countEvents', count])).catch(() => false);
    if (!kept) for (const count of held) add(count);
  }

  return { add, flush };
}
