/** The database: durable, all or nothing, and never losing a row to a migration. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { openStore } from '../../server/db/open.ts';
import { forms } from '../../server/db/schema.ts';
import { assertDurable } from '../../server/db/sqlite.ts';
import { newId, uuid7Pattern } from '../../server/ids.ts';
import { answers, demo } from './forms.ts';
import { local, submission } from './local.ts';

function temporary(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'qualiform-'));
  onTestFinished(() => fs.rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const form = (id: string) => ({
  id,
  workspaceId: 'default',
  source: 'api' as const,
  liveVersion: null,
  draft: null,
  draftAt: null,
  archivedAt: null,
  createdAt: 1,
});

test('it makes its folder, and runs with a log, full syncing and foreign keys', async () => {
  const file = path.join(temporary(), 'deep/down/q.db');
  const store = await openStore(`file:${file}`);
  const pragma = async (name: string) => store.orm.all(`pragma ${name}`);
  expect(await pragma('synchronous')).toEqual([{ synchronous: 2 }]);
  expect(await pragma('journal_mode')).toEqual([{ journal_mode: 'wal' }]);
  expect(await pragma('foreign_keys')).toEqual([{ foreign_keys: 1 }]);
  expect(await pragma('busy_timeout')).toEqual([{ timeout: 5000 }]);
  await store.close();
});

test('a connection that does not sync every commit is refused', () => {
  const sqlite = new Database(':memory:');
  sqlite.pragma('synchronous = NORMAL');
  expect(() => assertDurable(sqlite)).toThrow('synchronous=1; it must be FULL');
});

test('a list of writes is kept whole or not at all', async () => {
  const store = await openStore('file::memory:');
  expect(await store.commit([['addForm', form('a')]])).toBe(true);
  expect(
    await store.commit([
      ['addForm', form('b')],
      ['addForm', form('a')],
    ]),
  ).toBe(false);
  expect(
    await store.commit([
      ['addForm', form('c')],
      ['saveDraft', { id: 'nobody', draft: '', draftAt: 1 }],
    ]),
  ).toBe(false);
  const rows = await store.orm.select({ id: forms.id }).from(forms);
  expect(rows).toEqual([{ id: 'a' }]);
  await store.close();
});

test('a write that is wrong, and not just late, is an error', async () => {
  const store = await openStore('file::memory:');
  const orphan = { formId: 'nobody', version: 1, text: '', publishedAt: 1 };
  await expect(store.commit([['addVersion', orphan]])).rejects.toThrow('FOREIGN KEY');
  await store.close();
});

test('no migration cascades a delete', () => {
  const folder = path.resolve(import.meta.dirname, '../../server/db/migrations');
  for (const name of fs.readdirSync(folder).filter((file) => file.endsWith('.sql')))
    expect(fs.readFileSync(path.join(folder, name), 'utf8')).not.toMatch(/cascade/i);
});

test('opening again keeps what is there', async () => {
  const url = `file:${path.join(temporary(), 'q.db')}`;
  const first = await openStore(url);
  await first.commit([['addForm', form('a')]]);
  await first.close();
  const second = await openStore(url);
  expect(await second.orm.select({ id: forms.id }).from(forms)).toEqual([{ id: 'a' }]);
  await second.close();
});

test('while the disk takes no writes, a submission is answered 503 and not acknowledged, and reads go on', async () => {
  const server = await local();
  await server.publish(demo);
  await server.store.orm.run('pragma query_only = on');
  const body = submission(answers.sql);
  const refused = await server.submit('demo', body);
  expect([refused.status, refused.body.code]).toEqual([503, 'busy']);
  expect(refused.headers.get('retry-after')).toBe('5');
  expect(refused.headers.get('access-control-allow-origin')).toBe('*');
  expect((await server.ask('/v1/forms/demo')).status).toBe(200);
  expect(await server.leads()).toEqual([]);
  await server.store.orm.run('pragma query_only = off');
  expect((await server.submit('demo', body)).status).toBe(201);
});

test('ids are UUIDv7 and ascend in the order that they are made', () => {
  const ids = Array.from({ length: 10_000 }, () => newId());
  for (const id of ids) expect(id).toMatch(uuid7Pattern);
  expect([...ids].sort()).toEqual(ids);
  expect(new Set(ids).size).toBe(ids.length);
});
