/** People in the console: invited, joined by their link, signed in with a code, held to their role; keys and the log. */
import axe from 'axe-core';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { codeAt } from '../../server/auth/totp.ts';
import { type Started, startServer } from '../server/start.ts';
import { openBrowser } from './browser.ts';

let server: Started;
beforeAll(async () => {
  server = await startServer({ demo: true });
});
afterAll(() => server?.stop());

const password = 'correct horse battery';

/** A browser of somebody's own. What breaks or is stopped by the page's policy fails the test. */
async function open(path: string, viewport = { width: 1280, height: 800 }): Promise<Page> {
  const browser = await openBrowser();
  const context = await browser.newContext({ viewport });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const wrong: string[] = [];
  page.on('pageerror', (error) => wrong.push(String(error.stack)));
  page.on('console', (message) => {
    // What is refused on purpose is noted by the browser as well.
    if (message.type() === 'error' && !/40[134]|409|422/.test(message.text())) wrong.push(message.text());
  });
  onTestFinished(async () => {
    await context.close();
    expect(wrong).toEqual([]);
  });
  await page.goto(server.url + path);
  return page;
}

async function asOwner(path: string): Promise<Page> {
  const page = await open(path);
  await page.getByLabel('Key').fill(server.key);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1 }).waitFor();
  return page;
}

/** Serious findings of axe on what is shown. */
async function findings(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: typeof axe }).axe.run(document, { resultTypes: ['violations'] }),
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join('\n')}`);
}

/** Invites somebody in the console; returns the link. */
async function invite(page: Page, name: string, email: string, role: string): Promise<string> {
  await page.getByRole('button', { name: 'Invite' }).click();
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('E-mail').fill(email);
  await page.getByRole('radio', { name: role }).check();
  await page.getByRole('button', { name: 'Make a link' }).click();
  const link = await page.getByLabel('Link', { exact: true }).inputValue();
  await page.getByRole('button', { name: 'Done' }).click();
  return link;
}

async function joinBy(link: string, viewport?: { width: number; height: number }): Promise<Page> {
  const { pathname, hash } = new URL(link);
  const page = await open(pathname + hash, viewport);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Begin' }).click();
  await page.getByRole('heading', { name: 'Leads' }).waitFor();
  return page;
}

test('sales joins by a link, moves a lead, and is offered nothing that the role does not allow', async () => {
  const owner = await asOwner('/console/team');
  expect(await findings(owner)).toEqual([]);
  const link = await invite(owner, 'Sam Salt', 'sam@harbour.example', 'Sales');
  await owner.getByRole('row').filter({ hasText: 'Sam Salt' }).getByText('Invited').waitFor();

  const sales = await joinBy(link);
  expect(await sales.getByRole('link', { name: 'Team', exact: true }).count()).toBe(0);
  await sales.getByRole('link', { name: 'Forms', exact: true }).click();
  await sales.getByRole('heading', { name: 'Forms' }).waitFor();
  await sales.getByRole('row').nth(1).waitFor();
  expect(await sales.getByRole('button', { name: 'New form' }).count()).toBe(0);
  await sales.getByRole('link', { name: 'Leads', exact: true }).click();
  await sales.getByRole('row').nth(1).getByRole('link').first().click();
  await sales.keyboard.press('e');
  await sales.getByLabel('Customer').check();
  await sales.getByLabel('Why').fill('Signed today');
  await sales.getByRole('button', { name: 'Move to Customer' }).click();
  await sales.getByText('Signed today').waitFor();
  await sales.getByText('Sam Salt', { exact: false }).last().waitFor();

  await owner.getByRole('navigation', { name: 'Team' }).getByRole('link', { name: 'Log' }).click();
  await owner.getByRole('row').filter({ hasText: 'moved a lead' }).filter({ hasText: 'Sam Salt' }).waitFor();
  expect(await findings(owner)).toEqual([]);
});

test('a viewer on a telephone reads, and moves nothing', async () => {
  const owner = await asOwner('/console/team');
  const link = await invite(owner, 'Vera View', 'vera@harbour.example', 'Viewer');
  const viewer = await joinBy(link, { width: 360, height: 740 });
  await viewer.getByRole('row').nth(1).getByRole('link').first().click();
  await viewer.getByRole('heading', { name: 'Receipt' }).waitFor();
  expect(await viewer.getByRole('button', { name: /Move/ }).count()).toBe(0);
  expect(await findings(viewer)).toEqual([]);
});

test('an authenticator app is set up from the account, and asked for at the next sign-in', async () => {
  const owner = await asOwner('/console/team');
  const page = await joinBy(await invite(owner, 'Ann Admin', 'ann@harbour.example', 'Admin'));
  await page.getByRole('link', { name: 'Account' }).click();
  await page.getByLabel('Your password, once more').fill(password);
  await page.getByRole('button', { name: 'Use an app' }).click();
  await page.getByRole('img', { name: /QR code/ }).waitFor();
  expect(await findings(page)).toEqual([]);
  const secret = (await page.locator('.secret').innerText()).replaceAll(' ', '');
  const bits = [...secret].map((sign) =>
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(sign).toString(2).padStart(5, '0'),
  );
  const bytes = Buffer.from((bits.join('').match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const code = (ahead = 0) => codeAt(bytes, Math.floor(Date.now() / 30_000) + ahead);
  await page.getByRole('textbox', { name: 'Code' }).fill(code());
  await page.getByRole('button', { name: 'Confirm' }).click();
  await page.getByText('From now on signing in asks for a code too.').waitFor();

  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByLabel('E-mail').fill('ann@harbour.example');
  await page.getByLabel('Password').fill('not the password');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').getByText('do not belong together').waitFor();
  await page.getByLabel('Password').fill(password);
  await page.keyboard.press('Enter');
  // The code of a moment ago is used up; that of the next half minute counts already.
  await page.getByLabel('Code of your authenticator app').fill(code(1));
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
});

describe('a key', () => {
  test('is shown once, opens what it was made for, and is revoked', async () => {
    const owner = await asOwner('/console/team/keys');
    await owner.getByRole('button', { name: 'New key' }).click();
    await owner.getByLabel('What it is for').fill('Data warehouse');
    await owner.getByRole('button', { name: 'Make the key' }).click();
    const key = await owner.getByLabel('Key', { exact: true }).inputValue();
    await owner.getByRole('button', { name: 'Done' }).click();
    const ask = () => fetch(`${server.url}/api/leads`, { headers: { authorization: `Bearer ${key}` } });
    expect((await ask()).status).toBe(200);
    expect(await findings(owner)).toEqual([]);
    await owner.getByRole('button', { name: 'Revoke Data warehouse' }).click();
    await owner.getByText('Revoked', { exact: false }).waitFor();
    expect((await ask()).status).toBe(401);
  });
});

test('a link that was used says so, and leads to the sign-in', async () => {
  const page = await open('/console/join#nothing');
  await page.getByText('was used already').waitFor();
  await page.getByRole('link', { name: 'Go to the sign-in' }).click();
  await page.getByRole('button', { name: 'Sign in', exact: true }).waitFor();
});
