/** A disk that takes no more: who reads is served, nobody is told 'sent' who is not, and room is all that it needs to go on. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { answers } from '../server/forms.ts';
import { startServer } from '../server/start.ts';
import { submission } from '../server/submission.ts';
import { makeReadOnly, smallDisk, waysToFill } from './disk.ts';
import { ask, look, send, serving, storedIds } from './serving.ts';

const bodies = (count: number) => Array.from({ length: count }, () => submission(answers.sql));

describe.each(Object.entries(waysToFill))('while %s', (name, prepare) => {
  test('submissions are answered 503 and reads as ever; with room again all of it goes on by itself', async (context) => {
    const way = prepare();
    if (!way) return context.skip(`this system cannot be made one where ${name}`);
    const server = await serving({ folder: way.folder });
    const before = bodies(20);
    for (const body of before) expect((await send(server, body)).status).toBe(201);

    const { free } = way.fill(server);
    const during = bodies(40);
    // What still found room in what the database has is stored, and everybody else is told that they are not.
    const told = await Promise.all(during.map((body) => send(server, body)));
    expect(told.map(({ status }) => status).filter((status) => status !== 201 && status !== 503)).toEqual([]);
    const refused = told.filter(({ status }) => status === 503);
    expect(refused.length).toBeGreaterThan(0);
    for (const { headers, json } of refused)
      expect([headers.get('retry-after'), json.code]).toEqual(['5', 'busy']);
    expect((await ask(`${server.url}/readyz`)).status).toBe(503);
    for (const path of ['/livez', '/v1/forms/demo', '/f/demo.js', '/f/demo'])
      expect((await ask(server.url + path)).status).toBe(200);
    const acknowledged = during.filter((_, n) => told[n]?.status === 201);
    const known = [...before, ...acknowledged].map(({ id }) => id);
    expect((await storedIds(server)).sort()).toEqual(known.sort());
    expect((await look(server, '/leads')).leads.length).toBeGreaterThan(0);

    free();
    expect((await ask(`${server.url}/readyz`)).status).toBe(200);
    for (const body of during) expect([200, 201]).toContain((await send(server, body)).status);
    const all = [...before, ...during].map(({ id }) => id).sort();
    expect((await storedIds(server)).sort()).toEqual(all);

    // Nor did anything break that only shows at the next start.
    expect(await server.stop()).toBe(0);
    const again = await serving({ folder: way.folder }, []);
    expect((await storedIds(again)).sort()).toEqual(all);
  });
});

test('a database in a folder that is read-only ends the start with what to do, and is left as it is', async (context) => {
  const folder = process.getuid?.() === 0 ? smallDisk(6) : undefined;
  const place =
    folder ?? (process.getuid?.() === 0 ? undefined : fs.mkdtempSync(path.join(os.tmpdir(), 'qualiform-')));
  if (!place) return context.skip('this system lets nobody have a read-only folder');
  const server = await serving({ folder: place });
  const body = submission(answers.sql);
  await send(server, body);
  await server.stop();
  const data = path.join(place, 'data');
  const contents = () =>
    fs
      .readdirSync(data, { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => [name, fs.readFileSync(path.join(data, name))]);
  const before = contents();
  if (!makeReadOnly(folder ?? data)) return context.skip('this system lets nobody have a read-only folder');

  for (const env of [{}, { QUALIFORM_API_KEY: undefined }]) {
    const failure = await startServer({ folder: place, env }).catch((error: Error) => error.message);
    expect(failure).toMatch(
      /ended with 1 .*\n\n.*cannot be written to: .*Give the server a folder of its own/s,
    );
    expect(failure).not.toContain('    at ');
  }
  expect(contents()).toEqual(before);
});
