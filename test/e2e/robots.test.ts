/** Robots and people before the real widget: who is set aside, what the console shows of it, and that it is released there. */
import axe from 'axe-core';
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { Form } from '../../widget/schema/form.ts';
import { type Started, startServer } from '../server/start.ts';
import { openBrowser } from './browser.ts';
import { eventually } from './patience.ts';

const guarded: Form = {
  id: 'guarded',
  title: 'Write to us',
  protect: { work: true },
  steps: [
    {
      id: 'one',
      fields: [
        { id: 'first_name', type: 'text', label: 'First name' },
        { id: 'email', type: 'email', label: 'E-mail', required: true },
      ],
    },
  ],
  outcomes: [{ id: 'thanks', show: { type: 'message', title: 'Thank you' } }],
};
const plain: Form = { ...guarded, id: 'plain', protect: {} };
const asksCloudflare: Form = { ...guarded, id: 'ticket', protect: { turnstile: 'site-key' } };

let server: Started;
beforeAll(async () => {
  server = await startServer({ env: { SHORTEST_SECONDS: '1' } });
  for (const form of [guarded, plain, asksCloudflare]) {
    await api(`/forms/${form.id}`, 'PUT', form);
    await api(`/forms/${form.id}/publish`, 'POST');
  }
});
afterAll(() => server?.stop());

