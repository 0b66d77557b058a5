/**
 * Not a test: pictures of everything that a visitor may see, to be looked at by a person.
 *
 *     node test/e2e/look.ts OUTDIR
 */
import fs from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright';
import { compile } from '../../widget/engine/compile.ts';
import { judge } from '../../widget/engine/qualify.ts';
import type { DefinitionField } from '../../widget/schema/definition.ts';
import type { Served } from '../../widget/served.ts';
import { type Scenario, scenarios } from '../demo/scenarios.ts';
import { startServer } from '../server/start.ts';
import { launchBrowser } from './browser.ts';
import { mouseOf } from './mouse.ts';
import { question } from './naming.ts';

const folder = process.argv[2];
if (!folder) throw new Error('Where to? node test/e2e/look.ts OUTDIR');
fs.mkdirSync(folder, { recursive: true });

const server = await startServer({ demo: true });
const browser = await launchBrowser();

const widths = [1280, 360];
const schemes = ['light', 'dark'] as const;
/** Pages to be seen whole, by the name of their picture. */
const pages = {
  index: '/',
  crm: '/demo/crm/',
  agency: '/demo/agency/',
  studio: '/demo/studio/',
  'studio-ar': '/demo/studio/?lang=ar',
  specimen: '/demo/specimen.html',
};
/** One visitor for each ending, and the one whose steps are all looked at. */
const guests = scenarios.filter(
  ({ form, expected }, index) =>
    index ===
    scenarios.findIndex((other) => other.form === form && other.expected.outcome === expected.outcome),
);
const [thorough] = scenarios.filter(({ name }) => name === 'The same director with a budget and a date');

/** What moves is at rest, and nothing is drawn half. */
const settle = (page: Page) =>
  page.evaluate(async () => {
    await document.fonts.ready;
    const roots = [
      document,
      ...[...document.querySelectorAll('*')].flatMap(({ shadowRoot }) => shadowRoot ?? []),
    ];
    const moving = roots.flatMap((root) => root.getAnimations());
    const ends = moving.filter(({ effect }) => effect?.getTiming().iterations !== Number.POSITIVE_INFINITY);
    await Promise.all(ends.map(({ finished }) => finished.catch(() => undefined)));
  });

async function shoot(page: Page, name: string, what: 'page' | 'form') {
  const file = path.join(folder as string, `${name}.png`);
  await settle(page);
  if (what === 'page') await page.screenshot({ path: file, fullPage: true });
  else await page.locator('qualiform-form').screenshot({ path: file });
}

async function open(width: number, colorScheme: 'light' | 'dark'): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme });
  // Nobody's calendar is asked for.
  await context.route('https://cal.com/**', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html><p>A calendar of cal.com stands here.' }),
  );
  return context.newPage();
}

/** Goes the whole way of a scenario, with a picture of each step if it is wanted, and one of the ending. */
async function follow(page: Page, scenario: Scenario, name: string, isThorough: boolean) {
  await page.goto(server.url + scenario.page);
  const language = new URL(page.url()).searchParams.get('lang') ?? 'en';
  const form = (await (
    await fetch(`${server.url}/v1/forms/${scenario.form}?lang=${language}`)
  ).json()) as Served;
  const { path: way, outcome } = judge(compile(form), scenario);
  const box = page.getByRole('form', { name: form.title, exact: true });
  const hands = mouseOf(page, box, form);
  // An ending that leads elsewhere waits until its picture is taken.
  await page.route('**/submissions', () => {});
  for (const [index, step] of way.steps.filter(({ asked }) => asked.length > 0).entries()) {
    const fields = step.asked as DefinitionField[];
    for (const field of fields) {
      const { role, name: title } = question(field, form);
      await box.getByRole(role, { name: title, exact: true }).waitFor();
    }
    if (isThorough) await shoot(page, `${name}-${index + 1}-${step.id}`, 'form');
    const button = box.locator('[type=submit]');
    const pressing = await button.elementHandle();
    if (isThorough && index > 0 && fields.some(({ required }) => required)) {
      await button.click();
      await shoot(page, `${name}-${index + 1}-${step.id}-refused`, 'form');
    }
    for (const field of fields) {
      const value = scenario.answers[field.id];
      if (value !== undefined) await hands.answer(field, value, fields.length === 1);
    }
    if (isThorough) await shoot(page, `${name}-${index + 1}-${step.id}-answered`, 'form');
    // A single choice has gone on by itself.
    if (await pressing?.evaluate((old) => old.isConnected)) await button.click();
  }
  const show = form.outcomes.find(({ id }) => id === outcome)?.show;
  await page.locator('qualiform-form .delivery').waitFor();
  await shoot(page, `${name}-ending-${outcome}-${show?.type}`, 'form');
}

for (const width of widths) {
  for (const scheme of schemes) {
    const look = `${width}-${scheme}`;
    const page = await open(width, scheme);
    for (const [name, address] of Object.entries(pages)) {
      await page.goto(server.url + address);
      await page.getByRole('form').waitFor();
      await shoot(page, `${look}-${name}`, 'page');
      await shoot(page, `${look}-${name}-form`, 'form');
    }
    await page.context().close();
    for (const guest of guests.filter(({ known }) => !known)) {
      const isThorough = guest.name === thorough?.name;
      const own = await open(width, scheme);
      await follow(own, isThorough ? thorough : guest, `${look}-${guest.form}`, isThorough);
      await own.context().close();
    }
  }
}
await browser.close();
await server.stop();
