/** The one request: what stands on the page before the widget itself has come, and that nothing of it is lost when it does. */
import { get } from 'node:http';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { FormElement } from '../../widget/element.ts';
import { eventually } from './patience.ts';
import { openSite, type Site, type Visitor } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
  await site.publish(typing);
});
afterAll(() => site?.close());

/** Bytes after brotli that may pass before the first question is read. */
const limit = 18_000;

/** A first step to type in. */
const typing = {
  id: 'typing',
  title: 'Write to us',
  steps: [
    {
      id: 'who',
      title: 'Who are you?',
      fields: [
        { id: 'name', type: 'text', label: 'Name', required: true },
        { id: 'email', type: 'email', label: 'Email', required: true },
        {
          id: 'team',
          type: 'dropdown',
          label: 'Team',
          options: [
            { id: 'sales', label: 'Sales' },
            { id: 'support', label: 'Support' },
          ],
        },
        {
          id: 'topics',
          type: 'choices',
          label: 'Topics',
          options: [
            { id: 'prices', label: 'Prices' },
            { id: 'dates', label: 'Dates' },
          ],
        },
        { id: 'letters', type: 'consent', label: 'Write to me' },
      ],
    },
    { id: 'why', fields: [{ id: 'story', type: 'longtext', label: 'What is it about?' }] },
  ],
  outcomes: [{ id: 'thanks', show: { type: 'message', title: 'Thank you' } }],
};

interface Held extends Visitor {
  /** Lets the widget itself come. */
  release(): void;
  /** The same, and waits until it has taken over. */
  takeOver(): Promise<void>;
}

interface Host {
  /** Further attributes of the tag. */
  tag?: string;
  language?: string;
  query?: string;
  visitor?: Visitor;
}

