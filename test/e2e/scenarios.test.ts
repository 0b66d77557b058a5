/** Everybody whom the demo forms are made for: what they see, what their page is told, and what sales gets of it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cleanAnswers } from '../../widget/engine/answers.ts';
import { compile } from '../../widget/engine/compile.ts';
import type { Score } from '../../widget/engine/scoring.ts';
import type { Served } from '../../widget/served.ts';
import { type Scenario, scenarios } from '../demo/scenarios.ts';
import { narrow, openSite, type Site, type Visitor, wide } from './site.ts';
import { type By, fillIn, headingOf } from './visitor.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site?.close());

/** Where the demo offers what is tracked, and under which name. */
const offers: Record<string, { page: string; button: string }> = {
  webinar_joined: { page: '/demo/crm/webinar.html', button: 'Join the webinar' },
  ebook_taken: { page: '/demo/crm/ebook.html', button: 'Take the e-book' },
};

const guide = scenarios.find(({ name }) => name === 'Just the free guide') as Scenario;

/** Leads are people: every run is somebody of their own. */
function named(scenario: Scenario, who: string): Scenario {
  const { email } = scenario.answers;
  return email ? { ...scenario, answers: { ...scenario.answers, email: `${who}.${email}` } } : scenario;
}

/** Opens a page and waits until its form has counted it in. */
async function visit({ page, seen }: Visitor, path: string): Promise<void> {
  const before = seen.heard('ready').length;
  await page.goto(site.url + path);
  await seen.hear('ready', before);
}

async function comeAlong(visitor: Visitor, scenario: Scenario, by: By, who: string): Promise<void> {
  for (const stop of scenario.before ?? []) {
    if (typeof stop === 'string') await visit(visitor, stop);
    else if (stop.track === 'guide_taken') {
      const form = await site.form('brand-agency');
      await fillIn(visitor.page, form, named(guide, who), by);
      await settled(visitor);
    } else {
      const offer = offers[stop.track];
      if (!offer) throw new Error(`Nothing in the demo tells ${stop.track}.`);
      await visit(visitor, offer.page);
      await visitor.page.getByRole('button', { name: offer.button }).click();
    }
  }
}

/** The visitor reads that the answers have arrived. */
const settled = ({ page }: Visitor) => page.getByText('Your answers have been sent.').waitFor();

const rowsOf = ({ ledger }: Pick<Score, 'ledger'>) =>
  ledger.map(({ source, dimension, points }) => ({ source, dimension, points }));
const sumsOf = ({ total, dimensions }: Pick<Score, 'total' | 'dimensions'>) => ({ total, dimensions });

/** Each ending is reached both ways; where several people come to one, they take turns. */
const cases = scenarios.flatMap((scenario) => {
  const isSame = ({ form, expected }: Scenario) =>
    form === scenario.form && expected.outcome === scenario.expected.outcome;
  const fellows = scenarios.filter(isSame);
  const ways: By[] =
    fellows.length === 1 ? ['mouse', 'keyboard'] : [fellows.indexOf(scenario) % 2 ? 'keyboard' : 'mouse'];
  return ways.map((by) => [`${scenario.form}: ${scenario.name}, by ${by}`, scenario, by] as const);
});

describe('everybody', () => {
  test.each(cases)('%s', async (_, asWritten, by) => {
    const who = `${by}${scenarios.indexOf(asWritten)}`;
    const scenario = named(asWritten, who);
    // A hand would wait until the step has come in; some forty times over that is long.
    const screen = by === 'mouse' ? wide : narrow;
    const visitor = await site.visitor({ ...screen, reducedMotion: 'reduce' });
    const { page, seen } = visitor;
    await comeAlong(visitor, scenario, by, who);
    const before = seen.heard('outcome').length;
    await visit(visitor, scenario.page);
    const language = new URL(page.url()).searchParams.get('lang') ?? 'en';
    const form = await site.form(scenario.form, language);

    const ending = form.outcomes.find(({ id }) => id === scenario.expected.outcome)?.show.type;
    // Calendars are somebody else's pages, which tests do not ask for.
    if (ending === 'booking')
      await page.route('https://cal.com/**', (route) =>
        route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>Calendar</title>' }),
      );
    // An ending that leads elsewhere does so as soon as the answers have arrived.
    const leaves = ending === 'redirect';
    const gate = Promise.withResolvers<void>();
    if (leaves) await page.route('**/submissions', (route) => gate.promise.then(() => route.continue()));
    await fillIn(page, form, scenario, by);
    const root = page.locator('qualiform-form [lang]').first();
    expect(
      await root.evaluate((element) => [(element as HTMLElement).lang, getComputedStyle(element).direction]),
    ).toEqual([language, language === 'ar' ? 'rtl' : 'ltr']);
    gate.resolve();
    if (leaves) await page.waitForURL((url) => url.pathname !== new URL(scenario.page, site.url).pathname);
    else await page.getByText(form.words.sent).waitFor();

    const told = await seen.hear('outcome', before);
    expect(seen.heard('submit').at(-1)).toEqual(told);
    expect(seen.heard('outcome')).toHaveLength(before + 1);
    expect({ stage: told.stage, outcome: told.outcome }).toEqual(scenario.expected);

    const stored = await site.submission(told.id);
    const score = told.score as Score;
    // Each row would name an answer, and no page has asked for those.
    expect(score).not.toHaveProperty('ledger');
    expect(stored).toMatchObject({ ...scenario.expected, agrees: true, dropped: [], form: form.id });
    expect(stored.answers).toEqual(answersOf(form, scenario));
    expect(sumsOf(stored.score)).toEqual(sumsOf(score));
    expect(countsOf(stored.signals)).toEqual(countsOf(scenario.signals ?? {}));

    const lead = await site.lead(String(stored.lead));
    const needsSales = form.id === 'brand-agency' && told.stage === 'sql';
    expect(lead).toMatchObject({
      verdict: told.stage,
      outcome: told.outcome,
      stage: needsSales ? 'mql' : told.stage,
    });
    expect(sumsOf(lead.score)).toEqual(sumsOf(score));
    expect(rowsOf(lead.score)).toEqual(rowsOf(stored.score));
    expect(seen.trouble).toEqual([]);
    await visitor.leave();
  });
});

