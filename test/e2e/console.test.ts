/** The console as its people use it: the built app on the real server in a real browser, by keyboard where it counts. */
import { readFileSync } from 'node:fs';
import axe from 'axe-core';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { starter } from '../../server/console/forms/starter.ts';
import { type Started, startServer } from '../server/start.ts';
import { openBrowser } from './browser.ts';

let server: Started;
let page: Page;
/** What the pages' own policy stopped, and what broke. Nothing may ever stand here. */
const wrong: string[] = [];

const form = 'first-steps';
/** Markup as somebody types it who is up to no good. */
const nasty = '<img src=x onerror="document.title=`broken in`"><script>document.title="broken in"</script>';

const admin = (path: string, init: RequestInit = {}) =>
  fetch(`${server.url}/api${path}`, {
    ...init,
    headers: { authorization: `Bearer ${server.key}`, 'content-type': 'application/json' },
  });

async function submit(answers: Record<string, unknown>, id: string, proof?: object) {
  const answer = await fetch(`${server.url}/v1/forms/${form}/submissions`, {
    method: 'POST',
    body: JSON.stringify({ id, version: 1, status: 'complete', answers, context: {}, signals: {}, proof }),
  });
  expect(answer.status).toBe(201);
}

const uuid = (n: number) => `01990000-0000-7000-8000-${String(n).padStart(12, '0')}`;

async function openPage(viewport: { width: number; height: number }, signedIn = true): Promise<Page> {
  const browser = await openBrowser();
  const context = await browser.newContext({ viewport, permissions: ['clipboard-read', 'clipboard-write'] });
  const opened = await context.newPage();
  opened.setDefaultTimeout(20_000);
  await opened.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) =>
      console.error(`Policy stopped ${event.violatedDirective}: ${event.blockedURI} ${event.sample}`),
    );
  });
  opened.on('pageerror', (error) => wrong.push(String(error.stack)));
  opened.on('console', (message) => {
    // Asking who is there is answered with 401 where nobody is, and a browser notes that.
    if (message.type() === 'error' && !message.text().includes('401')) wrong.push(message.text());
  });
  await opened.goto(`${server.url}/console`);
  if (signedIn) await signIn(opened);
  return opened;
}

async function signIn(on: Page, key = server.key) {
  await on.getByLabel('Key').fill(key);
  await on.keyboard.press('Enter');
}

/** Serious findings of axe on what is shown, shadow roots included. */
async function findings(on: Page): Promise<string[]> {
  await on.evaluate(axe.source);
  const { violations } = await on.evaluate(() =>
    (globalThis as unknown as { axe: typeof axe }).axe.run(document, { resultTypes: ['violations'] }),
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, nodes }) =>
        `${id}: ${nodes.map(({ html, any }) => `${html} ${any[0]?.message ?? ''}`).join('\n')}`,
    );
}

const chipOf = (name: string) => page.getByRole('row').filter({ hasText: name }).locator('.chip');

/** The line of the JSON that the cursor is in, once it is one with this text. */
const lineInHand = (text: string) => page.locator('.cm-line.cm-activeLine').filter({ hasText: text });

/** Puts the cursor on a text in the JSON, as with the editor's own search, and types another instead. */
async function retype(text: string, instead: string) {
  await page.locator('.cm-content').focus();
  await page.keyboard.press('ControlOrMeta+f');
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await page.keyboard.insertText(instead);
}

beforeAll(async () => {
  server = await startServer();
  expect((await admin(`/forms/${form}`, { method: 'PUT', body: starter(form, 'First steps') })).status).toBe(
    200,
  );
  expect((await admin(`/forms/${form}/publish`, { method: 'POST' })).status).toBe(201);
  await submit({ need: 'buy', size: 's50', first_name: 'Ana', email: 'ana@northgate.example' }, uuid(1));
  await submit({ need: 'compare', size: 's10_49', first_name: nasty, email: 'ben@acorn.example' }, uuid(2));
  await submit({ need: 'learn', first_name: 'Cleo', email: 'cleo@fjord.example' }, uuid(3));
  page = await openPage({ width: 1280, height: 800 }, false);
});

