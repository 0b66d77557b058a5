/** Forms that live as files: the good ones are published, the bad ones are told of. */
import fs from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { followFolder } from '../../server/forms/folder.ts';
import { waitFor } from '../wait.ts';
import { demo } from './forms.ts';
import { local } from './local.ts';

async function follow() {
  const server = await local();
  const folder = path.join(server.folder, 'forms');
  fs.mkdirSync(folder);
  const lines: string[] = [];
  const write = (form: object | string, name = 'demo.json') =>
    fs.writeFileSync(
      path.join(folder, name),
      typeof form === 'string' ? form : JSON.stringify(form, null, 2),
    );
  const start = async () => {
    const followed = await followFolder(
      { store: server.store, now: () => server.clock.now },
      folder,
      (line) => lines.push(line),
    );
    onTestFinished(() => followed.close());
    return followed;
  };
  const live = async () => (await server.ask<{ version?: number; title?: string }>('/v1/forms/demo')).body;
  return { ...server, folder, lines, write, start, live };
}

test('every good file is live after the start', async () => {
  const { write, start, live, api } = await follow();
  write(demo);
  await start();
  expect(await live()).toMatchObject({ version: 1, title: 'Book a demo' });
  expect((await api<{ forms: object[] }>('/api/forms')).body.forms).toMatchObject([
    { id: 'demo', source: 'file' },
  ]);
});

test('a change is published by itself, and only a change', async () => {
  const { write, start, live } = await follow();
  write(demo);
  const { scan } = await start();
  write({ ...demo, title: 'Changed' });
  await waitFor(async () => expect(await live()).toMatchObject({ version: 2, title: 'Changed' }));
  await scan();
  expect(await live()).toMatchObject({ version: 2 });
});

test('the same text is not published again at the next start', async () => {
  const { write, start, live } = await follow();
  write(demo);
  (await start()).close();
  await start();
  expect(await live()).toMatchObject({ version: 1 });
});

test('a bad file is told of with its place, and what was live stays live', async () => {
  const { write, start, live, lines, folder } = await follow();
  write(demo);
  const { scan } = await start();
  write({ ...demo, title: 'Bad', qualify: { mql: { nobody: 1 } } });
  await scan();
  expect(await live()).toMatchObject({ version: 1, title: 'Book a demo' });
  expect(lines.join('\n')).toMatch(new RegExp(`^${folder}/demo\\.json:\\d+:\\d+ .+ \\(.+\\)$`, 'm'));
  write({ ...demo, title: 'Good again' });
  await scan();
  expect(await live()).toMatchObject({ version: 2, title: 'Good again' });
});

test('a file that is no JSON is told of with line and column', async () => {
  const { write, start, lines } = await follow();
  write('{\n  "id": demo\n}');
  await start();
  expect(lines.join('\n')).toMatch(/demo\.json:2:\d+ /);
});

test('a file that vanishes leaves its form live, and that is said', async () => {
  const { write, start, live, lines, folder } = await follow();
  write(demo);
  const { scan } = await start();
  fs.rmSync(path.join(folder, 'demo.json'));
  await scan();
  expect(await live()).toMatchObject({ version: 1 });
  expect(lines.at(-1)).toContain('stays live');
});

test('of two files with one id only one is published, and that is said, also after a restart', async () => {
  const { write, start, live, lines, folder } = await follow();
  write({ ...demo, title: 'The one' }, 'b.json');
  const first = await start();
  write({ ...demo, title: 'The other' }, 'a.json');
  await first.scan();
  await first.scan();
  const said = lines.filter((line) => line.includes('a.json'));
  expect(said).toEqual([expect.stringMatching(/is not published: b\.json has the id "demo" as well/)]);
  first.close();
  const second = await start();
  expect(await live()).toMatchObject({ version: 1, title: 'The one' });

  fs.rmSync(path.join(folder, 'b.json'));
  await second.scan();
  expect(await live()).toMatchObject({ version: 2, title: 'The other' });
});

test('a form whose file is broken for a moment is not given to another file', async () => {
  const { write, start, live } = await follow();
  write(demo, 'a.json');
  write({ ...demo, title: 'The other' }, 'b.json');
  const { scan } = await start();
  write('{', 'a.json');
  await scan();
  expect(await live()).toMatchObject({ version: 1, title: 'Book a demo' });
});

test('an archived form stays away until its file changes', async () => {
  const { write, start, live, lines, api } = await follow();
  write(demo);
  (await start()).close();
  await api('/api/forms/demo/archive', { method: 'POST' });
  const { scan } = await start();
  expect(await live()).toMatchObject({ code: 'unknown_form' });
  expect(lines.at(-1)).toContain('"demo" is archived');
  write({ ...demo, title: 'Back again' });
  await scan();
  expect(await live()).toMatchObject({ version: 2, title: 'Back again' });
});

test('a draft of the console survives that the file is published', async () => {
  const { write, start, api } = await follow();
  write(demo);
  const { scan } = await start();
  const text = JSON.stringify({ ...demo, title: 'In the making' });
  await api('/api/forms/demo', { method: 'PUT', body: text });
  write({ ...demo, title: 'From the file' });
  await scan();
  const { body } = await api('/api/forms/demo');
  expect(body).toMatchObject({ live: { version: 2 }, draft: { text } });
});

test('a file that cannot be read is told of, once', async () => {
  const { start, lines, folder } = await follow();
  fs.mkdirSync(path.join(folder, 'odd.json'));
  const { scan } = await start();
  await scan();
  expect(lines).toEqual([expect.stringMatching(/odd\.json cannot be read and is not published: EISDIR/)]);
});

test('warnings are counted in proper words', async () => {
  const { write, start, lines } = await follow();
  const inOneLanguage = JSON.stringify(demo).replace('{"en":"I agree","pl":"Zgadzam się"}', '"I agree"');
  write(inOneLanguage);
  const { scan } = await start();
  expect(lines.at(-1)).toMatch(/ The console shows 1 warning\.$/);
  write(demo);
  await scan();
  expect(lines.at(-1)).toMatch(/ The console shows \d+ warnings\.$/);
});
