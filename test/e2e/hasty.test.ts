/** Hasty hands, closed tabs, Back and copies of a tab: one form makes one submission and one lead all the same. */
import type { Route } from 'playwright';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { launchBrowser } from './browser.ts';
import {
  answer,
  arrive,
  ending,
  isThereOnce,
  meet,
  newEmail,
  type Person,
  sendButton,
  sent,
} from './person.ts';
import { openSite, type Site } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site?.close());

describe('hasty hands', () => {
  const ways: [string, (person: Person) => Promise<unknown>][] = [
    ['a double click on Send', ({ page }) => sendButton(page).dblclick()],
    [
      'Enter and a click at the same moment',
      async ({ page }) => {
        await page.getByRole('textbox', { name: 'Work email' }).focus();
        const box = await sendButton(page).boundingBox();
        if (!box) throw new Error('There is no Send.');
        await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
        await Promise.all([page.keyboard.press('Enter'), page.mouse.down(), page.mouse.up()]);
      },
    ],
    [
      'Enter again and again',
      async ({ page }) => {
        await page.getByRole('textbox', { name: 'Work email' }).focus();
        await Promise.all([1, 2, 3].map(() => page.keyboard.press('Enter')));
      },
    ],
  ];

  test.each(ways)('%s', async (_, press) => {
    const person = await arrive(site);
    const { page } = person;
    const tries = await meet(page);
    await answer(person);
    await press(person);
    await ending(page).waitFor();
    await page.getByText(sent).waitFor();
    expect(tries()).toBe(1);
    await isThereOnce(site, person);
  });

  test('the tab is closed right after Send: what could not leave is sent by the next page', async () => {
    const person = await arrive(site);
    const { page } = person;
    const held = Promise.withResolvers<Route>();
    // Nothing gets out of this tab.
    await meet(page, async (route) => held.resolve(route));
    await answer(person);
    await sendButton(page).click();
    const sending = await held.promise;
    // Nor does its last breath. What is only held back would go on its way once nobody is left to hold it.
    await page.context().setOffline(true);
    await sending.abort();
    await page.close();
    expect(await site.leadsOf(person.email)).toEqual([]);
    await page.context().setOffline(false);

    const next = await person.tab();
    await next.goto(`${site.url}/demo/crm/pricing.html`);
    await isThereOnce(site, person);
    // The new page asks its own first question: nothing of the form that was sent is left.
    await next.getByRole('radiogroup', { name: 'What can we show you?' }).waitFor();
    expect(await next.getByRole('radio', { checked: true }).count()).toBe(0);
  });

  test('the tab is closed while the answers are on their way', async () => {
    const person = await arrive(site);
    await answer(person);
    await sendButton(person.page).click();
    await person.page.close();
    const next = await person.tab();
    await next.goto(`${site.url}/demo/crm/pricing.html`);
    await isThereOnce(site, person);
  });
});

describe('moving about', () => {
  test('Back while the answers are on their way: the page before sends what is left, once', async () => {
    const person = await arrive(site);
    const { page } = person;
    await page.goto(`${site.url}/demo/crm/pricing.html`);
    const held = Promise.withResolvers<void>();
    await meet(page, async () => held.resolve());
    await answer(person);
    await sendButton(page).click();
    await held.promise;
    await page.goBack();
    await isThereOnce(site, person);
    // And forward again: the form is at its beginning, and sends nothing more.
    await page.goForward();
    await page.getByRole('radiogroup', { name: 'What can we show you?' }).waitFor();
    await isThereOnce(site, person);
  });

  test('a page that the browser brings back as it was says how things stand, and sends nothing twice', async () => {
    const browser = await launchBrowser({ ignoreDefaultArgs: ['--disable-back-forward-cache'] });
    onTestFinished(() => browser.close());
    const page = await browser.newPage();
    await page.goto(`${site.url}/demo/crm/`);
    const email = newEmail();
    await answer({ page, email });
    await sendButton(page).click();
    await page.getByText(sent).waitFor();
    await page.evaluate(() => {
      addEventListener('pageshow', ({ persisted }) => {
        document.documentElement.title = persisted ? 'as it was' : 'anew';
      });
    });
    await page.goto(`${site.url}/demo/docs/running.html`);
    await page.evaluate(() => history.back());
    await page.waitForFunction(() => document.documentElement.title === 'as it was');
    expect(await page.getByText(sent).isVisible()).toBe(true);
    expect(await ending(page).isVisible()).toBe(true);
    expect((await site.leadsOf(email)).map((lead) => lead.submissions.length)).toEqual([1]);
  });

  test('a tab and its copy, with one draft between them, make one submission', async () => {
    const person = await arrive(site);
    const { page } = person;
    const address = `${site.url}/demo/crm/session.html`;
    await page.context().route(address, (route) =>
      route.fulfill({
        contentType: 'text/html',
        body: '<!doctype html><html lang="en"><title>A page</title><link rel="icon" href="data:,"><script async src="/f/crm-demo.js" data-persist="session"></script>',
      }),
    );
    await page.goto(address);
    await answer(person);
    const kept = () => sessionStorage.getItem('qualiform:draft:crm-demo') ?? '{}';
    await expect.poll(async () => JSON.parse(await page.evaluate(kept)).values?.privacy).toBe(true);
    // What a tab keeps for itself goes along to its copy.
    const [copy] = await Promise.all([
      page.waitForEvent('popup'),
      page.evaluate(() => void open(location.href)),
    ]);
    await copy.getByRole('checkbox', { checked: true }).waitFor();
    for (const tab of [page, copy]) {
      await sendButton(tab).click();
      await tab.getByText(sent).waitFor();
    }
    const leads = await site.leadsOf(person.email);
    expect(leads.map((lead) => lead.submissions.length)).toEqual([1]);
  });
});
