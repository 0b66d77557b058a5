/**
 * WCAG 2.2 AA along whole forms: each step as it comes, refused and answered, and the ending; in every look and every mode. At
 * each stop axe looks, nothing has to be scrolled sideways, and the accessibility tree says what is asked and what is wrong.
 */
import type { BrowserContextOptions, Locator, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { compile } from '../../widget/engine/compile.ts';
import { judge } from '../../widget/engine/qualify.ts';
import type { DefinitionField } from '../../widget/schema/definition.ts';
import type { Served } from '../../widget/served.ts';
import { type Scenario, scenarios } from '../demo/scenarios.ts';
import { findings } from './axe.ts';
import { mouseOf } from './mouse.ts';
import { question, questionsIn } from './naming.ts';
import { eventually } from './patience.ts';
import { openSite, type Site, type Visitor } from './site.ts';
import { headingOf } from './visitor.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site?.close());

/** What assistive technology is told of the step: wrong answers by name, the text each is described by, and what is announced. */
const told = (box: Locator) =>
  box.evaluate((form) => {
    const root = form.getRootNode() as ShadowRoot;
    const text = (id: string) => root.getElementById(id)?.textContent?.trim() ?? `nothing has the id ${id}`;
    const invalid = [...root.querySelectorAll('[aria-invalid=true]')];
    const wrong = [...root.querySelectorAll('.wrong')];
    return {
      wrong: wrong.length,
      announced: root.querySelector('[role=alert]')?.textContent?.trim() ?? '',
      /** Of each wrong question: whether a control in it is called so, and described by the error that stands there. */
      described: wrong.map((field) => {
        const error = field.querySelector('.error span')?.textContent?.trim();
        const own = invalid.filter((control) => field.contains(control));
        const groups = own.flatMap((control) => [control, control.closest('[role=group],fieldset')]);
        const said = groups.flatMap((one) =>
          (one?.getAttribute('aria-describedby') ?? '').split(' ').map(text),
        );
        return error !== undefined && said.includes(error);
      }),
      /** The wrong question that holds the keyboard, by its place among them. */
      focused: wrong.findIndex((field) => field.contains(root.activeElement)),
    };
  });

/** What cannot be read without scrolling sideways. */
const overflowing = (page: Page) =>
  page.evaluate(() => {
    const shadow = document.querySelector('qualiform-form')?.shadowRoot;
    const wide = [...(shadow?.querySelectorAll('*') ?? [])].filter((element) => {
      const { width, right, left } = element.getBoundingClientRect();
      return width > 1 && (right > innerWidth + 1 || left < -1);
    });
    return wide.map((element) => element.outerHTML.slice(0, 80));
  });

type Colours = Pick<BrowserContextOptions, 'colorScheme' | 'forcedColors'>;
const light: Colours = { colorScheme: 'light', forcedColors: 'none' };
const dark: Colours = { colorScheme: 'dark', forcedColors: 'none' };
const forced: Colours = { colorScheme: 'light', forcedColors: 'active' };

/** Nothing bars anybody from what stands there, in any of these colours. `where` names the stop in a failure. */
async function examine(page: Page, where: string, colours: readonly Colours[]) {
  for (const each of colours) {
    await page.emulateMedia(each);
    const stop = `${where} ${JSON.stringify(each)}`;
    expect.soft(await findings(page), stop).toEqual([]);
    expect.soft(await overflowing(page), stop).toEqual([]);
  }
}

/** Where the keyboard is: on the heading of the step or the ending, or in a control of it. */
const focus = (page: Page) =>
  page.evaluate(() => {
    let active = document.activeElement;
    while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
    return active?.matches('h2,input,select,textarea') ? 'at the question' : `on ${active?.outerHTML}`;
  });

/** Goes through the whole form, refused on each step that asks for anything, and stays at the ending. */
async function walk(page: Page, form: Served, scenario: Scenario, colours = [light]): Promise<void> {
  const { path, outcome } = judge(compile(form), scenario);
  const box = page.getByRole('form', { name: form.title, exact: true });
  const hands = mouseOf(page, box, form);
  for (const step of path.steps.filter(({ asked }) => asked.length > 0)) {
    const where = `${form.id} ${step.id}`;
    const fields = step.asked as DefinitionField[];
    const expected = fields.map((field) => question(field, form));
    const [first] = expected;
    if (first) await box.getByRole(first.role, { name: first.name, exact: true }).waitFor();
    // Parts of some controls come after the step.
    await eventually(() => page.locator('.fields [aria-busy=true]').count()).toBe(0);
    if (step !== path.steps[0]) await eventually(() => focus(page)).toBe('at the question');
    await examine(page, `${where}, as it comes`, colours);

    const submit = box.locator('[type=submit]');
    const required = fields.filter((field) => field.required);
    if (required.length > 0) {
      await submit.click();
      await eventually(() => told(box)).toMatchObject({ wrong: required.length, focused: 0 });
      const { announced, described } = await told(box);
      expect.soft(announced, where).not.toBe('');
      expect.soft(described, where).toEqual(required.map(() => true));
      await examine(page, `${where}, refused`, colours);
    }
    const standing = await submit.elementHandle();
    const answered = fields.filter(({ id }) => scenario.answers[id] !== undefined);
    for (const field of answered) {
      await hands.answer(field, scenario.answers[field.id] as never, fields.length === 1);
    }
    // A single choice has gone on by itself.
    if (!(await standing?.evaluate((old) => old.isConnected))) continue;
    for (const asked of expected) expect.soft(await questionsIn(box), where).toContainEqual(asked);
    await examine(page, `${where}, answered`, colours);
    await submit.click();
  }
  await page.getByRole('heading', { name: headingOf(form, outcome, scenario), exact: true }).waitFor();
  await eventually(() => focus(page)).toBe('at the question');
  await examine(page, `${form.id}, ending ${outcome}`, colours);
}

async function arrive(
  scenario: Scenario,
  screen: BrowserContextOptions,
  address = scenario.page,
): Promise<Visitor> {
  // Half-way through a movement colours are half of what they are.
  const visitor = await site.visitor({ reducedMotion: 'reduce', ...screen });
  onTestFinished(visitor.leave);
  const { page } = visitor;
  await page.route('https://cal.com/**', (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: '<!doctype html><html lang="en"><title>Calendar</title><h1>A calendar</h1>',
    }),
  );
  // An ending that leads elsewhere waits as long as it is looked at.
  await page.route('**/submissions', () => {});
  await page.goto(site.url + address);
  return visitor;
}

