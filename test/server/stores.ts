/** A store of its own for a test, of the kind that the run is about. */
import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { inject } from 'vitest';
import type { Line } from '../../server/db/line.ts';
import { openStore } from '../../server/db/open.ts';
import { storeOn } from '../../server/db/postgres.ts';
import { defaultWorkspace, type Store } from '../../server/db/store.ts';
import { tell } from '../postgres/postgres.ts';

export type Kind = 'sqlite' | 'pglite' | 'postgres';

/** By the project that runs the test: see vitest.config.ts. */
export const kind = (process.env.QUALIFORM_TEST_STORE ?? 'sqlite') as Kind;

let made = 0;

const openers: Record<Kind, (folder: string) => Promise<Store>> = {
  sqlite: (folder) => openStore(`file:${path.join(folder, 'data/qualiform.db')}`),
  async pglite() {
    engine ??= PGlite.create();
    made += 1;
    const store = await storeOn(lineIn(await engine, `test_${made}`));
    await store.commit([['addWorkspace', { id: defaultWorkspace, name: 'Default', createdAt: 1 }]]);
    return store;
  },
  async postgres() {
    const base = inject('postgres');
    made += 1;
    const name = `test_${process.pid}_${made}`;
    await tell(base, `create database ${name} template ready`);
    return openStore(base.replace(/postgres$/, name));
  },
};

export const openTestStore = (folder: string): Promise<Store> => openers[kind](folder);

/** It takes two seconds to start; so there is one for all, with a schema for each test. */
let engine: Promise<PGlite> | undefined;

/** A line to a schema. There is one connection, so each question says first where it is asked. */
function lineIn(pglite: PGlite, schema: string): Line {
  const enter = () => pglite.exec(`create schema if not exists ${schema}; set search_path to ${schema}`);
  const ask = async (text: string, values: unknown[]) => {
    const { rows } = await pglite.query<unknown[]>(text, values, { rowMode: 'array' });
    return rows;
  };
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = last.then(work, work);
    last = mine.catch(() => {});
    return mine;
  };
  const query: Line['query'] = (text, values) =>
    inTurn(async () => {
      await enter();
      return ask(text, values);
    });
  return {
    query,
    together: (statements) =>
      inTurn(async () => {
        await enter();
        await ask('begin', []);
        try {
          for (const { text, values } of statements) await ask(text, values);
          await ask('commit', []);
        } catch (error) {
          await ask('rollback', []);
          throw error;
        }
      }),
    alone: (work) => work(query),
    close: () => inTurn(async () => void (await pglite.exec(`drop schema ${schema} cascade`))),
  };
}