test('the study is asked for in each of its languages', () => {
  const pages = scenarios.filter(({ form }) => form === 'design-study').map(({ page }) => page);
  expect(pages.map((page) => page.split('lang=')[1] ?? 'en').sort()).toEqual(['ar', 'en', 'it', 'pl', 'ru']);
});

describe('somebody who comes back', () => {
  const forget = 'Not you? Start over';

  test('is asked what was put off and nothing twice, stays one lead, and can be forgotten', async () => {
    const [again] = scenarios.filter(({ name }) => name === 'Back with the guide, still early');
    if (!again) throw new Error('The scenario is gone.');
    const visitor = await site.visitor();
    const { page, seen } = visitor;
    const form = await site.form('brand-agency');
    const first = named(guide, 'again');
    await visit(visitor, first.page);
    expect(await page.getByRole('button', { name: forget }).count()).toBe(0);
    await fillIn(page, form, first, 'mouse');
    await settled(visitor);

    await visit(visitor, again.page);
    await fillIn(page, form, again, 'keyboard');
    await settled(visitor);
    const [one, other] = await Promise.all(seen.heard('submit').map(({ id }) => site.submission(id)));
    expect(other?.lead).toBe(one?.lead);
    const email = String(first.answers.email);
    expect((await site.leadsOf(email)).map((lead) => lead.submissions.length)).toEqual([2]);
    expect((await site.leadsOf(email))[0]?.answers).toMatchObject({ email, role: 'product', clarity: 4 });

    // Nothing is left to ask: that is no dead end.
    await visit(visitor, again.page);
    await page.getByText('0 questions left').waitFor();
    await page.getByRole('button', { name: form.words.submit }).click();
    await page.getByRole('heading', { name: headingOf(form, again.expected.outcome, again) }).waitFor();
    await settled(visitor);
    expect((await site.leadsOf(email)).map((lead) => lead.submissions.length)).toEqual([3]);

    await visit(visitor, first.page);
    await page.getByRole('button', { name: forget }).click();
    await page.getByRole('button', { name: forget }).waitFor({ state: 'detached' });
    // Somebody else at the same machine: asked like a stranger, and a lead of their own.
    const [someone] = scenarios.filter(({ name }) => name === 'Designer looking for work');
    const stranger = named(someone as Scenario, 'stranger');
    await fillIn(page, form, stranger, 'mouse');
    await settled(visitor);
    const bodies = seen.asked.filter((request) => request.url().endsWith('/submissions'));
    expect(bodies.map((request) => 'visitor' in request.postDataJSON())).toEqual([false, true, true, false]);
    const [own] = await site.leadsOf(String(stranger.answers.email));
    expect(own?.id).not.toBe(one?.lead);
    expect((await site.leadsOf(email)).map((lead) => lead.submissions.length)).toEqual([3]);
    await visitor.leave();
  });
});

/** As they are stored: in the form's own spelling, with what the form says of itself. */
function answersOf(form: Served, { answers }: Scenario) {
  const { fields } = compile(form);
  const hidden = [...fields.values()].flatMap((field) =>
    field.type === 'hidden' && 'value' in field ? [[field.id, field.value] as const] : [],
  );
  return { ...cleanAnswers(fields, answers).answers, ...Object.fromEntries(hidden) };
}

const countsOf = (signals: Readonly<Record<string, readonly number[]>>) =>
  Object.fromEntries(
    Object.entries(signals).map(([id, ages]) => [id, ages.map((age) => (age < 0.01 ? 'now' : age))]),
  );