async function formOf(scenario: Scenario): Promise<Served> {
  const language = new URL(scenario.page, site.url).searchParams.get('lang') ?? 'en';
  return site.form(scenario.form, language);
}

const named = (name: string): Scenario => {
  const found = scenarios.find((scenario) => scenario.name === name);
  if (!found) throw new Error(`Nobody is "${name}".`);
  return found;
};
const everything = named('Specimen with the ending "message"');
const director = named('The same director with a budget and a date');
const inArabic = { ...named('Owner of a studio with a site to deliver'), page: '/demo/studio/?lang=ar' };

/** Colours are looked at along one way: nobody goes another for them. */
const looks: [string, BrowserContextOptions, Colours[]][] = [
  [
    'in light, in the dark and in forced colours',
    { viewport: { width: 1280, height: 800 } },
    [light, dark, forced],
  ],
  ['on a phone', { viewport: { width: 360, height: 740 } }, [light]],
  ['at 400 %', { viewport: { width: 320, height: 256 } }, [light]],
];

describe.each(looks)('%s', (_, screen, colours) => {
  const walks = [everything, director, inArabic];
  test.each(walks.map((scenario) => [`${scenario.form}: ${scenario.name}`, scenario] as const))(
    '%s',
    async (_, scenario) => {
      const { page } = await arrive(scenario, screen);
      const form = await formOf(scenario);
      // Drawn in these colours, and not only changed to them.
      for (const each of colours.slice(1)) {
        await page.emulateMedia(each);
        await page.reload();
        await page.getByRole('form', { name: form.title, exact: true }).waitFor();
        await examine(page, `${form.id}, drawn`, [each]);
      }
      await walk(page, form, scenario, colours);
    },
  );
});

describe('every kind of ending', () => {
  const endings = scenarios.filter(({ form, known }) => form === 'all-fields' && !known);
  test.each(endings.map((scenario) => [scenario.expected.outcome, scenario] as const))(
    '%s',
    async (_, scenario) => {
      const { page } = await arrive(scenario, { viewport: { width: 360, height: 740 }, ...dark });
      await walk(page, await formOf(scenario), scenario, [dark]);
    },
  );
});

describe.each(['inline', 'popup', 'slide', 'bar', 'page'])('in mode %s', (mode) => {
  test('from the first question to the ending', async () => {
    const { page } = await arrive(director, {}, `/demo/modes/${mode}.html`);
    await page.waitForFunction(() => window.Qualiform?.open('crm-demo') ?? true);
    await walk(page, await site.form('crm-demo'), director);
  });
});
