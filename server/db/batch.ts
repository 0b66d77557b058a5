/**
 * Group commit on PostgreSQL: lists that only add rows and come in together share one transaction, in which each statement is sent
 * once with the rows of all. Where one of them does not fit, none is kept, and each is written again by itself. Nobody hears of
 * anything before the commit.
 */
import type { Named } from './bind.ts';
import type { Statement } from './line.ts';
import { type Adding, adding, type ForRows, isAdding } from './rows.ts';
import type { Write } from './statements.ts';
import { isStorageTrouble } from './trouble.ts';

/** So many lists share a transaction at the most. */
const largestBatch = 64;
/** Transactions of one server at a time; what comes meanwhile makes up the next one. The other connections are for readers. */
const mostAtOnce = 3;

interface Handed {
  writes: readonly Write[];
  resolve(): void;
  reject(error: unknown): void;
}

interface Doors {
  statements: Record<Adding, ForRows>;
  together(statements: readonly Statement[]): Promise<void>;
  /** Writes one list by itself. */
  alone(writes: readonly Write[]): Promise<void>;
}

export function createBatch({ statements, together, alone }: Doors) {
  let waiting: Handed[] = [];
  let underWay = 0;
  let scheduled = false;

  async function run(batch: readonly Handed[]) {
    const each = () =>
      Promise.all(batch.map(({ writes, resolve, reject }) => alone(writes).then(resolve, reject)));
    if (batch.length === 1) return each();
    try {
      await together(statementsFor(batch.flatMap(({ writes }) => writes)));
    } catch (error) {
      // What is wrong with all of them is no reason to ask as many times. All else may be wrong with one, whatever it is called: some that
      // speak PostgreSQL's protocol have another name for a key that is taken where many rows are added at once.
      if (!isStorageTrouble(error)) return each();
      for (const { reject } of batch) reject(error);
      return;
    }
    for (const { resolve } of batch) resolve();
  }

  function statementsFor(writes: readonly Write[]): Statement[] {
    const rows = new Map<string, Named[]>();
    for (const [name, values] of writes) {
      const known = rows.get(name);
      if (known) known.push(values);
      else rows.set(name, [values]);
    }
    return adding.flatMap((name) => {
      const found = rows.get(name);
      return found ? [statements[name](found)] : [];
    });
  }

  function start() {
    scheduled = false;
    while (waiting.length > 0 && underWay < mostAtOnce) {
      const batch = waiting.slice(0, largestBatch);
      waiting = waiting.slice(largestBatch);
      underWay += 1;
      void run(batch).finally(() => {
        underWay -= 1;
        start();
      });
    }
  }

  return {
    fits: (writes: readonly Write[]): boolean => writes.every(([name]) => isAdding(name)),
    /** Rejects with what kept this very list from being written. */
    write: (writes: readonly Write[]): Promise<void> =>
      new Promise((resolve, reject) => {
        waiting.push({ writes, resolve, reject });
        if (scheduled) return;
        scheduled = true;
        setImmediate(start);
      }),
  };
}