afterAll(async () => {
  await page?.context().close();
  await server?.stop();
});

describe('signing in', () => {
  test('a wrong key is refused in words, the right one opens the leads', async () => {
    await signIn(page, 'not-the-key-of-this-server');
    await page.getByRole('alert').getByText('This key is not known here.').waitFor();
    expect(await findings(page)).toEqual([]);

    await signIn(page);
    await page.getByRole('row').filter({ hasText: 'Ana' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/console/leads');
  });

  test('an expired session asks again over the same address, and what is typed is still there', async () => {
    const own = await openPage({ width: 1280, height: 800 });
    await own.getByRole('row').filter({ hasText: 'Ana' }).getByRole('link').click();
    await own.getByRole('heading', { name: 'Receipt' }).waitFor();
    const address = own.url();
    await own.keyboard.press('e');
    await own.getByLabel('SAL').check();
    await own.getByLabel('Why').fill('Called back');
    await own.context().clearCookies();
    await own.getByRole('button', { name: 'Move to SAL' }).click();

    await own.getByRole('dialog', { name: 'Sign in again' }).waitFor();
    await signIn(own);
    await own.getByRole('dialog', { name: 'Sign in again' }).waitFor({ state: 'detached' });
    expect(own.url()).toBe(address);
    expect(await own.getByLabel('Why').inputValue()).toBe('Called back');
    await own.context().close();
  });
});

describe('leads', () => {
  test('a lead is found and opened by keyboard: j, Enter, its receipt, Escape', async () => {
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('k');
    await page.keyboard.press('k');
    const name = await page.evaluate(() => document.activeElement?.textContent);
    await page.keyboard.press('Enter');
    await page.getByRole('complementary', { name: 'Lead' }).getByRole('heading', { level: 1 }).waitFor();
    expect(await page.getByRole('complementary').getByRole('heading', { level: 1 }).textContent()).toBe(name);
    expect(await findings(page)).toEqual([]);

    await page.keyboard.press('Escape');
    await page.getByRole('complementary').waitFor({ state: 'detached' });
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(name);
  });

  test('the receipt sums to the score, dimension by dimension', async () => {
    await page.getByRole('link', { name: 'Ana' }).click();
    const receipt = page.getByRole('complementary').locator('.receipt');
    await receipt.waitFor();
    const text = (await receipt.innerText()).replaceAll(/\s+/g, ' ');
    expect(text).toMatch(/Fit .*50 or more \+40 .*address of the company \+10 Fit of 60 50/);
    expect(text).toMatch(/Intent .*buy soon \+30 Intent of 40 30/);
    expect(text).toMatch(/Score 80$/);
  });

  test('markup in answers is shown as it was typed and never becomes part of the page', async () => {
    await page.getByRole('row').filter({ hasText: 'ben@acorn.example' }).getByRole('link').click();
    await page.getByRole('complementary').getByText(nasty).first().waitFor();
    expect(await page.locator('main img, main script').count()).toBe(0);
    expect(await page.title()).toBe('Leads · Qualiform');
  });

  test('a move needs a reason, shows in the history, and can be undone', async () => {
    await page.getByRole('link', { name: 'Cleo' }).click();
    await page.getByRole('complementary').getByRole('heading', { name: 'Cleo' }).waitFor();
    await page.keyboard.press('e');
    await page.getByRole('dialog', { name: 'Move Cleo' }).waitFor();
    expect(await findings(page)).toEqual([]);
    await page.keyboard.press('5');
    await page.keyboard.press('Enter');
    await page.getByText('Say why in a few words.').waitFor();
    await page.getByLabel('Why').fill('Wants to talk in spring');
    await page.keyboard.press('Enter');

    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await chipOf('Cleo').getByText('Nurture').waitFor();
    await page.getByRole('complementary').getByText('Wants to talk in spring').waitFor();

    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('complementary').getByText('Undo', { exact: true }).waitFor();
    await chipOf('Cleo').getByText('Lead', { exact: true }).waitFor();
  });

  test('stages and words narrow the list, and the address keeps them', async () => {
    await page.keyboard.press('Escape');
    await page.getByRole('navigation', { name: 'Stages' }).getByRole('link', { name: /^SQL/ }).click();
    await page.getByRole('link', { name: 'Cleo' }).waitFor({ state: 'detached' });
    expect(new URL(page.url()).search).toBe('?stage=sql');
    await page.getByRole('navigation', { name: 'Stages' }).getByRole('link', { name: /^All/ }).click();
    await page.getByRole('link', { name: 'Cleo' }).waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('nobody of this name');
    await page.getByRole('heading', { name: 'No lead matches' }).waitFor();
    expect(await findings(page)).toEqual([]);
    await page.getByRole('link', { name: 'Show all leads' }).click();
    await page.getByRole('link', { name: 'Cleo' }).waitFor();
  });

  test('a lead that comes in while somebody looks appears by itself, highlighted', async () => {
    await submit({ need: 'buy', size: 's50', first_name: 'Dora', email: 'dora@lumen.example' }, uuid(4));
    await page.locator('.is-fresh').filter({ hasText: 'Dora' }).waitFor();
    await page.getByRole('status').getByText('Dora arrived').waitFor({ state: 'attached' });
  });

  test('a lead has a page of its own, with answers, consents and the way to each submission', async () => {
    await page.getByRole('link', { name: 'Ana' }).focus();
    await page.keyboard.press('o');
    await page.getByRole('heading', { level: 1, name: 'Ana' }).waitFor();
    expect(new URL(page.url()).pathname).toMatch(/^\/console\/leads\/[\w-]+$/);
    await page.getByText('What brings you here?', { exact: true }).waitFor();
    expect(await findings(page)).toEqual([]);
    await page.locator('.lead-submissions').getByRole('link').click();
    await page.getByRole('heading', { name: 'Answers as sent' }).waitFor();
    expect(await findings(page)).toEqual([]);
    await page.goBack();
    await page.getByRole('heading', { level: 1, name: 'Ana' }).waitFor();
  });
});

describe('personal data', () => {
  /** What the browser saved. */
  async function download(press: () => Promise<void>): Promise<{ name: string; text: string }> {
    const [saved] = await Promise.all([page.waitForEvent('download'), press()]);
    return { name: saved.suggestedFilename(), text: readFileSync(await saved.path(), 'utf8') };
  }

  test('what is listed comes as a file, and so does everything about one person', async () => {
    await page.goto(`${server.url}/console/leads?form=${form}&q=northgate`);
    await page.getByRole('link', { name: 'Ana' }).waitFor();
    const table = await download(() => page.getByRole('link', { name: 'CSV' }).click());
    expect(table.name).toMatch(/^leads-.*\.csv$/);
    expect(table.text).toMatch(
      /^\ufeffLead id,.*What brings you here\?.*\r\n.*ana@northgate\.example.*I want to buy soon.*\r\n$/,
    );
    await page.getByRole('link', { name: 'Ana' }).click();
    const person = await download(() => page.getByRole('link', { name: 'Download all of it' }).click());
    expect(person.name).toMatch(/^person-.*\.json$/);
    expect(JSON.parse(person.text).person).toMatchObject({ name: 'Ana', email: 'ana@northgate.example' });
  });

  test('somebody is erased after the address was typed, from the list and by its page', async () => {
    for (const [n, place] of [
      [5, 'list'],
      [6, 'page'],
    ] as const) {
      const email = `eve-${n}@lumen.example`;
      await submit({ need: 'buy', size: 's50', first_name: `Eve ${n}`, email }, uuid(n));
      await page.goto(`${server.url}/console/leads`);
      await page.getByRole('link', { name: `Eve ${n}` }).click();
      await page.getByRole('button', { name: 'Erase …' }).waitFor();
      if (place === 'page') await page.getByRole('link', { name: 'Open as its own page' }).click();
      await page.getByRole('button', { name: 'Erase …' }).click();
      const dialog = page.getByRole('dialog', { name: `Erase Eve ${n}` });
      await dialog.getByText('1 submission, with the consents in them').waitFor();
      expect(await findings(page)).toEqual([]);
      await page.keyboard.type('eve@lumen.example');
      expect(await dialog.getByRole('button', { name: 'Erase for good' }).isDisabled()).toBe(true);
      await page.keyboard.press('ControlOrMeta+a');
      await page.keyboard.type(email.toUpperCase());
      await page.keyboard.press('Enter');
      await page.getByText(`Eve ${n} is erased`).waitFor();
      await page.getByRole('link', { name: `Eve ${n}` }).waitFor({ state: 'detached' });
      expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe('/console/leads');
      const { leads } = (await (await admin(`/leads?q=${email}`)).json()) as { leads: unknown[] };
      expect(leads).toEqual([]);
    }
  });

  test('who only ever was in quarantine is found by the address, handed out, and erased', async () => {
    const email = 'odd@lumen.example';
    await submit({ need: 'buy', size: 's50', first_name: 'Odd', email }, uuid(7), { trap: 'x' });
    await page.goto(`${server.url}/console/leads?q=${encodeURIComponent(email)}`);
    await page.getByText('No lead matches').waitFor();
    const person = await download(() => page.getByRole('button', { name: 'Download all of it' }).click());
    expect(JSON.parse(person.text)).toMatchObject({ person: null, submissions: [{ setAside: true }] });
    await page.goto(`${server.url}/console/quarantine`);
    await page.getByRole('link', { name: 'Odd' }).click();
    await page.getByRole('button', { name: 'Erase …' }).click();
    await page.getByRole('dialog', { name: `Erase ${email}` }).waitFor();
    expect(await findings(page)).toEqual([]);
    await page.keyboard.type(email);
    await page.keyboard.press('Enter');
    await page.getByText(`${email} is erased`).waitFor();
    await page.getByText('Nothing is set aside').waitFor();
  });
});

describe('forms', () => {
  test('the list says what is live', async () => {
    await page.keyboard.press('g');
    await page.keyboard.press('f');
    const row = page.getByRole('row').filter({ hasText: 'First steps' });
    await row.getByText('v1').waitFor();
    expect(await findings(page)).toEqual([]);
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.locator('.cm-content').waitFor();
  });

  test('a mistake is marked at its line and listed with what was meant; mending it clears both', async () => {
    await page.getByText('No problems, 2 tests passed').waitFor();
    expect(await findings(page)).toEqual([]);

    await retype('{ "need"', '{ "nead"');
    const problem = page.locator('.problem-error').first();
    await problem.getByText(/did you mean "?need"?/i).waitFor();
    await page.locator('.cm-lint-marker-error').first().waitFor();
    expect(await findings(page)).toEqual([]);

    await page.keyboard.press('ControlOrMeta+Home');
    await problem.click();
    await lineInHand('"nead"').waitFor();
    expect(await page.locator('.cm-lineNumbers .cm-activeLineGutter').textContent()).toBe(
      await problem.locator('.problem-line').textContent(),
    );

    await page.getByRole('navigation', { name: 'Structure' }).getByRole('button', { name: /^MQL/ }).click();
    await lineInHand('"mql"').waitFor();
    await page.keyboard.press('ControlOrMeta+z');
    await page.getByText('No problems, 2 tests passed').waitFor();
  });

  test('the preview is the real widget, follows the JSON, and shows the verdict while answering', async () => {
    const preview = page.getByRole('region', { name: 'Preview' });
    await preview.getByRole('radio', { name: 'I want to buy soon' }).click();
    const verdict = page.getByRole('region', { name: 'Verdict' });
    await verdict.getByText('What brings you here? I want to buy soon').waitFor();
    await preview.getByRole('radio', { name: '50 or more' }).click();
    await verdict.locator('.chip').getByText('SQL').waitFor();
    expect((await verdict.locator('.receipt-total').innerText()).replaceAll(/\s+/g, ' ')).toBe('Score 70');
    await verdict.getByText('Ending talk').waitFor();

    await retype('Where can we reach you?', 'Where shall we write to?');
    await preview.getByRole('heading', { name: 'Where shall we write to?' }).waitFor();
    await verdict.locator('.chip').getByText('SQL').waitFor();
    await preview.getByLabel('Dark').check();
    await preview.getByLabel('Phone').check();
    expect(await findings(page)).toEqual([]);
    await preview.getByLabel('Light').check();
  });

  test('leaving asks first, and what was typed survives a reload', async () => {
    await page.getByRole('link', { name: 'Leads' }).first().click();
    await page.getByRole('dialog', { name: 'Leave without saving?' }).waitFor();
    expect(await findings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Stay' }).click();
    page.once('dialog', (dialog) => void dialog.accept());
    await page.reload();
    await page.getByText('Your unsaved changes are back').waitFor();
    await page.getByRole('button', { name: /^Where shall we write to/ }).waitFor();
  });

  test('saving and publishing make the next version, after a look at what changes', async () => {
    await page.getByText('Unsaved changes', { exact: true }).waitFor();
    await page.locator('.cm-content').focus();
    await page.keyboard.press('ControlOrMeta+s');
    await page.getByText('Draft saved', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Publish' }).click();
    const dialog = page.getByRole('dialog', { name: 'Publish a new version' });
    await dialog.getByText('Step “contact”').waitFor();
    expect(await findings(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Publish version 2' }).click();
    await page.getByText('v2 live').waitFor();
    const { versions } = (await (await admin(`/forms/${form}/versions`)).json()) as { versions: unknown[] };
    expect(versions).toHaveLength(2);
  });

  test('the snippet is copied with one press and says so', async () => {
    await page.getByRole('button', { name: 'Snippet' }).click();
    await page.getByRole('button', { name: 'Copy One tag' }).click();
    await page.getByRole('button', { name: 'Copied One tag' }).waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
      `<script async src="${server.url}/f/${form}.js"></script>`,
    );
    expect(await findings(page)).toEqual([]);
    await page.keyboard.press('Escape');
  });

  test('a new form starts as one that can be published', async () => {
    await page.getByRole('link', { name: 'Forms' }).first().click();
    await page.getByRole('button', { name: 'New form' }).click();
    await page.getByLabel('Title').fill('Umów rozmowę');
    expect(await page.getByLabel('Id').inputValue()).toBe('umow-rozmowe');
    expect(await findings(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await page.getByText('No problems, 2 tests passed').waitFor();
    await page.getByText('Not published').waitFor();
  });
});

describe('on a phone', () => {
  test('list, lead and form fit without scrolling sideways', async () => {
    const phone = await openPage({ width: 390, height: 844 });
    const isTooWide = () =>
      phone.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
    await phone.getByRole('link', { name: 'Ana' }).waitFor();
    expect(await isTooWide()).toBe(false);
    expect(await findings(phone)).toEqual([]);
    await phone.getByRole('link', { name: 'Ana' }).click();
    await phone.getByRole('heading', { name: 'Receipt' }).waitFor();
    expect(await isTooWide()).toBe(false);
    expect(await findings(phone)).toEqual([]);
    await phone.goto(`${server.url}/console/forms/${form}`);
    await phone.getByRole('button', { name: 'Preview' }).click();
    await phone.getByRole('heading', { name: 'What brings you here?' }).waitFor();
    expect(await isTooWide()).toBe(false);
    expect(await findings(phone)).toEqual([]);
    await phone.context().close();
  });
});

test('the policy of the console stopped nothing, and nothing broke', () => {
  expect(wrong).toEqual([]);
});
