/** Whose turn it is: work that is done in the order that it was handed in, and work that lets visitors go first. */
import { setTimeout as pause, setImmediate as turn } from 'node:timers/promises';
import { busyFrom, type Store } from './db/store.ts';

const restWhileBusy = 50;

/** Waits until visitors do not need the database more. */
export async function giveWay(store: Pick<Store, 'load'>): Promise<void> {
  await turn();
  while (store.load().waiting >= busyFrom) await pause(restWhileBusy);
}

export type InTurn = <T>(work: () => Promise<T>) => Promise<T>;

export function createTurns(): InTurn {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const mine = last.then(work, work);
    last = mine.catch(() => {});
    return mine;
  };
}
