/** The pinned tag as the command line prints it, on a page of another site: it draws the form, and runs nothing but its own bytes. */
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { eventually } from './patience.ts';
import { openSite, type Site } from './site.ts';

let site: Site;
let tag: string;
/** A site of somebody else, with the tag on its page. */
let host: http.Server;
beforeAll(async () => {
  site = await openSite();
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [path.resolve(import.meta.dirname, '../../server/cli.ts'), 'snippet', 'crm-demo', '--pinned'],
    {
      cwd: site.server.folder,
      env: {
        PATH: process.env.PATH,
        DATABASE_URL: `file:${path.join(site.server.folder, 'data/qualiform.db')}`,
        PUBLIC_URL: site.url,
      },
    },
  );
  tag = stdout.trim();
  host = http.createServer((_, answer) => {
    answer.setHeader('content-type', 'text/html');
    answer.end(`<!doctype html><title>Host</title><h1>Host</h1>${tag}`);
  });
  await once(host.listen(0, '127.0.0.1'), 'listening');
});
afterAll(async () => {
  host?.close();
  await site?.close();
});

/** Somebody on that page; `change` is what became of the script on its way. */
async function visit(change: (script: string) => string) {
  const visitor = await site.visitor();
  onTestFinished(visitor.leave);
  const { page } = visitor;
  await page.route(/\/embed\.\w+\.js$/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: change(await response.text()) });
  });
  await page.goto(`http://127.0.0.1:${(host.address() as AddressInfo).port}/`);
  return visitor;
}

test('it draws the form', async () => {
  expect(tag).toMatch(/^<script async src="http:\S+\/embed\.[0-9a-f]{16}\.js" integrity="sha384-/);
  const { page, seen } = await visit((script) => script);
  await eventually(() => page.getByText('What can we show you?').count()).toBeGreaterThan(0);
  expect(seen.trouble).toEqual([]);
});

test('a script that was changed on its way does not run', async () => {
  const { page, seen } = await visit((script) => `${script}\nwindow.stolen = true;`);
  await eventually(() => seen.trouble.some((line) => line.includes('integrity'))).toBe(true);
  expect(await page.evaluate(() => 'stolen' in window || 'Qualiform' in window)).toBe(false);
  expect(await page.locator('qualiform-form').count()).toBe(0);
});
