/** The database: durable, all or nothing, and never losing a row to a migration. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { backUp, restore } from '../../server/db/backup.ts';
import { assertDurable } from '../../server/db/connect.ts';
import { migrateDatabase } from '../../server/db/migrate.ts';
import { openStore } from '../../server/db/open.ts';
import { forms } from '../../server/db/schema/forms.ts';
import { submissions } from '../../server/db/schema/submissions.ts';
import { newId, uuid7Pattern } from '../../server/ids.ts';
import { answers, demo, formRow } from './forms.ts';
import { local, submission } from './local.ts';

function temporary(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'qualiform-'));
  onTestFinished(() => fs.rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test('it makes its folder, and runs with a log, full syncing and foreign keys', async () => {
  const file = path.join(temporary(), 'deep/down/q.db');
  const store = await openStore(`file:${file}`);
  const pragma = async (name: string) => store.orm.all(`pragma ${name}`);
  expect(await pragma('synchronous')).toEqual([{ synchronous: 2 }]);
  expect(await pragma('journal_mode')).toEqual([{ journal_mode: 'wal' }]);
  expect(await pragma('foreign_keys')).toEqual([{ foreign_keys: 1 }]);
  expect(await pragma('busy_timeout')).toEqual([{ timeout: 10 }]);
  await store.close();
});

test('a connection that does not sync every commit is refused', () => {
  const sqlite = new Database(':memory:');
  sqlite.pragma('synchronous = NORMAL');
  expect(() => assertDurable(sqlite)).toThrow('synchronous=1; it must be FULL');
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
  await first.commit([['addForm', formRow('a')]]);
  await first.close();
  const second = await openStore(url);
  expect(await second.orm.select({ id: forms.id }).from(forms)).toEqual([{ id: 'a' }]);
  await second.close();
});

test('while another program holds the file, a submission is answered 503 and not acknowledged, and reads go on', async () => {
  const server = await local();
  await server.publish(demo);
  const other = new Database(path.join(server.folder, 'data/qualiform.db'));
  other.exec('begin immediate');
  const body = submission(answers.sql);
  const refused = await server.submit('demo', body);
  expect([refused.status, refused.body.code]).toEqual([503, 'busy']);
  expect(refused.headers.get('retry-after')).toBe('5');
  expect(refused.headers.get('access-control-allow-origin')).toBe('*');
  // Whoever spreads the load sends nobody here meanwhile.
  expect((await server.ask('/readyz')).status).toBe(503);
  expect((await server.ask('/v1/forms/demo')).status).toBe(200);
  expect(await server.leads()).toEqual([]);
  other.close();
  expect((await server.submit('demo', body)).status).toBe(201);
  expect((await server.app.request('/readyz')).status).toBe(200);
});

test('ids are UUIDv7 and ascend in the order that they are made', () => {
  const ids = Array.from({ length: 10_000 }, () => newId());
  for (const id of ids) expect(id).toMatch(uuid7Pattern);
  expect([...ids].sort()).toEqual(ids);
  expect(new Set(ids).size).toBe(ids.length);
});

test('one file has one server; a command may look on', async () => {
  const url = `file:${path.join(temporary(), 'q.db')}`;
  const store = await openStore(url);
  await expect(openStore(url)).rejects.toThrow('in use by another Qualiform server');
  const beside = await openStore(url, { beside: true });
  expect(await beside.orm.select().from(forms)).toEqual([]);
  await beside.close();
  await store.close();
  await (await openStore(url)).close();
});

test('a database of a newer release is refused, with what to do', async () => {
  const file = path.join(temporary(), 'q.db');
  await (await openStore(`file:${file}`)).close();
  const sqlite = new Database(file);
  sqlite
    .prepare("insert into __drizzle_migrations (hash, created_at) values ('later', 99999999999999)")
    .run();
  sqlite.close();
  await expect(openStore(`file:${file}`)).rejects.toThrow('made by a newer release');
});

/** The migrations, and one more that does this. */
function withOneMore(folder: string, statements: string): string {
  const migrations = path.join(folder, 'migrations');
  fs.cpSync(path.resolve(import.meta.dirname, '../../server/db/migrations'), migrations, { recursive: true });
  const journal = path.join(migrations, 'meta/_journal.json');
  const known = JSON.parse(fs.readFileSync(journal, 'utf8'));
  const next = {
    idx: known.entries.length,
    version: '6',
    when: Date.now() + 1e9,
    tag: '9999_more',
    breakpoints: true,
  };
  fs.writeFileSync(journal, JSON.stringify({ ...known, entries: [...known.entries, next] }));
  fs.writeFileSync(path.join(migrations, '9999_more.sql'), statements);
  return migrations;
}

