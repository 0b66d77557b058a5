/** The doctor names what is wrong on a page, and gives the very line that mends it. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { openSite, type Site } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site?.close());

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Sheet {
  body: string;
  head?: string;
  lang?: string;
  policy?: string;
}

/** Opens a page of this body, with the doctor's tag unless the body has one, and returns what the doctor says. */
async function examined(
  sheet: Sheet,
  before?: (page: Page) => Promise<unknown>,
): Promise<{ page: Page; says: string }> {
  const visitor = await site.visitor();
  onTestFinished(visitor.leave);
  const { page } = visitor;
  const { body, head = '', lang = 'en', policy } = sheet;
  await page.route('**/a-page', (route) =>
    route.fulfill({
      contentType: 'text/html',
      headers: policy ? { 'content-security-policy': policy } : {},
      body: `<!doctype html><html${lang && ` lang="${lang}"`}><head><title>A page</title><link rel="icon" href="data:,">${head}</head><body><h1>A page</h1>${body}</body></html>`,
    }),
  );
  await before?.(page);
  await page.goto(`${site.url}/a-page`);
  const panel = page.getByRole('dialog');
  await panel.waitFor();
  return { page, says: await panel.innerText() };
}

const tag = '<script async src="/f/crm-demo.js" data-doctor></script>';
const only = '<script async src="/embed.js" data-doctor></script>';
const room = '<link rel="stylesheet" href="/demo/hostile/hostile.css">';

test('a page in good order is told so, with what the form weighs', async () => {
  const { page, says } = await examined({ body: tag, head: room });
  expect(says).toMatch(/All is well|It works/);
  expect(says).toMatch(/kB in \d+ requests/);
  await page.evaluate(axe);
  const serious = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: typeof import('axe-core') };
    const { violations } = await axe.run(document);
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id }) => id);
  });
  expect(serious).toEqual([]);
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  // And again by a call.
  await page.evaluate(() => window.Qualiform?.doctor());
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
});

test.each<[what: string, sheet: Sheet, says: (string | RegExp)[]]>([
  [
    'a policy without our connect-src',
    { body: tag, policy: "default-src 'none'; script-src 'self'; style-src 'self'" },
    ['content security policy', /Content-Security-Policy: script-src http:\/\/localhost:\d+; connect-src/],
  ],
  [
    'a tag that a consent manager holds back',
    { body: `<script async type="text/plain" data-src="/f/crm-demo.js"></script>${only}` },
    ['The tag is held back', 'data-cookieconsent="ignore"', '/f/crm-demo.js"></script>'],
  ],
  [
    'the tag pasted twice',
    { body: `<div>${tag}</div><div><script async src="/f/crm-demo.js"></script></div>` },
    ['stands here 2 times'],
  ],
  [
    'a target that is not there',
    { body: `<script async src="/f/crm-demo.js" data-target="#demo"></script>${only}` },
    ['Its target is not on this page', '<div id="demo"></div>'],
  ],
  [
    'a form that is not there',
    {
      body: '<qualiform-form form="crm-dmo" doctor></qualiform-form><script async src="/embed.js"></script>',
    },
    ['no published form “crm-dmo”', '/console/forms/crm-dmo'],
  ],
  [
    'an attribute that is misspelt',
    { body: tag.replace('data-doctor', 'data-doctor data-langage="pl"') },
    ['“data-langage” is no attribute of ours', 'Did you mean “data-language”?'],
  ],
  ['a page without a language', { body: tag, lang: '' }, ['does not say its language', '<html lang="en">']],
  [
    'a form that does not speak the language of the page',
    { body: tag, lang: 'pl' },
    ['“crm-demo” does not speak pl', /"title": \{ "en": .*"pl": "…" \}/],
  ],
  [
    'an accent that cannot be read',
    { body: tag, head: '<link rel="stylesheet" href="/pale.css">' },
    ['The accent of “crm-demo” is hard to read', /--qualiform-accent: #[0-9a-f]{6}/],
  ],
])('%s', async (_, sheet, expected) => {
  const { says } = await examined(sheet, (page) =>
    page.route('**/pale.css', (route) =>
      route.fulfill({ contentType: 'text/css', body: 'qualiform-form { --qualiform-accent: #ffd0d0; }' }),
    ),
  );
  for (const text of expected) expect(says).toMatch(text);
});

test('a form that keeps to other sites, storage that is blocked, a server that is down', async () => {
  const { says } = await examined(
    { body: only.replace('data-doctor', 'data-doctor data-form="crm-demo"') },
    async (page) => {
      await page.route('**/v1/forms/crm-demo*', (route) =>
        route.fulfill({
          status: 403,
          contentType: 'application/problem+json',
          body: JSON.stringify({ code: 'origin_not_allowed', detail: 'Not here.' }),
        }),
      );
      await page.addInitScript(() => {
        Object.defineProperty(window, 'localStorage', {
          get() {
            throw new DOMException('Denied', 'SecurityError');
          },
        });
      });
    },
  );
  expect(says).toContain('The form does not belong on this site');
  expect(says).toContain(`"origins": ["${site.url}"]`);
  expect(says).toContain('Nothing can be kept in this browser');

  const down = await examined(
    { body: only.replace('data-doctor', 'data-doctor data-form="crm-demo"') },
    (page) => page.route('**/v1/forms/crm-demo*', (route) => route.abort('connectionrefused')),
  );
  expect(down.says).toContain('The server does not answer');
});
