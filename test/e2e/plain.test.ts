/** A browser that runs no script: the page of a form, filled in and sent by what the browser has of its own. */
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { scenarios } from '../demo/scenarios.ts';
import { openSite, type Site } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site?.close());

async function withoutScripts() {
  const visitor = await site.visitor({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } });
  onTestFinished(visitor.leave);
  return visitor;
}

test('a sales director without scripts gets the calendar, once what was wrong is put right', async () => {
  const { page, seen } = await withoutScripts();
  await page.goto(`${site.url}/f/crm-demo`);
  const form = await site.form('crm-demo');
  const director = scenarios.find(({ name }) => name === 'Operations director without any history');
  if (!director) throw new Error('The scenario is gone.');
  for (const field of form.steps.flatMap((step) => step.fields)) {
    const value = director.answers[field.id];
    const box = page.locator(`[name="${field.id}"]`);
    if (value === undefined || field.id === 'email') continue;
    if (field.type === 'choice') await page.locator(`[name="${field.id}"][value="${value}"]`).check();
    else if (field.type === 'consent') await box.check();
    else if (field.type === 'dropdown') await box.selectOption(String(value));
    else await box.fill(String(value));
  }
  await page.locator('[name=email]').fill('nobody@nowhere');
  await page.getByRole('button', { name: 'Send' }).click();
  await page.getByText('One answer needs another look').waitFor();
  expect(await page.locator('[name=company]').inputValue()).toBe('Northpier');
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(360);

  await page.locator('[name=email]').fill('plain.director@northpier.example');
  await page.getByRole('button', { name: 'Send' }).click();
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.getByText('Your answers have been sent.').waitFor();
  // Sent again by the browser's own reload: still one.
  await page.reload();
  const [lead, ...others] = await site.leadsOf('plain.director@northpier.example');
  expect(others).toEqual([]);
  expect(lead).toMatchObject({ stage: 'sql', outcome: 'book' });
  expect(lead?.submissions).toHaveLength(1);
  // What was put right was answered 422, and nothing else went wrong.
  expect(seen.trouble.filter((line) => !line.includes('422'))).toEqual([]);
});

test('the page of a form draws the widget, with nothing broken by its own policy', async () => {
  const visitor = await site.visitor();
  onTestFinished(visitor.leave);
  const { page, seen } = visitor;
  await page.goto(`${site.url}/f/crm-demo`);
  await page.getByRole('radio', { name: 'A demo: we are changing CRM' }).click();
  await page.getByRole('heading', { level: 2 }).waitFor();
  expect(seen.trouble).toEqual([]);
});

test('a command prints the same form, to be pasted anywhere', async () => {
  const run = promisify(execFile);
  const root = path.resolve(import.meta.dirname, '../..');
  const env = {
    ...process.env,
    DATABASE_URL: `file:${path.join(site.server.folder, 'data/qualiform.db')}`,
    PUBLIC_URL: site.url,
  };
  const { stdout } = await run(process.execPath, ['server/cli.ts', 'fallback', 'crm-demo'], {
    cwd: root,
    env,
  });
  expect(stdout).toMatch(/^<form [^>]*method="post"/);
  expect(stdout).toContain(`action="${site.url}/f/crm-demo"`);
  expect(stdout).not.toMatch(/<script| style=| on\w+=/);
  const { page } = await withoutScripts();
  await page.setContent(stdout);
  expect(await page.getByRole('radio', { name: 'A demo: we are changing CRM' }).count()).toBe(1);

  const missing = run(process.execPath, ['server/cli.ts', 'fallback', 'nothing'], { cwd: root, env });
  await expect(missing).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining('no published form'),
  });
});
