/** Every way of showing a form, on the gallery's pages: it opens when it should, keeps to itself, and leaves the page as it was. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { findings } from './axe.ts';
import { eventually } from './patience.ts';
import { narrow, openSite, type Site, type Visitor, wide } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site?.close());

async function open(path: string, screen: object = wide): Promise<Visitor> {
  // Half-way through a movement colours are half of what they are.
  const visitor = await site.visitor({ ...screen, reducedMotion: 'reduce' });
  onTestFinished(visitor.leave);
  await visitor.page.goto(`${site.url}/demo/modes/${path}`);
  return visitor;
}

/** How the page behind stands. */
const stand = (page: Page) =>
  page.evaluate(() => ({
    scroll: scrollY,
    style: document.documentElement.getAttribute('style'),
    width: document.body.getBoundingClientRect().width,
  }));

/** The innermost element with the keyboard. */
const focused = (page: Page) =>
  page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return {
      name: element?.localName,
      text: element?.textContent?.trim() ?? '',
      isForm: document.activeElement?.localName === 'qualiform-form',
    };
  });

const question = (page: Page) => page.getByRole('radiogroup', { name: 'What can we show you?' });
const dialog = (page: Page) => page.getByRole('dialog', { name: 'Book a Tidewick demo' });

describe.each([
  ['wide', wide],
  ['narrow', narrow],
])('a popup on a %s screen', (_, screen) => {
  test('is a modal: the keyboard stays in it, the page stands still, and all is as before when it is closed', async () => {
    const { page, seen } = await open('popup.html', screen);
    const button = page.locator('button.book');
    await button.scrollIntoViewIfNeeded();
    await page.locator('qualiform-form').waitFor({ state: 'attached' });
    await eventually(() => seen.asked.some((request) => /shell/.test(request.url()))).toBe(true);
    const before = await stand(page);
    expect(before.scroll).toBeGreaterThan(100);
    expect(await findings(page)).toEqual([]);

    const opens = async () => {
      await button.focus();
      await page.keyboard.press('Enter');
      return dialog(page).isVisible();
    };
    await eventually(opens).toBe(true);
    await question(page).waitFor();
    expect((await focused(page)).name).toBe('input');
    expect(await findings(page)).toEqual([]);
    // Once round: nothing outside is ever reached.
    for (let press = 0; press < 8; press += 1) {
      await page.keyboard.press('Tab');
      const { isForm, name } = await focused(page);
      expect(isForm || name === 'body').toBe(true);
    }
    await page.mouse.wheel(0, 2000);
    expect((await stand(page)).scroll).toBe(before.scroll);
    expect((await stand(page)).width).toBe(before.width);

    await page.keyboard.press('Escape');
    await dialog(page).waitFor({ state: 'hidden' });
    expect((await focused(page)).text).toBe('Book a demo');
    expect(await stand(page)).toEqual(before);
    expect(seen.heard('open')).toEqual([{ form: 'crm-demo', version: 1, by: 'visitor' }]);
    expect(seen.heard('close')).toEqual([{ form: 'crm-demo', version: 1, by: 'visitor' }]);
    expect(seen.trouble).toEqual([]);
  });

  test('goes to its ending, keeps what was answered while it is closed, and begins anew after the end', async () => {
    const { page, seen } = await open('popup.html', screen);
    await eventually(() => seen.asked.some((request) => /shell/.test(request.url()))).toBe(true);
    const link = page.locator('a.book');
    const opens = async () => {
      await link.click();
      return page.url().includes('/popup.html') && dialog(page).isVisible();
    };
    await eventually(opens).toBe(true);
    await page.getByRole('radio', { name: 'The buyer’s guide, for now' }).click();
    const email = page.getByRole('textbox', { name: 'Work email' });
    await email.fill(`popup.${screen === wide ? 'wide' : 'narrow'}@harbour.example`);
    await page.getByRole('button', { name: 'Close' }).click();
    await link.click();
    expect(await email.inputValue()).toContain('popup.');
    await page.getByRole('checkbox').check();
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText('Your answers have been sent.').waitFor();
    expect(await findings(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await link.click();
    await question(page).waitFor();
    for (const name of ['ready', 'submit', 'outcome'] as const) expect(seen.heard(name)).toHaveLength(1);
    expect(seen.trouble).toEqual([]);
  });
});

describe('by itself', () => {
  test('a popup comes after its time, once a day, and not while somebody types', async () => {
    const visitor = await site.visitor();
    onTestFinished(visitor.leave);
    const { page } = visitor;
    await page.clock.install();
    await page.goto(`${site.url}/demo/modes/popup.html?open=time`);
    await page.locator('qualiform-form').waitFor({ state: 'attached' });
    await page.evaluate(() => {
      // Behind a shadow root, as in another form of ours.
      const field = document.createElement('input');
      const box = document.createElement('div');
      box.attachShadow({ mode: 'open' }).append(field);
      document.querySelector('main')?.append(box);
      field.focus();
    });
    await eventually(() => visitor.seen.asked.some((request) => /shell/.test(request.url()))).toBe(true);
    await page.clock.runFor(5000);
    expect(await dialog(page).isVisible()).toBe(false);
    await page.evaluate(() => (document.activeElement as HTMLElement).blur());
    const comes = async () => {
      await page.clock.runFor(1000);
      return dialog(page).isVisible();
    };
    await eventually(comes).toBe(true);
    expect(visitor.seen.heard('open').map(({ by }) => by)).toEqual(['itself']);

    const shells = () => visitor.seen.asked.filter((request) => /shell/.test(request.url())).length;
    const before = shells();
    await page.reload();
    await page.locator('qualiform-form').waitFor({ state: 'attached' });
    await eventually(shells).toBe(before + 1);
    await page.clock.runFor(8000);
    expect(await dialog(page).isVisible()).toBe(false);
    await page.clock.setFixedTime(Date.now() + 2 * 86_400_000);
    await page.reload();
    await eventually(shells).toBe(before + 2);
    const comesAgain = async () => {
      await page.clock.runFor(4000);
      return dialog(page).isVisible();
    };
    await eventually(comesAgain).toBe(true);
  });

  test('a popup does not come over another one of ours', async () => {
    const { page, seen } = await open('popup.html?open=exit');
    await page.evaluate(() => {
      const other = document.createElement('qualiform-form');
      for (const [name, value] of Object.entries({ form: 'brand-agency', mode: 'page' }))
        other.setAttribute(name, value);
      document.body.append(other);
    });
    await page.getByRole('dialog').waitFor();
    await eventually(() => seen.heard('open').length).toBe(1);
    await page.evaluate(() =>
      document.documentElement.dispatchEvent(
        new MouseEvent('mouseout', { bubbles: true, clientY: -1, relatedTarget: null }),
      ),
    );
    // It waits, and comes once the other one is closed.
    expect(await dialog(page).isVisible()).toBe(false);
    await page.keyboard.press('Escape');
    await dialog(page).waitFor();
    expect(seen.heard('open').map(({ form }) => form)).toEqual(['brand-agency', 'crm-demo']);
  });

  test('a popup comes when the pointer leaves by the top', async () => {
    const { page, seen } = await open('popup.html?open=exit');
    await eventually(() => seen.asked.some((request) => /shell/.test(request.url()))).toBe(true);
    const leaves = async () => {
      await page.evaluate(() =>
        document.documentElement.dispatchEvent(
          new MouseEvent('mouseout', { bubbles: true, clientY: -1, relatedTarget: null }),
        ),
      );
      return dialog(page).isVisible();
    };
    await eventually(leaves).toBe(true);
  });

  test('a slide comes half-way down and leaves the keyboard where it is', async () => {
    const { page, seen } = await open('slide.html');
    await eventually(() => seen.asked.some((request) => /shell/.test(request.url()))).toBe(true);
    await page.locator('.brand').focus();
    const comes = async () => {
      await page.mouse.wheel(0, 400);
      return dialog(page).isVisible();
    };
    await eventually(comes).toBe(true);
    expect((await focused(page)).text).toBe('Qualiform');
    expect(await findings(page)).toEqual([]);
    // The page beside it goes on working.
    await page.locator('footer a').focus();
    await page.getByRole('radio', { name: 'A demo: we are changing CRM' }).click();
    await page.keyboard.press('Escape');
    await dialog(page).waitFor({ state: 'hidden' });
    expect(seen.trouble).toEqual([]);
  });
});

test('a bar unfolds and folds, and stays away once it was put away', async () => {
  const { page, seen } = await open('bar.html', narrow);
  const start = page.getByRole('button', { name: 'Start' });
  await start.waitFor();
  expect(await findings(page)).toEqual([]);
  await start.click();
  await question(page).waitFor();
  expect(await findings(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await start.waitFor();
  // Folded is not put away: on the next page it is there again.
  await page.reload();
  await start.waitFor();
  await page.getByRole('button', { name: 'Close' }).click();
  await start.waitFor({ state: 'hidden' });
  await page.reload();
  await seen.hear('close');
  await eventually(() => seen.asked.filter((request) => /shell/.test(request.url())).length).toBe(3);
  expect(await start.isVisible()).toBe(false);
  // But the page can still ask for it.
  const opens = async () => {
    await page.evaluate(() => window.Qualiform?.open('crm-demo'));
    return question(page).isVisible();
  };
  await eventually(opens).toBe(true);
  expect(seen.trouble).toEqual([]);
});

test('a full page opens at once, and closes to the page behind', async () => {
  const { page } = await open('page.html', narrow);
  await question(page).waitFor();
  const box = await dialog(page).boundingBox();
  expect([box?.width, Math.round(box?.height ?? 0)]).toEqual([360, 740]);
  expect(await findings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Close' }).click();
  await page.getByRole('button', { name: 'Open it again' }).click();
  await question(page).waitFor();
});

test('an app that changes its views keeps the form and what was answered', async () => {
  const { page, seen } = await open('spa.html');
  await page.getByRole('radio', { name: 'A demo: we are changing CRM' }).click();
  await page.getByRole('radiogroup', { name: 'And what is your part?' }).waitFor();
  await page.getByRole('link', { name: 'Prices' }).click();
  await page.getByRole('heading', { name: 'Prices' }).waitFor();
  await page.getByRole('radiogroup', { name: 'And what is your part?' }).waitFor();
  await page.goBack();
  await page.getByRole('heading', { name: 'Start', level: 2 }).waitFor();
  await page.getByRole('radiogroup', { name: 'And what is your part?' }).waitFor();
  expect(seen.heard('ready')).toHaveLength(1);
});

test('Turbo swaps whole pages without a load: the form goes with its page and comes back with what was answered', async () => {
  const visitor = await site.visitor();
  onTestFinished(visitor.leave);
  const { page, seen } = visitor;
  const turbo = readFileSync(createRequire(import.meta.url).resolve('@hotwired/turbo'), 'utf8');
  const pageWith = (title: string, link: string, body: string) => ({
    contentType: 'text/html',
    body: `<!doctype html><html lang="en"><head><title>${title}</title><link rel="icon" href="data:,"><script src="/turbo.js"></script></head><body><h1>${title}</h1><a href="${link}">Go on</a>${body}</body></html>`,
  });
  await page.route('**/turbo.js', (route) => route.fulfill({ contentType: 'text/javascript', body: turbo }));
  await page.route('**/turbo/form', (route) =>
    route.fulfill(pageWith('With a form', '/turbo/text', '<script async src="/f/crm-demo.js"></script>')),
  );
  await page.route('**/turbo/text', (route) => route.fulfill(pageWith('Only text', '/turbo/form', '')));
  await page.goto(`${site.url}/turbo/text`);
  await page.getByRole('link').click();
  await page.getByRole('radio', { name: 'A demo: we are changing CRM' }).click();
  const second = page.getByRole('radiogroup', { name: 'And what is your part?' });
  await second.waitFor();
  await page.getByRole('link').click();
  await page.getByRole('heading', { name: 'Only text' }).waitFor();
  expect(await page.locator('qualiform-form').count()).toBe(0);
  await page.goBack();
  await second.waitFor();
  expect(await page.locator('qualiform-form').count()).toBe(1);
  expect(seen.trouble.filter((text) => text.startsWith('uncaught'))).toEqual([]);
});

test('a page that unsets everything cannot unset a popup', async () => {
  const { page, seen } = await open('popup.html');
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(
      '*{all:unset!important;display:none!important} html,body,main,p,.book{display:block!important}',
    );
    document.adoptedStyleSheets = [sheet];
  });
  await eventually(() => seen.asked.some((request) => /shell/.test(request.url()))).toBe(true);
  const opens = async () => {
    await page.locator('.book').first().click();
    return question(page).isVisible();
  };
  await eventually(opens).toBe(true);
  const box = await dialog(page).boundingBox();
  expect(box?.width).toBeGreaterThan(400);
  expect(box?.x).toBeGreaterThan(100);
});
