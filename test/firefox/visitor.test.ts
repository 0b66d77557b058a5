/** The same form in another browser's engine: by mouse and by keyboard to its ending, under the strictest policy, and back from a draft. */
import { type Browser, type KeyInput, launch, type Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { Lead } from '../../server/leads/lead.ts';
import { eventually } from '../e2e/patience.ts';
import { type Started, startServer } from '../server/start.ts';
import { findFirefox } from './firefox.ts';

let server: Started;
let browser: Browser;
beforeAll(async () => {
  const executablePath = await findFirefox();
  if (executablePath === undefined) throw new Error('This file is run only where there is a Firefox.');
  [server, browser] = await Promise.all([
    startServer({ demo: true }),
    launch({ browser: 'firefox', executablePath, headless: true }),
  ]);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

/** A page of somebody new, and what went wrong on it. */
async function open(path: string): Promise<{ page: Page; trouble: string[] }> {
  const context = await browser.createBrowserContext();
  onTestFinished(() => context.close());
  const page = await context.newPage();
  const trouble: string[] = [];
  // An icon that the page itself forbids is no matter of the form.
  const note = (text: string) => !text.includes('favicon.ico') && trouble.push(text);
  page.on('console', (message) => message.type() === 'error' && note(message.text()));
  page.on('pageerror', (error) => note(String(error)));
  await page.goto(server.url + path);
  return { page, trouble };
}

/** A control by its name in the form: what a label says. `>>>` goes through shadow roots. */
const at = (selector: string) => `qualiform-form >>> ${selector}`;
const press = async (page: Page, selector: string) => {
  const found = await page.waitForSelector(at(selector), { visible: true });
  // At once, on a page that scrolls smoothly too: it must not move between the measuring and the click.
  await found?.evaluate((element) => element.scrollIntoView({ block: 'center', behavior: 'instant' }));
  await found?.click();
};
const text = (page: Page) =>
  page.evaluate(() => document.querySelector('qualiform-form')?.shadowRoot?.textContent ?? '');
const heading = (page: Page) =>
  page.evaluate(
    () => document.querySelector('qualiform-form')?.shadowRoot?.querySelector('h2')?.textContent ?? '',
  );
/** The widget has taken over what the first script drew. */
const isAlive = (page: Page) =>
  eventually(() =>
    page.evaluate(() => {
      const host = document.querySelector('qualiform-form') as { drawn?: unknown } | null;
      return host?.drawn !== undefined;
    }),
  ).toBe(true);

async function leadsOf(email: string): Promise<Lead[]> {
  const answer = await fetch(`${server.url}/api/leads?q=${encodeURIComponent(email)}`, {
    headers: server.headers,
  });
  return ((await answer.json()) as { leads: Lead[] }).leads;
}

async function guide(page: Page, email: string) {
  await press(page, 'label.card:has([value=guide])');
  await press(page, '[name=email]');
  await page.keyboard.type(email);
  await press(page, '[name=privacy]');
  await press(page, '[type=submit]');
  await eventually(() => text(page)).toContain('Your answers have been sent.');
}

test('by mouse to the guide', async () => {
  const { page, trouble } = await open('/demo/crm/');
  await isAlive(page);
  await guide(page, 'fox.mouse@harbour.example');
  expect(await heading(page)).toContain('The buyer’s guide is yours');
  expect((await leadsOf('fox.mouse@harbour.example')).map(({ outcome }) => outcome)).toEqual(['guide']);
  expect(trouble).toEqual([]);
});

test('by number keys, Tab and Enter to the calendar', async () => {
  const { page, trouble } = await open('/demo/crm/');
  await isAlive(page);
  await (await page.waitForSelector(at('[name=need]')))?.focus();
  // Number keys choose and go on; then names and the address; Enter means Next.
  for (const [number, next] of [
    ['1', 'And what is your part?'],
    ['1', 'How many people work at your company?'],
    ['3', 'Is there a budget?'],
  ] as const) {
    await page.keyboard.press(number);
    await eventually(() => text(page)).toContain(next);
  }
  await press(page, 'label.card:has([value=approved])');
  await (await page.waitForSelector(at('select[name=start]')))?.select('month');
  await press(page, '[type=submit]');
  await press(page, '[name=first_name]');
  await page.keyboard.type('Anna');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Northpier');
  await page.keyboard.press('Tab');
  await page.keyboard.type('fox.keys@harbour.example');
  await page.keyboard.press('Tab');
  await page.keyboard.press(' ' as KeyInput);
  await press(page, '[type=submit]');
  await eventually(() => text(page)).toContain('Your answers have been sent.');
  expect((await leadsOf('fox.keys@harbour.example')).map(({ stage, outcome }) => [stage, outcome])).toEqual([
    ['sql', 'book'],
  ]);
  expect(trouble).toEqual([]);
});

test('a draft is there after a reload', async () => {
  const { page } = await open('/demo/crm/');
  await isAlive(page);
  await press(page, 'label.card:has([value=switch])');
  await eventually(() => text(page)).toContain('And what is your part?');
  await page.reload();
  await eventually(() => text(page)).toContain('And what is your part?');
});

test.each(['/demo/hostile/csp.html', '/demo/hostile/reset.html', '/demo/hostile/prototype.html'])(
  '%s lets the form through',
  async (path) => {
    const { page, trouble } = await open(path);
    await isAlive(page);
    const email = `fox.${path.length}@harbour.example`;
    await guide(page, email);
    expect(await leadsOf(email)).toHaveLength(1);
    expect(trouble).toEqual([]);
  },
);

test('a popup opens from its link, keeps the page behind still, and closes by Escape', async () => {
  const { page, trouble } = await open('/demo/modes/popup.html');
  await isAlive(page);
  const isOpen = () =>
    page.evaluate(
      () => document.querySelector('qualiform-form')?.shadowRoot?.querySelector('dialog')?.open ?? null,
    );
  // Before its frame is there, the link leads where it leads.
  await eventually(isOpen).toBe(false);
  await eventually(async () => {
    if (!(await isOpen())) await (await page.$('a.book'))?.click();
    return isOpen();
  }).toBe(true);
  await eventually(() =>
    page.evaluate(
      () =>
        document.querySelector('qualiform-form')?.shadowRoot?.querySelector('.place')?.shadowRoot
          ?.textContent ?? '',
    ),
  ).toContain('What can we show you?');
  await page.keyboard.press('Escape');
  await eventually(isOpen).toBe(false);
  expect(await page.evaluate(() => document.documentElement.getAttribute('style'))).toBeNull();
  expect(trouble).toEqual([]);
});

test('in Arabic it runs from right to left', async () => {
  const { page, trouble } = await open('/f/design-study?lang=ar');
  await isAlive(page);
  const direction = await page.evaluate(() => {
    const root = document.querySelector('qualiform-form')?.shadowRoot?.firstElementChild;
    return root && [getComputedStyle(root).direction, root.getAttribute('lang')];
  });
  expect(direction).toEqual(['rtl', 'ar']);
  expect(trouble).toEqual([]);
});
