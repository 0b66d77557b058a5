/** Pages that are no friends of a form: it works to its ending on each of them, breaks none of their rules, and leaves nothing. */
import { globSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
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
  /** The page breaks what the test listens by, so that only what sales sees tells. */
  isDeaf?: boolean;
}

/** From the first question to the acknowledgement, once for sales, with nothing broken and nothing left on the way. */
async function goThrough(
  { page, seen }: Visitor,
  { by = 'mouse', place, hosts, isDeaf = false }: Manner = {},
) {
  const { email, scenario } = somebody();
  await fillIn(page, form, scenario, by, place);
  await (place ?? page).getByText(form.words.sent).waitFor();
  expect((await site.leadsOf(email)).map((lead) => lead.submissions.length)).toEqual([1]);
  if (!isDeaf)
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

describe('a page of the gallery', () => {
  test.each([
    ['prototype', 'keyboard'],
    ['patched', 'mouse'],
    ['json', 'mouse'],
    ['promise', 'mouse'],
    ['keys', 'keyboard'],
    ['base', 'mouse'],
    ['head', 'mouse'],
    ['module', 'mouse'],
    ['manager', 'mouse'],
    ['quirks', 'mouse'],
    ['moved', 'mouse'],
  ] as const)('%s lets the form through, by %s', async (name, by) => {
    await goThrough(await open(`/demo/hostile/${name}.html`), {
      by,
      isDeaf: /^(prototype|json)$/.test(name),
    });
  });

  test('in XML lets the form through', async () => {
    await goThrough(await open('/demo/hostile/page.xhtml'));
  });

  test.each(['fetch', 'silence'])('whose %s loses every request does not lose the lead', async (name) => {
    const visitor = await site.visitor();
    onTestFinished(visitor.leave);
    const { page } = visitor;
    await page.clock.install();
    await page.goto(`${site.url}/demo/hostile/${name}.html`);
    const { email, scenario } = somebody();
    await fillIn(page, form, scenario, 'mouse');
    // The first try ends in nothing; the next one goes another way. Nobody has to sit through the pause here.
    const isSent = async () => {
      await page.clock.fastForward(6000);
      return page.getByText(form.words.sent).count();
    };
    await eventually(isSent).toBe(1);
    expect((await site.leadsOf(email)).map((lead) => lead.submissions.length)).toEqual([1]);
  });

  test('with two forms has two that know nothing of each other', async () => {
    const visitor = await open('/demo/hostile/two.html');
    const { page } = visitor;
    const agency = page.getByRole('region', { name: 'Agency' });
    await agency.getByRole('form').waitFor();
    await goThrough(visitor, { place: page.getByRole('region', { name: 'CRM' }) });
    expect(await agency.getByRole('form').count()).toBe(1);
  });

  test('in a sandbox, where nothing can be kept, sends what was answered', async () => {
    const visitor = await open('/demo/hostile/sandbox.html');
    const { page } = visitor;
    const frame = page.frameLocator('iframe');
    await frame.getByRole('radio', { name: 'The buyer’s guide, for now' }).click();
    await frame.getByRole('textbox', { name: 'Work email' }).fill('sandbox@harbour.example');
    await frame.getByRole('checkbox').check();
    await frame.getByRole('button', { name: 'Send' }).click();
    await frame.getByText(form.words.sent).waitFor();
    expect(await site.leadsOf('sandbox@harbour.example')).toHaveLength(1);
  });

  test('that takes the form away again is told so once, and is left in peace', async () => {
    const visitor = await site.visitor();
    onTestFinished(visitor.leave);
    const told: string[] = [];
    visitor.page.on('console', (message) => void told.push(message.text()));
    await visitor.page.goto(`${site.url}/demo/hostile/remover.html`);
    await eventually(() => told.filter((text) => text.includes('was taken off the page')).length).toBe(1);
    expect(visitor.seen.trouble).toEqual([]);
  });

  test('is listed, with every page that there is', async () => {
    const { page } = await open('/demo/hostile/');
    const listed = await page
      .locator('.faults a')
      .evaluateAll((links) => links.map((link) => link.getAttribute('href')));
    const there = globSync('*.{html,xhtml}', {
      cwd: path.resolve(import.meta.dirname, '../../demo/hostile'),
    });
    const apart = ['index.html', 'framed.html'];
    expect(listed.sort()).toEqual(there.filter((name) => !apart.includes(name)).sort());
  });
});

describe('a visitor with bad eyes', () => {
  test('reads all of it at 400 %: one column, nothing to scroll sideways, nothing cut off', async () => {
    const visitor = await site.visitor({ viewport: { width: 320, height: 256 } });
    onTestFinished(visitor.leave);
    const { page } = visitor;
    await page.goto(`${site.url}/demo/hostile/head.html`);
    await page.getByRole('form').waitFor();
    const overflow = () =>
      page.evaluate(() => {
        const root = document.querySelector('qualiform-form')?.shadowRoot;
        const wide = [...(root?.querySelectorAll('*') ?? [])].filter(
          (element) => element.getBoundingClientRect().right > innerWidth + 1,
        );
        return [document.documentElement.scrollWidth - innerWidth, wide.length];
      });
    expect(await overflow()).toEqual([0, 0]);
    const { scenario } = somebody();
    await fillIn(page, form, scenario, 'mouse');
    expect(await overflow()).toEqual([0, 0]);
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