/** A page with one tag on it, and the widget's own script held back. */
async function open(
  form: string,
  { tag = '', language = 'en', query = '', visitor }: Host = {},
): Promise<Held> {
  const here = visitor ?? (await site.visitor());
  if (!visitor) onTestFinished(here.leave);
  const { page, seen } = here;
  const gate = Promise.withResolvers<void>();
  const ready = seen.heard('ready').length;
  await page.route('**/host', (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<!doctype html><html lang="${language}"><title>Host</title><link rel="icon" href="data:,"><main><script async src="/f/${form}.js${query}" ${tag}></script></main>`,
    }),
  );
  await page.route('**/lazy/widget-*', (route) => gate.promise.then(() => route.continue()));
  // The script has run by then, for the page is complete only with it.
  await page.goto(`${site.url}/host`);
  return {
    ...here,
    release: gate.resolve,
    async takeOver() {
      gate.resolve();
      await seen.hear('ready', ready);
    },
  };
}

/** How many bytes of a script cross the line. */
function bytesOf(path: string): Promise<number> {
  return new Promise((done, fail) => {
    get(site.url + path, { headers: { 'accept-encoding': 'br' } }, (answer) => {
      if (answer.headers['content-encoding'] !== 'br') fail(new Error(`${path} does not come in brotli`));
      let bytes = 0;
      answer.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
      });
      answer.on('end', () => done(bytes));
    }).on('error', fail);
  });
}

/** What is drawn in the shadow root, a line for each element and text; nothing where nothing is. */
const drawn = (page: Page) =>
  page.evaluate(() => {
    const lines: string[] = [];
    const walk = (node: ParentNode, depth: number) => {
      for (const child of node.childNodes) {
        const attributes =
          child instanceof Element
            ? [...child.attributes].map(({ name, value }) => ` ${name}="${value}"`).sort()
            : [];
        lines.push(`${' '.repeat(depth)}${child.nodeName}${attributes.join('')} ${child.nodeValue ?? ''}`);
        if (child instanceof Element) walk(child, depth + 1);
      }
    };
    const { shadowRoot } = document.querySelector('qualiform-form') ?? {};
    if (shadowRoot) walk(shadowRoot, 0);
    return lines.join('\n');
  });

const firstQuestions = [
  ['crm-demo', '', 'What can we show you?'],
  ['design-study', '', 'Which describes you best?'],
  ['design-study', '?lang=ar', 'أيّ وصف ينطبق عليك أكثر؟'],
  ['all-fields', '', 'How do you like your coffee?'],
] as const;

describe('one request', () => {
  test.each(firstQuestions)('of %s%s brings its first question', async (form, query, question) => {
    const { page, seen, takeOver } = await open(form, { query, language: query ? 'ar' : 'en' });
    await page.getByRole('radiogroup', { name: question }).waitFor();
    // The widget itself may be asked for by now, but is held back.
    const asked = seen.asked.map((request) => new URL(request.url()).pathname);
    expect(asked.filter((path) => path.endsWith('.js') && !path.startsWith('/lazy/widget-'))).toEqual([
      `/f/${form}.js`,
    ]);
    expect(asked.filter((path) => path.startsWith('/v1/'))).toEqual([]);
    await takeOver();
    expect(seen.trouble).toEqual([]);
  });

  test('is small', async () => {
    const forms = ['crm-demo', 'brand-agency', 'design-study', 'all-fields'];
    const sizes = await Promise.all(
      forms.map(async (form) => ({ form, brotli: await bytesOf(`/f/${form}.js`), limit })),
    );
    console.table(sizes);
    for (const { form, brotli } of sizes) expect(brotli, form).toBeLessThanOrEqual(limit);
  });
});

describe('when the widget takes over', () => {
  test.each([...firstQuestions.map(([form, query]) => [form, query] as const), ['typing', ''] as const])(
    'of %s%s, every node stays and nothing looks different',
    async (form, query) => {
      const { page, takeOver } = await open(form, { query, language: query ? 'ar' : 'en' });
      await page.getByRole('form').waitFor();
      const nodes = await page.evaluateHandle(() => {
        const shadow = document.querySelector('qualiform-form')?.shadowRoot;
        return [...(shadow?.querySelectorAll('*') ?? [])];
      });
      const before = await drawn(page);
      await takeOver();
      // To the letter, but for the order in which an element's attributes were set.
      expect(await drawn(page)).toBe(before);
      const isSame = await nodes.evaluate((former) => {
        const shadow = document.querySelector('qualiform-form')?.shadowRoot;
        const now = [...(shadow?.querySelectorAll('*') ?? [])];
        return now.length === former.length && now.every((node, index) => node === former[index]);
      });
      expect(isSame).toBe(true);
    },
  );

  test('what was drawn before the page had its styles goes by them once they are there', async () => {
    const { page, leave } = await site.visitor({ colorScheme: 'dark' });
    onTestFinished(leave);
    const isDrawn = Promise.withResolvers<void>();
    const isLoaded = Promise.withResolvers<void>();
    await page.route('**/docs.css', (route) => isDrawn.promise.then(() => route.continue()));
    await page.route('**/lazy/widget-*', (route) => isLoaded.promise.then(() => route.continue()));
    const going = page.goto(`${site.url}/demo/specimen.html`);
    const root = page.locator('qualiform-form [lang]').first();
    await root.waitFor({ state: 'attached' });
    /** Light ink is for dark pages. */
    const red = () =>
      page
        .locator('qualiform-form h2')
        .evaluate((heading) => Number(/\d+/.exec(getComputedStyle(heading).color)?.[0]));
    expect(await red()).toBeLessThan(100);
    isDrawn.resolve();
    await going;
    isLoaded.resolve();
    await eventually(red).toBeGreaterThan(200);
  });

  const second = (page: Page) => page.getByRole('radiogroup', { name: 'And what is your part?' }).waitFor();
  const checked = (page: Page, name: string) => page.getByRole('radio', { name, checked: true }).waitFor();
  const back = (page: Page) => page.getByRole('button', { name: 'Back' }).click();

  test('an option that was chosen is chosen, and goes on', async () => {
    const { page, seen, takeOver } = await open('crm-demo');
    await page.getByRole('radio', { name: 'A demo: it would be our first CRM' }).click();
    await checked(page, 'A demo: it would be our first CRM');
    await takeOver();
    await second(page);
    expect(seen.heard('start')).toHaveLength(1);
    await back(page);
    await checked(page, 'A demo: it would be our first CRM');
  });

  test('the number keys that the cards show work from the start', async () => {
    const { page, takeOver } = await open('crm-demo');
    await page.keyboard.press('Tab');
    await page.keyboard.press('2');
    await checked(page, 'A demo: it would be our first CRM');
    await takeOver();
    await second(page);

    // Once they are the widget's own, each press is still one answer.
    const live = await open('crm-demo');
    await live.takeOver();
    await live.page.keyboard.press('Tab');
    await live.page.keyboard.press('2');
    await second(live.page);
    expect(await live.page.getByRole('radio', { checked: true }).count()).toBe(0);
  });

  test('of two that were chosen the last one counts', async () => {
    const { page, takeOver } = await open('crm-demo');
    await page.getByRole('radio', { name: 'A demo: it would be our first CRM' }).click();
    await page.getByRole('radio', { name: 'A demo: we are changing CRM' }).click();
    await takeOver();
    await second(page);
    await back(page);
    await checked(page, 'A demo: we are changing CRM');
  });

  test('what was typed, chosen and ticked stands there, and is sent', async () => {
    const { page, seen, takeOver } = await open('typing');
    await page.getByRole('textbox', { name: 'Name' }).click();
    await page.keyboard.type('Ida');
    await page.getByRole('combobox').selectOption({ label: 'Support' });
    for (const name of ['Prices', 'Dates', 'Prices', 'Write to me'])
      await page.getByRole('checkbox', { name }).click();
    await page.getByRole('textbox', { name: 'Email' }).click();
    await page.keyboard.type('ida@har');
    await takeOver();
    expect(seen.heard('step')).toEqual([]);
    // The cursor is still where it was.
    await page.keyboard.type('bour.example');
    expect(await page.getByRole('textbox', { name: 'Name' }).inputValue()).toBe('Ida');
    expect(await page.getByRole('textbox', { name: 'Email' }).inputValue()).toBe('ida@harbour.example');
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByRole('textbox', { name: 'What is it about? optional' }).waitFor();
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText('Your answers have been sent.').waitFor();
    expect((await site.submission(String(seen.heard('submit')[0]?.id))).answers).toEqual({
      name: 'Ida',
      email: 'ida@harbour.example',
      team: 'support',
      topics: ['dates'],
      letters: true,
    });
  });

  test('a press on Next is answered: with what is missing, or with the next step', async () => {
    const early = await open('typing');
    await early.page.getByRole('button', { name: 'Next' }).click();
    await early.takeOver();
    await early.page.getByText('Please answer this question').first().waitFor();

    const done = await open('typing');
    await done.page.getByRole('textbox', { name: 'Name' }).fill('Ida');
    await done.page.getByRole('textbox', { name: 'Email' }).fill('ida@harbour.example');
    await done.page.getByRole('textbox', { name: 'Email' }).press('Enter');
    await done.takeOver();
    await done.page.getByRole('textbox', { name: 'What is it about? optional' }).waitFor();
  });

  test('looking around is not yet an answer: focus stays, and nothing has started', async () => {
    const { page, seen, takeOver } = await open('typing');
    await page.getByRole('textbox', { name: 'Name' }).click();
    await takeOver();
    expect(
      await page.getByRole('textbox', { name: 'Name' }).evaluate((input) => input.matches(':focus')),
    ).toBe(true);
    expect(seen.heard('start')).toEqual([]);
    await page.keyboard.type('Ida');
    await seen.hear('start');
  });

  test('that was three times not to be had, the form still comes alive', async () => {
    const visitor = await site.visitor();
    onTestFinished(visitor.leave);
    const { page, seen } = visitor;
    let tries = 0;
    await page.clock.install();
    const { release } = await open('crm-demo', { visitor });
    await page.route('**/lazy/widget-*', (route) => {
      tries += 1;
      return tries > 3 ? route.continue() : route.abort('connectionreset');
    });
    await page.reload();
    release();
    await page.getByRole('radio', { name: 'A demo: we are changing CRM' }).click();
    const wait = async () => {
      await page.clock.fastForward(10_000);
      return tries;
    };
    await eventually(wait).toBe(4);
    await second(page);
    expect(seen.heard('error')).toEqual([]);
  });
});

describe('the first question is left to the widget', () => {
  /** A host page, and what the widget then draws. Nothing may stand there before. */
  const cases: [why: string, form: string, host: Host, then: string][] = [
    [
      'where the page speaks another language',
      'design-study',
      { language: 'pl' },
      'Co najlepiej Cię opisuje?',
    ],
    [
      'where the tag wants another language',
      'design-study',
      { tag: 'data-language="ar"' },
      'أيّ وصف ينطبق عليك أكثر؟',
    ],
    ['where the tag wants another theme', 'crm-demo', { tag: 'data-theme="dark"' }, 'What can we show you?'],
    [
      'where the tag fills in answers',
      'crm-demo',
      { tag: 'data-prefill="need=guide"' },
      'What can we show you?',
    ],
    ['where it hangs on the page', 'brand-agency', {}, 'What are you thinking about?'],
  ];

  test.each(cases)('%s', async (_, form, host, question) => {
    const { page, seen, takeOver } = await open(form, host);
    await eventually(() => page.locator('qualiform-form').count()).toBe(1);
    expect(await drawn(page)).toBe('');
    await takeOver();
    await page.getByRole('radiogroup', { name: question }).waitFor();
    expect(seen.trouble).toEqual([]);
  });

  test('where somebody is half-way through', async () => {
    const first = await open('crm-demo');
    await first.takeOver();
    await first.page.getByRole('radio', { name: 'A demo: we are changing CRM' }).click();
    await first.page.getByRole('radiogroup', { name: 'And what is your part?' }).waitFor();

    const { page, takeOver } = await open('crm-demo', { visitor: first });
    expect(await drawn(page)).toBe('');
    await takeOver();
    await page.getByRole('radiogroup', { name: 'And what is your part?' }).waitFor();
  });

  test('where the tag only counts visits: nothing is ever drawn', async () => {
    const { page, seen, release } = await open('crm-demo', { tag: 'data-mode="track"' });
    expect(await drawn(page)).toBe('');
    release();
    await page.waitForFunction(() => document.querySelector<FormElement>('qualiform-form')?.drawn);
    expect(await drawn(page)).toBe('');
    expect(seen.heard('ready')).toEqual([]);
  });
});
