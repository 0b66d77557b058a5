/** Every page of the demo under the strictest policy that a site can send: its forms are drawn, and nothing is forbidden to them. */
import { globSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSite, type Site } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site?.close());

const demo = path.resolve(import.meta.dirname, '../../demo');
const pages = globSync('**/*.{html,xhtml}', { cwd: demo }).map((name) => name.replaceAll('\\', '/'));

/** Pages that break something on purpose; there the console tells of it. */
const broken = /^hostile\/(fetch|silence|remover)/;

test('there are pages to look at', () => {
  expect(pages.length).toBeGreaterThan(20);
});

// A few at a time: one by one they would leave half of the machine idle where this file comes last.
test.concurrent.for(pages)('%s', async (name, { expect, onTestFinished }) => {
  const visitor = await site.visitor();
  onTestFinished(visitor.leave);
  const { page, seen } = visitor;
  // Style sheets and pictures are the page's own; the widget brings neither, so that style-src could be none but for them.
  // A tag manager makes scripts out of texts, which is what Trusted Types forbid: such a page cannot ask for them.
  const types =
    name === 'hostile/manager.html' ? '' : "; require-trusted-types-for 'script'; trusted-types 'none'";
  const policy = `default-src 'none'; style-src ${site.url}; img-src ${site.url}; frame-src ${site.url}; script-src ${site.url}; connect-src ${site.url}; form-action 'self'${types}`;
  await page.route(/\.x?html$|\/$/, async (route) => {
    if (route.request().frame() !== page.mainFrame()) return route.continue();
    const answer = await route.fetch();
    await route.fulfill({
      response: answer,
      headers: { ...answer.headers(), 'content-security-policy': policy },
    });
  });
  await page.goto(`${site.url}/demo/${name}`);
  const forms = page.locator('qualiform-form');
  // Taken over by the widget, not only drawn by the first script.
  const isDrawn = () =>
    forms.evaluateAll((hosts) => hosts.every((host) => (host as { drawn?: unknown }).drawn !== undefined));
  await expect.poll(isDrawn).toBe(true);
  expect(seen.trouble.filter((line) => !broken.test(name) || /^(policy|uncaught)/.test(line))).toEqual([]);
  expect(await page.context().cookies()).toEqual([]);
  const hosts = new Set(seen.asked.map((request) => new URL(request.url()).host).filter(Boolean));
  expect([...hosts].filter((host) => host !== new URL(site.url).host)).toEqual([]);
});
