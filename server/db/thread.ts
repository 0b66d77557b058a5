/**
 * The thread that writes to a SQLite file, so that nobody who is being served waits for the disk: while a group is written, the next
 * one is read, judged and bound.
 */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Asked, Given, Told } from './threadWork.ts';
import { errorOf, type Group, type Outcome } from './writer.ts';

export interface Thread {
  /** Writes a group, once the one before is written. Rejects where nothing of it is kept. `wait` as in Asked. */
  write(group: Group, wait: number): Promise<Outcome[]>;
  /** Lets go of the file. */
  end(): Promise<unknown>;
}

/** Starts it. Should it break, the whole server ends with it, for nothing could be kept any more. */
export function startThread(workerData: Given): Thread {
  const worker = new Worker(new URL('./threadWork.ts', import.meta.url), { workerData });
  worker.on('error', (error) => {
    throw error;
  });
  const listening: ((told: Told) => void)[] = [];
  worker.on('message', (told: Told) => listening.shift()?.(told));
  return {
    async write(group, wait) {
      worker.postMessage({ group, wait } satisfies Asked);
      const told = await new Promise<Told>((resolve) => listening.push(resolve));
      if ('failure' in told) throw errorOf(told.failure);
      return told.outcomes;
    },
    end() {
      worker.postMessage('end');
      return once(worker, 'exit');
    },
  };
}
