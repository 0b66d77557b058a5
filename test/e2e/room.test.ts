/** Nothing on the page moves because of a form, but where the visitor has just pressed something. */
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { eventually } from './patience.ts';
import { openSite, type Site, type Visitor } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site?.close());

/** Sums what Chromium counts as layout shift: all that moves without a press within the last half second. */
function watchShifts() {
  const shifts: string[] = [];
  Object.assign(window, { shifts });
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & {
      value: number;
      hadRecentInput: boolean;
      sources: { node: Node | null }[];
    })[])
      if (!entry.hadRecentInput)
        shifts.push(`${entry.value} ${entry.sources.map(({ node }) => node?.nodeName)}`);
  });
  observer.observe({ type: 'layout-shift', buffered: true });
}

const shiftsOf = (page: Page) => page.evaluate(() => (window as unknown as { shifts: string[] }).shifts);

async function visitor(): Promise<Visitor> {
  const here = await site.visitor();
  onTestFinished(here.leave);
  await here.page.addInitScript(watchShifts);
  return here;
}

const host = (tag: string) =>
  `<!doctype html><html lang="en"><title>Host</title><link rel="icon" href="data:,"><h1>A page</h1>${tag}<p>What stands below</p>`;

/** A page that is painted before the form's script comes. */
async function open({ page }: Visitor, tag: string) {
  await page.route('**/host', (route) => route.fulfill({ contentType: 'text/html', body: host(tag) }));
  const gate = Promise.withResolvers<void>();
  await page.route('**/lazy/widget-*', (route) => gate.promise.then(() => route.continue()));
  await page.goto(`${site.url}/host`);
  await page.evaluate(() => new Promise((painted) => requestAnimationFrame(() => setTimeout(painted))));
  gate.resolve();
}

async function goThrough(page: Page) {
  for (const option of [
    'A demo: it would be our first CRM',
    'Sales director, head of sales',
    '50–200',
    'Yes, it is approved',
  ])
    await page.getByText(option, { exact: true }).click();
  await page.getByRole('combobox').selectOption({ index: 1 });
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('textbox', { name: 'First name' }).fill('Ida');
  await page.getByRole('textbox', { name: 'Work email' }).fill(`ida${Date.now()}@harbour.example`);
  await page.getByRole('checkbox').check();
  await page.getByRole('button', { name: 'Send' }).click();
  await page.getByText('Your answers have been sent.').waitFor();
}

/** What the element keeps free at this moment. */
const kept = (page: Page) =>
  page.locator('qualiform-form').evaluate((element) => (element as HTMLElement).style.minHeight);

describe('from the first paint to the ending nothing moves', () => {
  test('on a page that gives the form its place', async () => {
    const here = await visitor();
    await here.page.goto(`${site.url}/demo/crm/`);
    await goThrough(here.page);
    expect(await shiftsOf(here.page)).toEqual([]);
    expect(here.seen.trouble).toEqual([]);
  });

  test('where the tag of /embed.js keeps room, until the visitor goes on', async () => {
    const here = await visitor();
    await open(here, '<script src="/embed.js" data-form="crm-demo" data-height="640"></script>');
    expect(await kept(here.page)).toBe('640px');
    await here.page.getByRole('radiogroup', { name: 'What can we show you?' }).waitFor();
    await goThrough(here.page);
    expect(await shiftsOf(here.page)).toEqual([]);
    expect(await kept(here.page)).toBe('');
  });

  test('where somebody comes back, who finds the room of last time', async () => {
    const here = await visitor();
    const { page } = here;
    const tag = '<script src="/embed.js" data-form="crm-demo"></script>';
    await open(here, tag);
    await page.getByText('A demo: it would be our first CRM', { exact: true }).click();
    const second = page.getByRole('radiogroup', { name: 'And what is your part?' });
    await second.waitFor();
    await page.reload();
    await eventually(() => kept(page)).toMatch(/^\d+px$/);
    await second.waitFor();
    expect(await shiftsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Back' }).click();
    await eventually(() => kept(page)).toBe('');
  });

  test('but nothing is remembered where nothing may be kept', async () => {
    const here = await visitor();
    const { page } = here;
    await open(here, '<script src="/embed.js" data-form="crm-demo" data-persist="none"></script>');
    await page.getByRole('radiogroup', { name: 'What can we show you?' }).waitFor();
    await page.reload();
    await page.getByRole('radiogroup', { name: 'What can we show you?' }).waitFor();
    expect(
      await page.evaluate(() => Object.keys(localStorage).length + Object.keys(sessionStorage).length),
    ).toBe(0);
    expect(await kept(page)).toBe('');
  });
});
