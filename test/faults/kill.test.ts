/** Whatever is killed, and however often: what was acknowledged is there once, with its lead and its news. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { findPostgres, startPostgres } from '../postgres/postgres.ts';
import { startServer } from '../server/start.ts';
import { environment, hunt } from './kill.ts';

const minutes = 60_000;
const nothing = { missing: [], doubled: [], withoutLead: [], withoutNews: [] };

function temporary(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'qualiform-'));
  onTestFinished(() => fs.rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test(
  'the server is killed thirty times under load',
  async () => {
    const folder = temporary();
    const found = await hunt({
      rounds: 30,
      start: () => startServer({ folder, env: environment }),
      kill: (server) => server.kill(),
      databaseUrl: `file:${path.join(folder, 'data/qualiform.db')}`,
    });
    expect(found).toMatchObject(nothing);
    expect(found.acknowledged).toBeGreaterThan(200);
  },
  4 * minutes,
);

const bin = await findPostgres();
describe.runIf(bin)('with PostgreSQL', () => {
  test(
    'the server and the database are killed in turn',
    async () => {
      const database = await startPostgres(bin as string);
      onTestFinished(() => database.stop());
      const folder = temporary();
      const isDatabase = (round: number) => round % 2 === 1;
      const found = await hunt({
        rounds: 10,
        start: () => startServer({ folder, env: { ...environment, DATABASE_URL: database.url } }),
        async kill(server, round) {
          if (!isDatabase(round)) return server.kill();
          await database.kill();
          await database.start();
        },
        isAlive: isDatabase,
        databaseUrl: database.url,
      });
      expect(found).toMatchObject(nothing);
      expect(found.acknowledged).toBeGreaterThan(50);
    },
    4 * minutes,
  );
});
