/** One PostgreSQL for all tests of a run, and in it a database that is up to date, for each test to get a copy of. */

import type { TestProject } from 'vitest/node';
import { openStore } from '../../server/db/open.ts';
import { findPostgres, startPostgres, tell } from './postgres.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Address of the database of databases. */
    postgres: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const bin = await findPostgres();
  if (!bin) throw new Error('No PostgreSQL is here.');
  // What is tested here is not whether it survives: that is done where it is killed.
  const server = await startPostgres(bin, { settings: ['fsync=off', 'max_connections=300'] });
  try {
    await makeReady(server.url);
  } catch (error) {
    await server.stop();
    throw error;
  }
  project.provide('postgres', server.url);
  return () => server.stop();
}

async function makeReady(url: string): Promise<void> {
  await tell(url, 'create database ready');
  const store = await openStore(url.replace(/postgres$/, 'ready'));
  await store.close();
}
