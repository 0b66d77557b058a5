/** Scripts and pages: what is served to whom, under which headers, and nothing from outside its folder. */

import fs from 'node:fs';
import path from 'node:path';
import vm from 'node:vm';
import { brotliDecompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { factory } from '../../server/context.ts';
import { createVersions } from '../../server/forms/versions.ts';
import { serveFolder } from '../../server/site/files.ts';
import { createScripts } from '../../server/site/scripts.ts';
import { demo } from './forms.ts';
import { local } from './local.ts';

const nasty = '</script><!-- \u2028\u2029';

test('one script holds the first question and the form, whatever stands in its texts', async () => {
  const { publish, store, folder } = await local();
  await publish({ ...demo, title: nasty });
  const write = (name: string, text: string) => fs.writeFileSync(path.join(folder, name), text);
  write('first.js', 'globalThis.seen = [qualiformDefinition, qualiformTree];');
  write('render.js', 'export const firstTree = (served) => [served.title];');
  const live = await createVersions(store.orm).findLive('demo');
  const packed = live && (await createScripts(folder).together(live, 'en'));
  const script = Buffer.from(packed?.plain ?? []).toString();
  expect(script).not.toMatch(/<|\u2028|\u2029/);
  const world: { seen?: [{ title: string; words: object }, string[]] } = {};
  vm.runInNewContext(script, world);
  const [definition, tree] = world.seen ?? [];
  expect([definition?.title, tree?.[0]]).toEqual([nasty, nasty]);
  expect(definition?.words).toHaveProperty('next');
  const br = packed?.encoded.find(({ encoding }) => encoding === 'br');
  expect(brotliDecompressSync(br?.bytes ?? Buffer.alloc(0)).toString()).toBe(script);
});

test('a script that is built again is served anew', async () => {
  const { folder } = await local();
  const file = path.join(folder, 'embed.js');
  const scripts = createScripts(folder);
  expect(await scripts.built('embed.js')).toBeUndefined();
  fs.writeFileSync(file, 'first');
  expect(Buffer.from((await scripts.built('embed.js'))?.plain ?? []).toString()).toBe('first');
  fs.writeFileSync(file, 'second');
  fs.utimesSync(file, new Date(), new Date(Date.now() + 10_000));
  expect(Buffer.from((await scripts.built('embed.js'))?.plain ?? []).toString()).toBe('second');
});

test('a part of the widget is kept for good; under the name of a former build it is what has taken its place', async () => {
  const { app, folder } = await local();
  fs.mkdirSync(path.join(folder, 'lazy'));
  const write = (name: string, text: string) => fs.writeFileSync(path.join(folder, 'lazy', name), text);
  write('widget-0123abcd.js', 'widget');
  write('widget-box-89abcdef.js', 'box');
  const scripts = createScripts(folder);
  const rows = [
    ['widget-0123abcd.js', 'widget', true],
    ['widget-76543210.js', 'widget', false],
    ['widget.js', 'widget', false],
    ['widget-box-00000000.js', 'box', false],
  ] as const;
  for (const [name, text, isExact] of rows) {
    const part = await scripts.part(name);
    expect([name, Buffer.from(part?.packed.plain ?? []).toString(), part?.isExact]).toEqual([
      name,
      text,
      isExact,
    ]);
  }
  for (const name of ['box.js', 'widget-01234567.md']) expect(await scripts.part(name)).toBeUndefined();

  // Of the real build, over the line.
  const built = fs.readdirSync(path.resolve('dist/lazy')).find((name) => name.startsWith('widget-'));
  for (const [name, isForGood] of [
    [built, true],
    ['widget.js', false],
  ] as const) {
    const { status, headers } = await app.request(`/lazy/${name}`);
    expect([status, headers.get('access-control-allow-origin')]).toEqual([200, '*']);
    expect(/immutable/.test(headers.get('cache-control') ?? '')).toBe(isForGood);
  }
  expect((await app.request('/lazy/..%2ffirst.js')).status).toBe(404);
});

test('scripts may be loaded by any site', async () => {
  const { app, publish } = await local();
  await publish(demo);
  for (const url of ['/embed.js', '/f/demo.js', '/f/nothing.js', '/v1/forms/demo']) {
    const { headers } = await app.request(url);
    expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    expect(headers.get('access-control-allow-origin')).toBe('*');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  }
});

test('the console runs under a strict policy and in nobody’s frame', async () => {
  const { app } = await local();
  const { headers } = await app.request('/console/');
  const policy = headers.get('content-security-policy') ?? '';
  for (const part of [
    "default-src 'none'",
    "script-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "require-trusted-types-for 'script'",
  ])
    expect(policy.split('; ')).toContain(part);
  expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
  expect(headers.get('referrer-policy')).toBe('no-referrer');
});

test('a folder gives out pages and nothing from outside it', async () => {
  const { folder } = await local();
  const site = path.join(folder, 'site');
  fs.mkdirSync(path.join(site, 'sub'), { recursive: true });
  fs.writeFileSync(path.join(folder, 'secret.html'), 'secret');
  fs.writeFileSync(path.join(site, 'index.html'), '<p>hello');
  fs.writeFileSync(path.join(site, 'seed.ts'), 'code');
  fs.symlinkSync(path.join(folder, 'secret.html'), path.join(site, 'link.html'));
  const files = serveFolder(fs.realpathSync(site));
  const app = factory.createApp().get('/*', async (c) => {
    const file = await files.answer(c, c.req.query('name') ?? '', 'no-cache');
    return file ?? c.text('none', 404);
  });
  const status = async (name: string) => (await app.request(`/?name=${encodeURIComponent(name)}`)).status;
  expect(await status('index.html')).toBe(200);
  for (const name of [
    '../secret.html',
    'sub/../../secret.html',
    '/etc/hosts.html',
    'link.html',
    'seed.ts',
    'sub',
    'none.html',
    'a\0.html',
  ])
    expect([name, await status(name)]).toEqual([name, 404]);
});

test('without the demo the front page leads to the console, and the demo is not there', async () => {
  const { app } = await local();
  const front = await app.request('/');
  expect([front.status, front.headers.get('location')]).toEqual([302, '/console/']);
  expect((await app.request('/demo/')).status).toBe(404);
});

test('without the demo the guides are there all the same, and nothing beside them', async () => {
  const { app } = await local();
  for (const url of ['/demo/docs/', '/demo/docs/running.html', '/demo/docs/docs.css', '/demo/mark.svg'])
    expect([url, (await app.request(url)).status]).toEqual([url, 200]);
  expect((await app.request('/demo/docs')).headers.get('location')).toBe('/demo/docs/');
  for (const url of ['/demo', '/demo/crm/', '/demo/index.html', '/demo/docs/..%2fcrm%2findex.html'])
    expect([url, (await app.request(url)).status]).toEqual([url, 404]);
});

test('with the demo its pages are served, and its sources are not', async () => {
  const { app } = await local({ DEMO: '1' });
  for (const url of ['/', '/demo/', '/demo/index.css', '/demo/crm/'])
    expect([url, (await app.request(url)).status]).toEqual([url, 200]);
  expect((await app.request('/demo/crm')).headers.get('location')).toBe('/demo/crm/');
  for (const url of [
    '/demo/seed.ts',
    '/demo/../package.json',
    '/demo/%2e%2e/package.json',
    '/demo/..%2fpackage.json',
    '/demo/%ff',
  ])
    expect([url, (await app.request(url)).status]).toEqual([url, 404]);
});

test('the schema of the form language explains every key', async () => {
  const { ask } = await local();
  const { status, headers, body } = await ask<{
    title: string;
    properties: Record<string, { description?: string }>;
  }>('/schema/form.json');
  expect(status).toBe(200);
  expect(headers.get('access-control-allow-origin')).toBe('*');
  expect(body.title).toBe('Qualiform form');
  expect(body.properties.steps?.description).toBeTruthy();
});

test('it tells whether it lives and takes requests', async () => {
  const { app } = await local();
  expect([(await app.request('/livez')).status, (await app.request('/readyz')).status]).toEqual([200, 200]);
});
