/** The one request: what stands on the page before the widget itself has come, and that nothing of it is lost when it does. */
import { get } from 'node:http';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { eventually } from './patience.ts';
import { openSite, type Site, type Visitor, wide } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site?.close());

/** Bytes after brotli that may pass before the first question is read. */
const limit = 18_000;

interface Waiting extends Visitor {
  /** Lets the widget itself come; resolves when it has taken over. */
  release(): Promise<void>;
}

interface Host {
  tag?: string;
  language?: string;
  path?: string;
  visitor?: Visitor;
}

/** A page of nobody's with one tag, and the widget's own script held back. */
async function open(form: string, { tag = `src="/f/${form}.js"`, language = 'en', path = '/host', visitor }: Host = {}): Promise<Waiting> {
  const here = visitor ?? (await site.visitor(wide));
  if (!visitor) onTestFinished(here.leave);
  const { page, seen } = here;
  const gate = Promise.withResolvers<void>();
  await page.route(/\/host(\?|$)/, (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<!doctype html><html lang="${language}"><link rel="icon" href="data:,"><title>Host</title><script ${tag}></script>`,
    }),
  );
  await page.route('**/embed.js*', (route) => gate.promise.then(() => route.continue()));
  const ready = seen.heard('ready').length;
  await page.goto(site.url + path);
  return {
    ...here,
    async release() {
      gate.resolve();
      await seen.hear('ready', ready);
    },
  };
}

/** How many bytes of a script cross the line. */
function bytesOf(path: string): Promise<number> {
  return new Promise((done, fail) => {
    get(site.url + path, { headers: { 'accept-encoding': 'br' } }, (answer) => {
      expect(answer.headers['content-encoding']).toBe('br');
      let bytes = 0;
      answer.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
      });
      answer.on('end', () => done(bytes));
    }).on('error', fail);
  });
}

/** What is drawn in the shadow root, as text; nothing where nothing is. */
const drawn = (page: Page) =>
  page.evaluate(() => document.querySelector('qualiform-form')?.shadowRoot?.innerHTML ?? '');

const firstQuestions = [
  ['crm-demo', 'What can we show you?'],
  ['design-study', 'Which describes you best?'],
  ['all-fields', 'How do you like your coffee?'],
] as const;

describe('one request', () => {
  test.each(firstQuestions)('of %s brings its first question', async (form, question) => {
    const { page, seen, release } = await open(form);
    await page.getByRole('radiogroup', { name: question }).waitFor();
    const scripts = seen.asked.filter((request) => request.resourceType() === 'script');
    expect(scripts.map((request) => new URL(request.url()).pathname)).toEqual([`/f/${form}.js`, '/embed.js']);
    // The second one is still held back.
    expect(await scripts[1]?.response().then.name).toBe('then');
    await release();
    expect(seen.trouble).toEqual([]);
  });
});
