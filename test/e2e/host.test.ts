/** A host page and its form over a real server: where somebody came from, what the page's analytics hear, what is forgotten. */
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { eventually } from './patience.ts';
import { openSite, type Site, type Visitor } from './site.ts';

const form = {
  id: 'guest',
  title: 'Talk to us',
  steps: [
    {
      id: 'company',
      fields: [{ id: 'company', type: 'text', label: 'Your company', required: true, remember: true }],
    },
    { id: 'reach', fields: [{ id: 'email', type: 'email', label: 'Work email', required: true }] },
  ],
  scoring: {
    rules: [{ id: 'ad', when: { 'click.gclid': { answered: true } }, points: 40, why: 'Clicked an ad' }],
  },
  qualify: { mql: { score: { gte: 40 } } },
  outcomes: [{ id: 'thanks', show: { type: 'message', title: 'Thank you' } }],
};

let site: Site;
beforeAll(async () => {
  site = await openSite();
  await site.publish(form);
});
afterAll(() => site?.close());

async function arrive(): Promise<Visitor> {
  const visitor = await site.visitor();
  onTestFinished(visitor.leave);
  return visitor;
}

/** Opens a page of a site that has nothing on it but this, under the strictest policy that lets a form in. */
async function visit(page: Page, path: string, body: string, referer?: string): Promise<void> {
  const policy = `default-src 'none'; style-src 'none'; script-src ${site.url}; connect-src ${site.url}; require-trusted-types-for 'script'; trusted-types 'none'`;
  await page.route(
    ({ pathname }) => pathname === new URL(path, site.url).pathname,
    (route) =>
      route.fulfill({
        contentType: 'text/html',
        headers: { 'content-security-policy': policy },
        body: `<!doctype html><html lang="en"><title>Host</title><body>${body}`,
      }),
  );
  await page.goto(site.url + path, referer ? { referer } : {});
}
const tag = (attributes = '') => `<script async src="/f/guest.js" ${attributes}></script>`;
const tracking = '<script async src="/embed.js" data-form="guest" data-mode="track"></script>';
const kept = (page: Page) => page.evaluate(() => Object.keys(localStorage));

async function answer(page: Page, field: string, text: string): Promise<void> {
  await page.getByRole('textbox', { name: field }).click();
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
}

test('what brought somebody first and last stands in the submission, in the lead and in the score', async () => {
  const { page, seen } = await arrive();
  await page.clock.install({ time: Date.now() - 3 * 86_400_000 });
  await visit(page, '/blog', tracking, 'https://news.example/');
  await eventually(() => kept(page)).toContain('qualiform:visit');
  await page.clock.setSystemTime(Date.now());
  await visit(page, '/spring?utm_source=ads&gclid=G1', tracking);
  await eventually(() => page.evaluate(() => localStorage['qualiform:visit'])).toContain('"count":2');
  await visit(page, '/contact', tag('data-bridge="gtm gtag segment plausible"'), `${site.url}/spring`);
  // Whoever answers before the widget is there is heard all the same, and 'start' comes before 'ready' then.
  await eventually(() =>
    page.evaluate(() => JSON.stringify(Reflect.get(window, 'dataLayer') ?? [])),
  ).toContain('qualiform_ready');
  await answer(page, 'Your company', 'Acme');
  await answer(page, 'Work email', 'ann@acme.example');
  await page.getByText('Your answers have been sent.').waitFor();

  const { id, stage } = await seen.hear('outcome');
  expect(stage).toBe('mql');
  const last = { 'utm.source': 'ads', 'click.gclid': 'G1', 'landing.path': '/spring' };
  const first = { 'referrer.host': 'news.example', 'landing.path': '/blog' };
  const stored = await site.submission(id);
  expect(stored.context).toMatchObject({
    ...last,
    'first.referrer.host': 'news.example',
    'first.landing.path': '/blog',
    'visit.count': 2,
    'visit.days': 3,
    'page.path': '/contact',
  });
  expect(stored).toMatchObject({ agrees: true, score: { total: 40 } });
  const lead = await site.lead(String(stored.lead));
  expect(lead.context).toMatchObject(last);
  expect(lead.firstTouch).toEqual(first);

  // The list of Tag Manager is the one that needs nobody to be there; nothing but it was made on the page.
  const told = await page.evaluate(() => (window as unknown as { dataLayer: { event: string }[] }).dataLayer);
  expect(told.map(({ event }) => event)).toEqual(
    ['ready', 'start', 'step', 'submit', 'outcome'].map((name) => `qualiform_${name}`),
  );
  expect(told.at(-1)).toMatchObject({
    qualiform_submission: id,
    qualiform_stage: 'mql',
    qualiform_score: 40,
  });
  expect(JSON.stringify(told)).not.toMatch(/acme/i);
  expect(seen.trouble).toEqual([]);
});