async function api<T>(path: string, method = 'GET', body?: unknown): Promise<T> {
  const answer = await fetch(`${server.url}/api${path}`, {
    method,
    headers: { ...server.headers, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return (await answer.json()) as T;
}

async function open(path: string): Promise<Page> {
  const browser = await openBrowser();
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  await page.goto(server.url + path);
  return page;
}

interface Line {
  id: string;
  answers?: Record<string, unknown>;
  reasons: string[];
  quarantined: boolean;
}
/** What was stored last of one form. */
async function latest(form: string): Promise<Line> {
  const { submissions } = await api<{ submissions: Line[] }>(`/submissions?form=${form}&limit=1`);
  return submissions[0] as Line;
}

const email = (page: Page) => page.getByRole('textbox', { name: 'E-mail' });
/** What is told of a person: the token came, and the work is done. Nobody is slower than that at typing an address. */
async function typeAsPerson(page: Page, address: string) {
  const token = page.waitForResponse(/\/token\?id=/);
  await page.getByRole('textbox', { name: 'First name' }).pressSequentially('Ada', { delay: 60 });
  await token;
  await email(page).pressSequentially(address, { delay: 60 });
  // How long the work takes is a matter of luck, and of what else the machine does; what is done of it shows in the draft, with the next key.
  await eventually(async () => {
    await page.keyboard.type('x');
    await page.keyboard.press('Backspace');
    return page.evaluate(() => localStorage.getItem('qualiform:draft:guarded'));
  }).toContain('"work":');
}
const send = async (page: Page) => {
  await page.getByRole('button', { name: 'Send' }).click();
  await page.getByText('Your answers have been sent.').waitFor();
};

test('who types it in like a person proves it unawares, work and all', async () => {
  const page = await open('/f/guarded');
  await typeAsPerson(page, 'ada.lovelace@acme.com');
  await send(page);
  expect(await latest('guarded')).toMatchObject({ reasons: [], quarantined: false });
});

test('after a reload in the middle the proof is still there', async () => {
  const page = await open('/f/guarded');
  await typeAsPerson(page, 'grace.hopper@acme.com');
  await page.reload();
  await eventually(() => email(page).inputValue()).toBe('grace.hopper@acme.com');
  await send(page);
  expect(await latest('guarded')).toMatchObject({ reasons: [], quarantined: false });
});

test('a robot that fills in whatever there is springs the trap; sales releases what was a person after all', async () => {
  const page = await open('/f/guarded');
  await typeAsPerson(page, 'odd.person@acme.com');
  await page.evaluate(() => {
    const inputs = document.querySelector('qualiform-form')?.shadowRoot?.querySelectorAll('input') ?? [];
    for (const input of inputs) {
      if (input.value !== '') continue;
      input.value = 'http://buy.example';
      input.dispatchEvent(new Event('input', { bubbles: true }));
    }
  });
  await send(page);
  const { id, reasons, quarantined } = await latest('guarded');
  expect([reasons, quarantined]).toEqual([['trap'], true]);
  expect((await api<{ leads: unknown[] }>('/leads?q=odd.person')).leads).toEqual([]);

  const sales = await open('/console/quarantine');
  await sales.getByLabel('Key').fill(server.key);
  await sales.keyboard.press('Enter');
  const row = sales.getByRole('row').filter({ hasText: 'odd.person@acme.com' });
  await row.getByText('Filled in a field that no person sees').waitFor();
  await sales.evaluate(axe.source);
  const { violations } = await sales.evaluate(() =>
    (globalThis as unknown as { axe: typeof axe }).axe.run(document, { resultTypes: ['violations'] }),
  );
  expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([]);
  await row.getByRole('button', { name: 'Always allow' }).click();
  await row.waitFor({ state: 'detached' });
  await sales.getByRole('heading', { name: 'Always let in' }).waitFor();
  expect((await api<{ leads: unknown[] }>('/leads?q=odd.person')).leads).toHaveLength(1);
  expect((await api<Line>(`/submissions/${id}`)).quarantined).toBe(false);
});

test('nobody sees the trap, hears of it, or comes to it by Tab', async () => {
  const page = await open('/f/guarded');
  await page.getByRole('textbox', { name: 'First name' }).fill('Ada');
  await eventually(() => page.locator('input[aria-hidden=true]').count()).toBe(1);
  expect(await page.getByRole('textbox').count()).toBe(2);
  const box = await page.locator('input[aria-hidden=true]').boundingBox();
  // A pixel with its frame, and that is clipped away.
  expect(Math.max(box?.width ?? 99, box?.height ?? 99)).toBeLessThan(6);
  await email(page).focus();
  await page.keyboard.press('Tab');
  await eventually(() =>
    page.evaluate(() => document.querySelector('qualiform-form')?.shadowRoot?.activeElement?.textContent),
  ).toBe('Send');
});

test('a script that types quicker than anybody is set aside, and told nothing of it', async () => {
  const page = await open('/f/plain');
  const token = page.waitForResponse(/\/token\?id=/);
  await email(page).fill('quick@acme.com');
  await token;
  // As a script does, without a look at whether the button stands still.
  await page.evaluate(() =>
    document
      .querySelector('qualiform-form')
      ?.shadowRoot?.querySelector<HTMLElement>('[type=submit]')
      ?.click(),
  );
  await page.getByText('Your answers have been sent.').waitFor();
  expect(await latest('plain')).toMatchObject({ reasons: ['too_fast'], quarantined: true });
});

test('a form that wants a ticket of Turnstile gets it from there, and sends it along', async () => {
  const page = await open('/');
  await page.route('https://challenges.cloudflare.com/**', (route) =>
    route.fulfill({
      contentType: 'text/javascript',
      body: 'window.turnstile = { render: (_, { sitekey, callback }) => callback("ticket for " + sitekey) }',
    }),
  );
  // A page of one's own: that of the server allows no script from elsewhere.
  await page.route('**/own.html', (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<!doctype html><html lang="en"><title>Own</title><script async src="${server.url}/f/ticket.js"></script>`,
    }),
  );
  await page.goto(`${server.url}/own.html`);
  const sent = page.waitForRequest(/\/submissions$/);
  const asked = page.waitForRequest(/challenges\.cloudflare\.com/);
  await email(page).pressSequentially('ada@acme.com', { delay: 60 });
  await asked;
  await eventually(() => page.evaluate(() => 'turnstile' in window)).toBe(true);
  await send(page);
  expect(((await sent).postDataJSON() as { proof: object }).proof).toMatchObject({
    ticket: 'ticket for site-key',
  });
});
