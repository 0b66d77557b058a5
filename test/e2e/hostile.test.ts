/** Pages that are no friends of a form: it works to its ending on each of them, breaks none of their rules, and leaves nothing. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Locator } from 'playwright';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { Served } from '../../widget/served.ts';
import { scenarios } from '../demo/scenarios.ts';
import { eventually } from './patience.ts';
import { openSite, type Site, type Visitor } from './site.ts';
import { type By, fillIn } from './visitor.ts';

let site: Site;
let form: Served;
beforeAll(async () => {
  site = await openSite();
  form = await site.form('crm-demo');
});
afterAll(() => site?.close());

/** Through all steps, with every kind of question that the form has. */
const [founder] = scenarios.filter(({ name }) => name === 'Founder of four');
if (!founder) throw new Error('The scenario is gone.');

let people = 0;
function somebody() {
  people += 1;
  const email = `founder${people}@harbour.example`;
  return { email, scenario: { ...founder, answers: { ...founder?.answers, email } } };
}

async function open(path: string): Promise<Visitor> {
  const visitor = await site.visitor();
  onTestFinished(visitor.leave);
  await visitor.page.goto(site.url + path);
  return visitor;
}

interface Manner {
  by?: By;
  /** The part of the page with the form. */
  place?: Locator;
  /** Who may be asked for anything. */
  hosts?: string[];
}

/** From the first question to the acknowledgement, once for sales, with nothing broken and nothing left on the way. */
async function goThrough({ page, seen }: Visitor, { by = 'mouse', place, hosts }: Manner = {}) {
  const { email, scenario } = somebody();
  await fillIn(page, form, scenario, by, place);
  await (place ?? page).getByText(form.words.sent).waitFor();
  expect((await site.leadsOf(email)).map((lead) => lead.submissions.length)).toEqual([1]);
  for (const name of ['start', 'submit', 'outcome'] as const) expect(seen.heard(name)).toHaveLength(1);
  expect(seen.trouble).toEqual([]);
  expect(await page.context().cookies()).toEqual([]);
  const asked = new Set(seen.asked.map((request) => new URL(request.url()).host));
  expect([...asked].filter((host) => host !== '')).toEqual(hosts ?? [new URL(site.url).host]);
}

describe('a page', () => {
  test('that unsets every property of every element', async () => {
    const visitor = await open('/demo/hostile/reset.html');
    await goThrough(visitor);
  });

  test('with the strictest policy that a page can write down', async () => {
    const visitor = await open('/demo/hostile/csp.html');
    await goThrough(visitor);
    // That nothing was complained of means something only where complaints are heard.
    await visitor.page.evaluate(() => document.body.setAttribute('style', 'color: red'));
    await eventually(() => visitor.seen.trouble.join()).toMatch('policy: style-src-attr');
  });

  test('whose server sends that policy', async () => {
    const visitor = await site.visitor();
    onTestFinished(visitor.leave);
    const { page } = visitor;
    await page.route(`${site.url}/demo/crm/`, async (route) => {
      const answer = await route.fetch();
      await route.fulfill({
        response: answer,
        headers: {
          ...answer.headers(),
          'content-security-policy': `default-src 'none'; style-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'; script-src ${site.url}; connect-src ${site.url}`,
        },
        // Without the page's own style and picture, which the policy forbids as well.
        body: (await answer.text()).replace(/<link [^>]*>/g, ''),
      });
    });
    await page.goto(`${site.url}/demo/crm/`);
    await goThrough(visitor);
  });

  test('with a form of its own around: Enter on a question does not send it', async () => {
    const visitor = await open('/demo/hostile/form.html');
    const { page } = visitor;
    await goThrough(visitor, { by: 'keyboard' });
    expect(new URL(page.url()).hash).toBe('');
    // And the page's own still works.
    await page.getByRole('textbox', { name: 'Search this site' }).press('Enter');
    await page.waitForURL(/\?q=#sent$/);
  });

  test('with elements that are called like what the browser offers', async () => {
    await goThrough(await open('/demo/hostile/clobber.html'), { by: 'keyboard' });
  });

  test('with the tag pasted twice: each draws once, and what one tells is told once', async () => {
    const visitor = await open('/demo/hostile/twice.html');
    const { page, seen } = visitor;
    const [first, second] = ['First', 'Second'].map((name) => page.getByRole('region', { name }));
    if (!first || !second) throw new Error('There are two places.');
    await second.getByRole('form').waitFor();
    await seen.hear('ready', 1);
    await goThrough(visitor, { place: first });
    expect(seen.heard('ready')).toHaveLength(2);
    expect(await page.locator('qualiform-form').count()).toBe(2);
    // The other one waits at its first question.
    await second.getByRole('radiogroup', { name: 'What can we show you?' }).waitFor();
    expect(await second.getByRole('form').count()).toBe(1);
  });
});

describe('a browser', () => {
  test('that keeps nothing for this site', async () => {
    const visitor = await site.visitor();
    onTestFinished(visitor.leave);
    await visitor.page.addInitScript(() => {
      for (const name of ['localStorage', 'sessionStorage'])
        Object.defineProperty(window, name, {
          get() {
            throw new DOMException('Access is denied for this document.', 'SecurityError');
          },
        });
    });
    await visitor.page.goto(`${site.url}/demo/crm/`);
    await goThrough(visitor);
  });

  test('that is on another site: the form comes from its own server, and sends there', async () => {
    const host = createServer((_, answer) => {
      answer.setHeader('content-type', 'text/html');
      answer.end(
        `<!doctype html><html lang="en"><title>Host</title><link rel="icon" href="data:,"><h1>Host</h1><script async src="${site.url}/f/crm-demo.js"></script>`,
      );
    });
    await new Promise<void>((ready) => host.listen(0, '127.0.0.1', ready));
    onTestFinished(() => void host.close());
    const visitor = await site.visitor();
    onTestFinished(visitor.leave);
    const address = `127.0.0.1:${(host.address() as AddressInfo).port}`;
    await visitor.page.goto(`http://${address}/`);
    await goThrough(visitor, { hosts: [address, new URL(site.url).host] });
  });
});