test('a question whose answer the server has forgotten is put after all', async () => {
  const { page, seen } = await arrive();
  await visit(page, '/contact', tag());
  await answer(page, 'Your company', 'Acme');
  await answer(page, 'Work email', 'bob@acme.example');
  await page.getByText('Your answers have been sent.').waitFor();

  await page.reload();
  await page.getByRole('textbox', { name: 'Work email' }).waitFor();
  // As if the token had expired there.
  await page.route('**/submissions', (route) => {
    const body = route.request().postDataJSON();
    return route.continue({ postData: JSON.stringify(body.visitor ? { ...body, visitor: 'gone' } : body) });
  });
  await answer(page, 'Work email', 'bob@acme.example');
  await answer(page, 'Your company', 'Acme two');
  await page.keyboard.press('Enter');
  await page.getByText('Your answers have been sent.').waitFor();
  expect(seen.heard('error').map(({ code }) => code)).toEqual(['asked_again']);
  const [lead] = await site.leadsOf('bob@acme.example');
  expect(lead?.answers).toMatchObject({ company: 'Acme two' });
  expect(lead?.submissions).toHaveLength(2);
});

test('the demo page that talks with its form: nothing is kept before consent, and every call does its work', async () => {
  const { page, seen } = await arrive();
  await page.goto(`${site.url}/demo/host/`);
  const heard = page.locator('[data-log=events] b');
  const call = (name: string) => page.getByRole('button', { name, exact: true }).click();
  const question = page.getByRole('radio', { name: 'A demo: we are changing CRM' });
  await question.waitFor();
  await call('prefill');
  await call('track');
  await question.click();
  await eventually(() => heard.allTextContents()).toEqual(['step', 'start', 'ready']);
  expect(await page.locator('.kept').textContent()).toBe('nothing');
  expect(await kept(page)).toEqual([]);

  await page.getByRole('checkbox', { name: 'This site may keep things on my device' }).check();
  const all = ['draft:crm-demo', 'signals:crm-demo', 'visit'].map((key) => `qualiform:${key}`);
  expect((await kept(page)).sort()).toEqual(all);
  await call('unmount');
  await page.getByRole('form').waitFor({ state: 'detached' });
  await call('mount');
  await page.getByRole('radiogroup', { name: 'And what is your part?' }).waitFor();
  await call('reset');
  await question.waitFor();
  await call('open');
  expect(await page.evaluate(() => document.activeElement?.localName)).toBe('qualiform-form');
  await page.getByRole('checkbox', { name: 'This site may keep things on my device' }).uncheck();
  expect(await kept(page)).toEqual([]);

  const told = await page.locator('[data-log=analytics] b').allTextContents();
  expect(told.reverse()).toEqual(['ready', 'start', 'step', 'ready'].map((name) => `qualiform_${name}`));
  expect(seen.trouble).toEqual([]);
  expect(await page.context().cookies()).toEqual([]);
});