test('before a migration a database that holds something is copied, and a migration that loses rows is no success', async () => {
  const folder = temporary();
  const file = path.join(folder, 'q.db');
  const store = await openStore(`file:${file}`);
  await store.commit([['addForm', formRow('a')]]);
  await store.close();
  const order: string[] = [];
  const migrateBy = (statements: string) => {
    const sqlite = new Database(file);
    onTestFinished(() => void sqlite.close());
    const migrations = withOneMore(fs.mkdtempSync(path.join(folder, 'm-')), statements);
    migrateDatabase({ sqlite, orm: drizzle(sqlite), folder: migrations, backUp: () => order.push('copied') });
    return sqlite;
  };
  expect(() => migrateBy('DELETE FROM `forms`;')).toThrow(
    'The migration lost rows of forms (1 before, 0 after)',
  );
  expect(order).toEqual(['copied']);
});

test('a migration that fails half-way has changed nothing', async () => {
  const folder = temporary();
  const file = path.join(folder, 'q.db');
  const store = await openStore(`file:${file}`);
  await store.commit([['addForm', formRow('a')]]);
  await store.close();
  const sqlite = new Database(file);
  const statements =
    'ALTER TABLE `forms` ADD `colour` text;\n--> statement-breakpoint\nALTER TABLE `nothing` ADD `x` text;';
  const folderOfAll = withOneMore(folder, statements);
  expect(() => migrateDatabase({ sqlite, orm: drizzle(sqlite), folder: folderOfAll, backUp() {} })).toThrow();
  sqlite.close();
  const again = await openStore(`file:${file}`);
  expect(await again.orm.select({ id: forms.id }).from(forms)).toEqual([{ id: 'a' }]);
  await again.close();
});

test('a backup is taken while the server writes, is checked, and is what comes back', async () => {
  const server = await local();
  await server.publish(demo);
  await server.submit('demo', submission(answers.sql));
  const file = path.join(server.folder, 'data/qualiform.db');
  const copy = path.join(server.folder, 'copies/one.db');
  const counts = await backUp(file, copy);
  expect(counts.get('submissions')).toBe(1);
  expect(fs.readdirSync(path.dirname(copy))).toEqual(['one.db']);
  await server.submit('demo', submission(answers.mql));
  expect(() => restore(copy, file, 7)).toThrow('in use by another Qualiform server');
  await expect(backUp(file, copy)).rejects.toThrow('exists already');
  await server.store.close();

  fs.writeFileSync(path.join(server.folder, 'half.db'), fs.readFileSync(copy).subarray(0, 20_000));
  expect(() => restore(path.join(server.folder, 'half.db'), file, 7)).toThrow('half.db is no sound database');

  fs.chmodSync(copy, 0o400);
  const { kept } = restore(copy, file, 7);
  // Nothing was written where the backup stands, which may be where nobody may write.
  expect(fs.readdirSync(path.dirname(copy))).toEqual(['one.db']);
  expect(fs.statSync(file).mode & 0o600).toBe(0o600);
  expect(fs.readdirSync(path.dirname(file)).filter((name) => name.includes('.part'))).toEqual([]);
  const back = await openStore(`file:${file}`);
  expect(await back.orm.select().from(submissions)).toHaveLength(1);
  await back.close();
  const former = await openStore(`file:${kept}`);
  expect(await former.orm.select().from(submissions)).toHaveLength(2);
  await former.close();
});
