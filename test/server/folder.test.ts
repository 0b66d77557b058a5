/** Forms that live as files: the good ones are published, the bad ones are told of. */
import fs from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { followFolder } from '../../server/forms/folder.ts';
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
  await vi.waitFor(async () => expect(await live()).toMatchObject({ version: 2, title: 'Changed' }), {
    timeout: 10_000,
  });
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
