/** What a CDN makes of it: what it may keep, for how long, by which address, and that a pinned script is what its name says. */
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { keepPinned, pinnedTag, pinOf } from '../../server/site/pinned.ts';
import { createScripts, dist } from '../../server/site/scripts.ts';
import { demo } from './forms.ts';
import { type Local, local } from './local.ts';

const soon = /^public, max-age=(60|300), stale-while-revalidate=86400, stale-if-error=86400$/;
const forever = 'public, max-age=31536000, immutable';

async function opened(): Promise<Local> {
  const server = await local();
  await server.publish(demo);
  return server;
}

const shared = ['/embed.js', '/f/demo.js', '/v1/forms/demo', '/v1/forms/demo?lang=pl'];

test.each(shared)('%s is kept for minutes, and asked for anew by what was had', async (url) => {
  const { app } = await opened();
  const { headers } = await app.request(url);
  expect(headers.get('cache-control')).toMatch(soon);
  const again = await app.request(url, { headers: { 'if-none-match': headers.get('etag') ?? '' } });
  expect([again.status, await again.text()]).toEqual([304, '']);
  // What a 304 says goes for the copy that is kept.
  for (const name of ['cache-control', 'etag', 'vary', 'access-control-allow-origin'])
    expect([name, again.headers.get(name)]).toEqual([name, headers.get(name)]);
});

test('whatever has its content in its name is kept for good', async () => {
  const { app } = await opened();
  const parts = fs.readdirSync(path.join(dist, 'lazy')).filter((name) => name.endsWith('.js'));
  expect(parts.length).toBeGreaterThan(5);
  for (const part of parts)
    expect((await app.request(`/lazy/${part}`)).headers.get('cache-control')).toBe(forever);
});

test.each(shared)('%s is one and the same for every site, with and without a cookie', async (url) => {
  const { app } = await opened();
  const asked: Record<string, string>[] = [
    {},
    { origin: 'https://one.example' },
    {
      origin: 'null',
      cookie: 'a=b',
      'accept-language': 'pl',
      'user-agent': 'x',
      referer: 'https://x.example/',
    },
  ];
  const answers = await Promise.all(
    asked.map(async (headers) => {
      const answer = await app.request(url, { headers });
      expect(answer.headers.get('access-control-allow-origin')).toBe('*');
      expect(answer.headers.get('vary')).toBe('accept-encoding');
      expect(answer.headers.get('set-cookie')).toBeNull();
      return answer.text();
    }),
  );
  expect(new Set(answers).size).toBe(1);
});

test('a form that keeps to its sites says that it differs by site', async () => {
  const { app, publish } = await local();
  await publish({ ...demo, origins: ['https://one.example'] });
  for (const url of ['/f/demo.js', '/v1/forms/demo'])
    for (const origin of ['https://one.example', 'https://two.example']) {
      const { headers } = await app.request(url, { headers: { origin } });
      expect(headers.get('vary')).toMatch(/\borigin\b/);
    }
});

test('of all that may stand in an address only the language matters', async () => {
  const { app } = await opened();
  const tag = async (url: string) => (await app.request(url)).headers.get('etag');
  for (const url of ['/embed.js', '/f/demo.js', '/v1/forms/demo'])
    expect(await tag(`${url}?utm_source=pl&v=pl&theme=pl`)).toBe(await tag(url));
  for (const url of ['/f/demo.js', '/v1/forms/demo'])
    expect(await tag(`${url}?lang=pl`)).not.toBe(await tag(`${url}?lang=en`));
});

test('what is refused is kept by nobody, for it may be there in a moment', async () => {
  const { app, publish } = await local();
  for (const url of [
    '/f/demo.js',
    '/v1/forms/demo',
    '/lazy/nothing-01234567.js',
    '/embed.0123456789abcdef.js',
  ]) {
    const { status, headers } = await app.request(url);
    expect([url, status, headers.get('cache-control')]).toEqual([url, 404, 'no-store']);
  }
  await publish(demo);
  expect((await app.request('/f/demo.js')).status).toBe(200);
});

test('a pinned tag names a script that fits its integrity, and that browsers may compare', async () => {
  const { app } = await opened();
  const pin = pinOf(fs.readFileSync(path.join(dist, 'embed.js')));
  const tag = pinnedTag('https://forms.example.com', 'demo', pin);
  const [, address = '', integrity] =
    /^<script async src="https:\/\/forms\.example\.com(\/\S+)" integrity="(\S+)" crossorigin="anonymous" data-form="demo"><\/script>$/.exec(
      tag,
    ) ?? [];
  const answer = await app.request(address, { headers: { origin: 'https://acme.example' } });
  expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, forever]);
  // Without this one a browser has nothing to compare, and does not run it.
  expect(answer.headers.get('access-control-allow-origin')).toBe('*');
  expect(answer.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
  expect(answer.headers.get('content-type')).toMatch(/^text\/javascript/);
  const bytes = Buffer.from(await answer.arrayBuffer());
  expect(`sha384-${createHash('sha384').update(bytes).digest('base64')}`).toBe(integrity);
});

test('a pinned script outlives the build that it was of, and never becomes another one', async () => {
  const { folder } = await local();
  const [build, kept] = ['build', 'kept'].map((name) => path.join(folder, name)) as [string, string];
  fs.mkdirSync(build);
  const write = (text: string, seconds: number) => {
    const file = path.join(build, 'embed.js');
    fs.writeFileSync(file, text);
    fs.utimesSync(file, seconds, seconds);
  };
  const scripts = createScripts(build, kept);
  const said = async (name: string) => (await scripts.pinned(name))?.plain;
  const first = pinOf(Buffer.from('first'));
  write('first', 1000);
  await keepPinned(build, kept);
  write('second', 2000);
  await keepPinned(build, kept);
  await keepPinned(build, kept);
  expect(fs.readdirSync(kept)).toHaveLength(2);
  expect(Buffer.from((await said(first.name)) ?? []).toString()).toBe('first');
  expect(Buffer.from((await said(pinOf(Buffer.from('second')).name)) ?? []).toString()).toBe('second');

  // Whoever could write there would be no better off.
  fs.writeFileSync(path.join(kept, first.name), 'third');
  fs.utimesSync(path.join(kept, first.name), 3000, 3000);
  expect(await said(first.name)).toBeUndefined();
  expect(await said(pinOf(Buffer.from('never')).name)).toBeUndefined();
});
