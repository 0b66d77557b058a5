/** What a store promises, on every database. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { eq, is } from 'drizzle-orm';
import { SQLiteTable } from 'drizzle-orm/sqlite-core';
import { expect, onTestFinished, test } from 'vitest';
import { copyAll, countTables, NotEmpty, tables } from '../../server/db/copy.ts';
import { outbox } from '../../server/db/schema/deliveries.ts';
import { forms } from '../../server/db/schema/forms.ts';
import type { Write } from '../../server/db/statements.ts';
import { defaultWorkspace, type Store } from '../../server/db/store.ts';
import { newId } from '../../server/ids.ts';
import { findLeadByEmail } from '../../server/leads/target.ts';
import { findSubmission } from '../../server/submissions/queries.ts';
import { answers, demo, formRow } from './forms.ts';
import { local, submission } from './local.ts';
import { openTestStore } from './stores.ts';

async function store(): Promise<Store> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'qualiform-'));
  const opened = await openTestStore(folder);
  onTestFinished(async () => {
    await opened.close();
    fs.rmSync(folder, { recursive: true, force: true });
  });
  return opened;
}

const idsIn = async ({ orm }: Store) =>
  (await orm.select({ id: forms.id }).from(forms).orderBy(forms.id)).map(({ id }) => id);

test('a list of writes is kept whole or not at all', async () => {
  const own = await store();
  expect(await own.commit([['addForm', formRow('a')]])).toBe(true);
  expect(
    await own.commit([
      ['addForm', formRow('b')],
      ['addForm', formRow('a')],
    ]),
  ).toBe(false);
  expect(
    await own.commit([
      ['addForm', formRow('c')],
      ['saveDraft', { id: 'nobody', draft: '', draftAt: 1 }],
    ]),
  ).toBe(false);
  expect(await idsIn(own)).toEqual(['a']);
  // A connection that has failed is as good as new.
  expect(await own.commit([['addForm', formRow('d')]])).toBe(true);
});

test('of lists that are handed in together each stands for itself: late, wrong or kept', async () => {
  const own = await store();
  const orphan = { formId: 'nobody', version: 1, text: '', publishedAt: 1 };
  const outcomes = await Promise.allSettled([
    own.commit([['addForm', formRow('a')]]),
    own.commit([['addForm', formRow('a')]]),
    own.commit([
      ['addForm', formRow('b')],
      ['addVersion', orphan],
    ]),
    own.commit([['addForm', formRow('c')]]),
  ]);
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
  const kept = outcomes.map((outcome) => outcome.status === 'fulfilled' && outcome.value);
  expect(kept.slice(0, 2).sort()).toEqual([false, true]);
  expect(kept[3]).toBe(true);
  expect(await idsIn(own)).toEqual(['a', 'c']);
});

const news = (id: string, createdAt = 1): Write => [
  'addOutbox',
  { id, leadId: null, about: { at: 'Zürich \u0000 \ud800 {"a",NULL}\\' }, news: [], createdAt },
];

test('lists that come in together share commits, and what one of them asks amiss costs the others nothing', async () => {
  const own = await store();
  const before = own.load();
  const kept = await Promise.all([
    ...Array.from({ length: 30 }, (_, n) => own.commit([news(`a${n}`), news(`b${n}`)])),
    own.commit([news('a7'), news('twice')]),
    own.commit([news('odd', null as never)]).catch(({ message }: Error) => message),
  ]);
  const after = own.load();
  // Whichever of two comes first has the id.
  expect(kept.slice(0, 31).filter((one) => one === true)).toHaveLength(30);
  expect(kept.at(-1)).toMatch(/not.null/i);
  const rows = await own.orm.select().from(outbox);
  expect(rows.map(({ id }) => id).filter((id) => /^[ab]/.test(id))).toHaveLength(kept[7] ? 60 : 59);
  expect(after.lists - before.lists).toBe(32);

  await Promise.all(Array.from({ length: 50 }, (_, n) => own.commit([news(`c${n}`)])));
  expect(own.load().commits - after.commits).toBeLessThan(10);
  const [one] = await own.orm.select().from(outbox).where(eq(outbox.id, 'c49'));
  const [alone] = await own.orm.select().from(outbox).where(eq(outbox.id, 'a7'));
  expect(one?.about).toEqual(alone?.about);
});

test('beyond what can be written soon it says so at once, and goes on', async () => {
  const own = await store();
  const handed = Array.from({ length: 3000 }, () => own.commit([news(newId())]));
  const outcomes = await Promise.allSettled(handed);
  const kept = outcomes.filter((outcome) => outcome.status === 'fulfilled');
  const busy = outcomes
    .filter((outcome) => outcome.status === 'rejected')
    .map(({ reason }) => String(reason));
  expect(busy.length).toBeGreaterThan(0);
  expect(new Set(busy)).toEqual(new Set(['Error: More submissions wait to be written than can be soon.']));
  expect(await own.orm.select().from(outbox)).toHaveLength(kept.length);
  expect(await own.commit([news(newId())])).toBe(true);
}, 60_000);

test('what was handed in before the end is written', async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'qualiform-'));
  onTestFinished(() => fs.rmSync(folder, { recursive: true, force: true }));
  const own = await openTestStore(folder);
  const kept = own.commit([['addForm', formRow('late')]]);
  const closed = own.close();
  expect(await kept).toBe(true);
  await closed;
});

test('of many who ask at once, each has its own answer', async () => {
  const server = await local();
  await server.publish(demo);
  const sent = Array.from({ length: 20 }, (_, n) =>
    submission({ ...answers.sql, email: `p${n}@acme.example` }),
  );
  for (const body of sent) await server.submit('demo', body);
  const { orm } = server.store;
  const ids = [...sent.map(({ id }) => id), newId(), sent[3]?.id ?? ''];
  const found = await Promise.all(ids.map((id) => findSubmission(orm, id)));
  expect(found.map((row) => row?.id)).toEqual(ids.with(20, undefined as never));
  const leads = await Promise.all(
    sent.map((_, n) => findLeadByEmail(orm, defaultWorkspace, `p${n}@acme.example`)),
  );
  expect(leads.map((lead) => lead?.id)).toEqual(found.slice(0, 20).map((row) => row?.leadId));
});

test('ids have the same order everywhere', async () => {
  const own = await store();
  const ids = ['b-1', 'B', 'a', 'b1', 'b', 'ä', 'a-b', 'ab', '1'];
  for (const id of ids) await own.commit([['addForm', formRow(id)]]);
  expect(await idsIn(own)).toEqual(['1', 'B', 'a', 'a-b', 'ab', 'b', 'b-1', 'b1', 'ä']);
});

test('a business moves over whole, and only into a database that is empty', async () => {
  const server = await local();
  await server.publish(demo);
  for (const each of [answers.sql, answers.mql, answers.lead]) await server.submit('demo', submission(each));
  const target = await store();
  const counts = await copyAll(server.store.orm, target.orm);
  expect(counts).toEqual(await countTables(server.store.orm));
  expect(counts.get('submissions')).toBe(3);
  const rowsOf = async ({ orm }: Store, table: (typeof tables)[number]) =>
    (await orm.select().from(table)).map((row) => JSON.stringify(row)).sort();
  for (const table of tables) expect(await rowsOf(target, table)).toEqual(await rowsOf(server.store, table));
  await expect(copyAll(server.store.orm, target.orm)).rejects.toThrow(NotEmpty);
});

test('every table moves', async () => {
  const folder = path.resolve(import.meta.dirname, '../../server/db/schema');
  const parts = await Promise.all(fs.readdirSync(folder).map((name) => import(path.join(folder, name))));
  const known = parts.flatMap((part) => Object.values(part)).filter((value) => is(value, SQLiteTable));
  expect(new Set(tables)).toEqual(new Set(known));
});
