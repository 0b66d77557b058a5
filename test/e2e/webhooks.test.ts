/** Webhooks in the console: made, tried out, changed and looked after, against a program that receives them. */
import axe from 'axe-core';
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { verify } from '../server/hooks.ts';
import { answering, receiver } from '../server/receiver.ts';
import { type Started, startServer } from '../server/start.ts';
import { submission } from '../server/submission.ts';
import { openBrowser } from './browser.ts';

let server: Started;
beforeAll(async () => {
  server = await startServer({ demo: true, env: { WEBHOOK_PRIVATE: '1' } });
});
afterAll(() => server?.stop());

async function signedIn(path: string, viewport = { width: 1280, height: 800 }): Promise<Page> {
  const browser = await openBrowser();
  const context = await browser.newContext({ viewport });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const wrong: string[] = [];
  page.on('pageerror', (error) => wrong.push(String(error.stack)));
  onTestFinished(async () => {
    await context.close();
    expect(wrong).toEqual([]);
  });
  await page.goto(server.url + path);
  await page.getByLabel('Key').fill(server.key);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1 }).waitFor();
  return page;
}

/** Serious findings of axe, and whether the page is wider than its window. */
async function findings(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: typeof axe }).axe.run(document, { resultTypes: ['violations'] }),
  );
  const tooWide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join('\n')}`)
    .concat(tooWide ? ['the page is wider than its window'] : []);
}

async function make(page: Page, url: string, name: string): Promise<string> {
  await page.getByRole('button', { name: 'New webhook' }).click();
  await page.getByLabel('Address').fill(url);
  await page.getByLabel('What it is').fill(name);
  expect(await findings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Add the webhook' }).click();
  const secret = await page.getByLabel('Secret', { exact: true }).inputValue();
  await page.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('heading', { level: 1, name }).waitFor();
  return secret;
}

test('a webhook is made, shows its secret once, and a test arrives and is seen to arrive', async () => {
  const there = await receiver();
  const page = await signedIn('/console/webhooks');
  await page.getByRole('button', { name: 'New webhook' }).click();
  await page.getByLabel('Address').fill('crm.example.com/hooks');
  await page.getByRole('button', { name: 'Add the webhook' }).click();
  await page.getByRole('alert').getByText('Write it in full, with https://.').waitFor();
  await page.keyboard.press('Escape');

  const secret = await make(page, there.url, 'Our CRM');
  expect(await page.content()).not.toContain(secret);
  await page.getByRole('button', { name: 'Send a test' }).click();
  await page.getByRole('row').filter({ hasText: 'Test' }).getByText('Delivered').waitFor();
  const [got] = there.got;
  expect(got && verify(secret, got, Date.now())).toBe(true);
  expect(await findings(page)).toEqual([]);

  await page.getByRole('button', { name: 'New secret' }).click();
  await page.getByRole('button', { name: 'Make a new secret' }).click();
  const next = await page.getByLabel('Secret', { exact: true }).inputValue();
  await page.getByRole('button', { name: 'Done' }).click();
  await page.getByText('The former secret signs as well until').waitFor();
  await page.getByRole('button', { name: 'Send a test' }).click();
  await expect.poll(() => there.got.length).toBe(2);
  for (const one of [secret, next]) expect(verify(one, there.got[1] as never, Date.now())).toBe(true);
});

test('what did not get through is seen with its answer, and sent again by hand', async () => {
  const there = await receiver();
  there.world.answers = answering(503, 'closed for the night');
  const page = await signedIn('/console/webhooks');
  await make(page, there.url, 'The night shift');
  await page.getByRole('button', { name: 'Send a test' }).click();
  await page.getByText('Nothing has got through', { exact: false }).waitFor();
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  await page.getByText('closed for the night').first().waitFor();
  await page.getByText('What is sent').click();
  await page.getByText('"endpoint.test"').waitFor();
  expect(await findings(page)).toEqual([]);
  there.world.answers = answering(200);
  await page.getByRole('button', { name: 'Send again' }).click();
  await page.getByRole('dialog').getByText('Delivered').waitFor();
  await page.getByRole('button', { name: 'Close' }).last().click();
  await page.getByText('Nothing has got through', { exact: false }).waitFor({ state: 'detached' });

  there.world.answers = answering(410);
  await page.getByRole('button', { name: 'Send a test' }).click();
  await page.getByText('It answered 410', { exact: false }).waitFor();
  await page.getByRole('button', { name: 'Switch on' }).click();
  await page.getByRole('button', { name: 'Remove' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await page.getByRole('heading', { level: 1, name: 'Webhooks' }).waitFor();
  expect(await page.getByText('The night shift').count()).toBe(0);
});

test('a lead shows who was told of it, also on a telephone', async () => {
  const there = await receiver();
  const page = await signedIn('/console/webhooks', { width: 360, height: 740 });
  await make(page, there.url, 'Told of leads');
  const answers = {
    need: 'switch',
    role: 'sales_director',
    size: 's50_200',
    budget: 'approved',
    start: 'quarter',
  };
  const sent = submission({ ...answers, first_name: 'Ada', email: 'ada@northpier.example', privacy: true });
  const { headers, url } = server;
  await fetch(`${url}/v1/forms/crm-demo/submissions`, { method: 'POST', body: JSON.stringify(sent) });
  await page.getByRole('link', { name: 'Lead', exact: true }).first().waitFor();
  expect(await findings(page)).toEqual([]);
  await page.getByRole('link', { name: 'Lead', exact: true }).first().click();
  await page.getByRole('heading', { name: 'Told to others' }).waitFor();
  expect(await findings(page)).toEqual([]);
  const stored = await (await fetch(`${url}/api/submissions/${sent.id}`, { headers })).json();
  expect(page.url()).toContain(stored.lead);
});
