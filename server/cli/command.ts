/** What a command is, and what several of them need. */
import { openStore } from '../db/open.ts';
import type { Store } from '../db/store.ts';
import { readSettings, type Settings } from '../env.ts';

export interface Command {
  usage: string;
  says: string;
  run(words: string[]): Promise<string>;
}

/** What the person at the keyboard can put right. */
export class Misuse extends Error {}

/** Does something beside a server that may be running. */
export async function withStore<T>(work: (store: Store, settings: Settings) => Promise<T>): Promise<T> {
  const settings = readSettings(process.env);
  const store = await openStore(settings.databaseUrl, { beside: true });
  try {
    return await work(store, settings);
  } finally {
    await store.close();
  }
}

export const rowsOf = (counts: ReadonlyMap<string, number>): string =>
  [...counts].map(([table, rows]) => `${String(rows).padStart(9)} ${table}`).join('\n');
