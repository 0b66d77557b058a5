/** Bad lines: whatever happens on the way, one form makes one submission and one lead, and the visitor reads how it stands. */
import { chromium, type Page, type Route } from 'playwright';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { chromiumFlags, findChromium } from '../browser/chromium.ts';
import { eventually } from './patience.ts';
import { openSite, type Site, type Visitor } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site?.close());

const sending = 'Sending…';
const sent = 'Your answers have been sent.';
const saved = 'Saved on this device. It will be sent as soon as you are online.';
const refused = 'Your answers could not be sent.';
const submissions = '**/v1/forms/*/submissions';

let people = 0;

interface Person extends Visitor {
  email: string;
}

/** Somebody with an address of their own, on the page with the form. */
async function arrive(): Promise<Person> {
  const visitor = await site.visitor();
  onTestFinished(visitor.leave);
  people += 1;
  await visitor.page.goto(`${site.url}/demo/crm/`);
  return { ...visitor, email: `person${people}@harbour.example` };
}

const sendButton = (page: Page) => page.getByRole('button', { name: 'Send' });
const ending = (page: Page) => page.getByRole('heading', { name: 'The buyer’s guide is yours' });

/** The shortest way through: only the guide. Stops before 'Send'. */
async function answer({ page, email }: Pick<Person, 'page' | 'email'>): Promise<void> {
  await page.getByRole('radio', { name: 'The buyer’s guide, for now' }).click();
  await page.getByRole('textbox', { name: 'Work email' }).click();
  await page.keyboard.type(email);
  await page.getByRole('checkbox').click();
}

/** Sales has one lead of this person, made by one submission. */
async function isThereOnce({ email, seen }: Person): Promise<void> {
  await eventually(async () => (await site.leadsOf(email)).map((lead) => lead.submissions.length)).toEqual([
    1,
  ]);
  expect(seen.heard('submit')).toHaveLength(1);
  expect(seen.heard('outcome')).toHaveLength(1);
  expect(seen.trouble.filter((text) => /^(uncaught|policy)/.test(text))).toEqual([]);
}

/** Meets the tries to send, in this order; what comes after them goes through. Tells how many there were. */
async function meet(page: Page, ...meetings: ((route: Route) => Promise<void>)[]): Promise<() => number> {
  let tries = 0;
  await page.route(submissions, (route) =>
    (meetings[tries++] ?? ((further: Route) => further.continue()))(route),
  );
  return () => tries;
}

const say =
  (status: number, body: string, contentType = 'application/problem+json') =>
  (route: Route) =>
    route.fulfill({ status, body, contentType });

describe('a line that fails', () => {
  test('the answer is lost after the server has stored everything: it is sent again, and counts once', async () => {
    const person = await arrive();
    const tries = await meet(person.page, async (route) => {
      const reply = await route.fetch();
      expect(reply.status()).toBe(201);
      await route.abort('connectionreset');
    });
    await answer(person);
    await sendButton(person.page).click();
    await ending(person.page).waitFor();
    await person.page.getByText(saved).waitFor();
    await person.page.getByText(sent).waitFor();
    expect(tries()).toBe(2);
    await isThereOnce(person);
  });

  test('the server is busy three times, then well', async () => {
    const visitor = await site.visitor();
    onTestFinished(visitor.leave);
    const person = { ...visitor, email: 'patient@harbour.example' };
    const { page } = person;
    await page.clock.install();
    await page.goto(`${site.url}/demo/crm/`);
    const busy = say(503, '{"code":"try_later"}');
    const tries = await meet(page, busy, busy, busy);
    await answer(person);
    await sendButton(page).click();
    await page.getByText(saved).waitFor();
    // The pauses between tries grow; nobody has to sit through them here.
    const wait = async () => {
      await page.clock.fastForward(10_000);
      return tries();
    };
    await eventually(wait).toBe(4);
    await page.getByText(sent).waitFor();
    await isThereOnce(person);
  });

  test('offline at Send: it is kept, and goes when the line is back', async () => {
    const person = await arrive();
    const { page } = person;
    await answer(person);
    await page.context().setOffline(true);
    await sendButton(page).click();
    await ending(page).waitFor();
    await page.getByText(saved).waitFor();
    expect(await site.leadsOf(person.email)).toEqual([]);
    await page.context().setOffline(false);
    await page.getByText(sent).waitFor();
    await isThereOnce(person);
  });

  test('a captive portal says 200 and shows a page of its own: that is no acknowledgement', async () => {
    const person = await arrive();
    const { page } = person;
    await meet(page, say(200, '<!doctype html><title>Welcome to our Wi-Fi</title>', 'text/html'));
    await answer(person);
    await sendButton(page).click();
    await page.getByText(saved).waitFor();
    await page.getByText(sent).waitFor();
    await isThereOnce(person);
  });

  test('refused by the server: said in words, with another try at hand', async () => {
    const person = await arrive();
    const { page, seen } = person;
    await meet(page, say(422, '{"code":"invalid_submission","errors":[]}'));
    await answer(person);
    await sendButton(page).click();
    await page.getByText(refused).waitFor();
    expect(seen.heard('error')).toEqual([{ form: 'crm-demo', code: 'refused', detail: refused }]);
    expect(await site.leadsOf(person.email)).toEqual([]);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText(sent).waitFor();
    await isThereOnce(person);
  });

  test('the ending does not wait for the network', async () => {
    const person = await arrive();
    const { page } = person;
    const gate = Promise.withResolvers<void>();
    const tries = await meet(page, (route) => gate.promise.then(() => route.continue()));
    await answer(person);
    await sendButton(page).click();
    await ending(page).waitFor();
    await page.getByText(sending).waitFor();
    await page.getByRole('link', { name: 'Open the guide' }).waitFor();
    gate.resolve();
    await page.getByText(sent).waitFor();
    expect(tries()).toBe(1);
    await isThereOnce(person);
  });
});

describe('hasty hands', () => {
  const ways: [string, (person: Person) => Promise<unknown>][] = [
    ['a double click on Send', ({ page }) => sendButton(page).dblclick()],
    [
      'Enter and a click at the same moment',
      async ({ page }) => {
        await page.getByRole('textbox', { name: 'Work email' }).focus();
        const box = await sendButton(page).boundingBox();
        if (!box) throw new Error('There is no Send.');
        await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
        await Promise.all([page.keyboard.press('Enter'), page.mouse.down(), page.mouse.up()]);
      },
    ],
    [
      'Enter again and again',
      async ({ page }) => {
        await page.getByRole('textbox', { name: 'Work email' }).focus();
        await Promise.all([1, 2, 3].map(() => page.keyboard.press('Enter')));
      },
    ],
  ];

  test.each(ways)('%s', async (_, press) => {
    const person = await arrive();
    const { page } = person;
    const tries = await meet(page);
    await answer(person);
    await press(person);
    await ending(page).waitFor();
    await page.getByText(sent).waitFor();
    expect(tries()).toBe(1);
    await isThereOnce(person);
  });

  test('the tab is closed right after Send: what could not leave is sent by the next page', async () => {
    const person = await arrive();
    const { page } = person;
    const held = Promise.withResolvers<void>();
    // Nothing gets out of this tab.
    await meet(page, async () => held.resolve());
    await answer(person);
    await sendButton(page).click();
    await held.promise;
    // Nor does its last breath.
    await page.context().setOffline(true);
    await page.close();
    expect(await site.leadsOf(person.email)).toEqual([]);
    await page.context().setOffline(false);

    const next = await person.tab();
    await next.goto(`${site.url}/demo/crm/pricing.html`);
    await isThereOnce(person);
    // The new page asks its own first question: nothing of the form that was sent is left.
    await next.getByRole('radiogroup', { name: 'What can we show you?' }).waitFor();
    expect(await next.getByRole('radio', { checked: true }).count()).toBe(0);
  });

  test('the tab is closed while the answers are on their way', async () => {
    const person = await arrive();
    await answer(person);
    await sendButton(person.page).click();
    await person.page.close();
    const next = await person.tab();
    await next.goto(`${site.url}/demo/crm/pricing.html`);
    await isThereOnce(person);
  });
});

describe('moving about', () => {
  test('Back while the answers are on their way: the page before sends what is left, once', async () => {
    const person = await arrive();
    const { page } = person;
    await page.goto(`${site.url}/demo/crm/pricing.html`);
    const held = Promise.withResolvers<void>();
    await meet(page, async () => held.resolve());
    await answer(person);
    await sendButton(page).click();
    await held.promise;
    await page.goBack();
    await isThereOnce(person);
    // And forward again: the form is at its beginning, and sends nothing more.
    await page.goForward();
    await page.getByRole('radiogroup', { name: 'What can we show you?' }).waitFor();
    await isThereOnce(person);
  });

  test('a page that the browser brings back as it was says how things stand, and sends nothing twice', async () => {
    const browser = await chromium.launch({
      executablePath: await findChromium(),
      args: chromiumFlags,
      ignoreDefaultArgs: ['--disable-back-forward-cache'],
    });
    onTestFinished(() => browser.close());
    const page = await browser.newPage();
    await page.goto(`${site.url}/demo/crm/`);
    people += 1;
    const email = `person${people}@harbour.example`;
    await answer({ page, email });
    await sendButton(page).click();
    await page.getByText(sent).waitFor();
    await page.evaluate(() => {
      addEventListener('pageshow', ({ persisted }) => {
        document.documentElement.title = persisted ? 'as it was' : 'anew';
      });
    });
    await page.goto(`${site.url}/demo/docs/running.html`);
    await page.evaluate(() => history.back());
    await page.waitForFunction(() => document.documentElement.title === 'as it was');
    expect(await page.getByText(sent).isVisible()).toBe(true);
    expect(await ending(page).isVisible()).toBe(true);
    expect((await site.leadsOf(email)).map((lead) => lead.submissions.length)).toEqual([1]);
  });

  test('a tab and its copy, with one draft between them, make one submission', async () => {
    const person = await arrive();
    const { page } = person;
    const address = `${site.url}/demo/crm/session.html`;
    await page.context().route(address, (route) =>
      route.fulfill({
        contentType: 'text/html',
        body: '<!doctype html><html lang="en"><title>A page</title><link rel="icon" href="data:,"><script async src="/f/crm-demo.js" data-persist="session"></script>',
      }),
    );
    await page.goto(address);
    await answer(person);
    const kept = () => sessionStorage.getItem('qualiform:draft:crm-demo') ?? '{}';
    await expect.poll(async () => JSON.parse(await page.evaluate(kept)).values?.privacy).toBe(true);
    // What a tab keeps for itself goes along to its copy.
    const [copy] = await Promise.all([
      page.waitForEvent('popup'),
      page.evaluate(() => void open(location.href)),
    ]);
    await copy.getByRole('checkbox', { checked: true }).waitFor();
    for (const tab of [page, copy]) {
      await sendButton(tab).click();
      await tab.getByText(sent).waitFor();
    }
    const leads = await site.leadsOf(person.email);
    expect(leads.map((lead) => lead.submissions.length)).toEqual([1]);
  });
});

describe('coming back', () => {
  const chosen = (page: Page, name: string) => page.getByRole('radio', { name, checked: true }).waitFor();
  const next = (page: Page) => page.getByRole('button', { name: 'Next' }).click();

  /** Up to the last step, with a name typed. */
  async function comeFar({ page }: Person): Promise<void> {
    await page.getByRole('radio', { name: 'A demo: we are changing CRM' }).click();
    await page.getByRole('radio', { name: 'Operations director, COO' }).click();
    await page.getByRole('radio', { name: '50–200' }).click();
    await page.getByRole('radio', { name: 'Yes, it is approved' }).click();
    await page.getByRole('combobox').selectOption({ label: 'Within a month' });
    await next(page);
    await page.getByRole('textbox', { name: 'First name' }).click();
    await page.keyboard.type('Ida');
  }

  test('a reload in the middle keeps the place and every answer', async () => {
    const person = await arrive();
    const { page } = person;
    await comeFar(person);
    await page.reload();
    await page.getByRole('heading', { name: 'Where can we reach you?' }).waitFor();
    expect(await page.getByRole('textbox', { name: 'First name' }).inputValue()).toBe('Ida');
    await page.getByRole('button', { name: 'Back' }).click();
    await chosen(page, 'Yes, it is approved');
    await page.reload();
    await page.getByRole('heading', { name: 'How far along are you?' }).waitFor();
    await chosen(page, 'Yes, it is approved');
    expect(await page.getByRole('combobox').inputValue()).toBe('month');
    await next(page);
    await page.getByRole('textbox', { name: 'Work email' }).click();
    await page.keyboard.type(person.email);
    await page.getByRole('checkbox').click();
    await page.route('https://cal.com/**', (route) => route.fulfill({ body: '' }));
    await sendButton(page).click();
    await page.getByRole('heading', { name: 'Let’s find half an hour, Ida' }).waitFor();
    await page.getByText(sent).waitFor();
    await isThereOnce(person);
    // Nothing of what is kept on the device for coming back is sent along.
    const [body] = person.seen.asked.filter((request) => request.url().endsWith('/submissions'));
    const parts = ['id', 'version', 'status', 'answers', 'context', 'signals', 'verdict', 'proof'];
    expect(Object.keys(body?.postDataJSON())).toEqual(parts);
  });

  test('Back loses nothing that was typed or chosen', async () => {
    const person = await arrive();
    const { page } = person;
    const back = () => page.getByRole('button', { name: 'Back' }).click();
    await comeFar(person);
    await back();
    await chosen(page, 'Yes, it is approved');
    await back();
    await chosen(page, '50–200');
    await back();
    await chosen(page, 'Operations director, COO');
    await back();
    await chosen(page, 'A demo: we are changing CRM');
    for (const question of ['And what is your part?', 'How many people work at your company?']) {
      await next(page);
      await page.getByRole('radiogroup', { name: question }).waitFor();
    }
    await next(page);
    await chosen(page, 'Yes, it is approved');
    await next(page);
    await page.getByRole('heading', { name: 'Where can we reach you?' }).waitFor();
    expect(await page.getByRole('textbox', { name: 'First name' }).inputValue()).toBe('Ida');
  });
});

describe('a form that changes under way', () => {
  /** One question, whose answer is worth this much, and an address. */
  const formWorth = (points: number) => ({
    id: 'changing',
    title: 'Talk to us',
    steps: [
      {
        id: 'need',
        fields: [
          {
            id: 'need',
            type: 'choice',
            label: 'What brings you here?',
            required: true,
            options: [
              { id: 'buy', label: 'We need this soon', points },
              { id: 'study', label: 'I study the market' },
            ],
          },
        ],
      },
      { id: 'reach', fields: [{ id: 'email', type: 'email', label: 'Work email', required: true }] },
    ],
    qualify: { mql: { score: { gte: 40 } } },
    outcomes: [
      { id: 'talk', when: { stage: 'mql' }, show: { type: 'message', title: 'Let us talk' } },
      { id: 'thanks', show: { type: 'message', title: 'Thank you' } },
    ],
  });

  test('who began on version 3 is judged by version 3, though version 4 is live', async () => {
    for (const points of [10, 20, 40]) await site.publish(formWorth(points));
    const person = await arrive();
    const { page, seen, email } = person;
    const host = `${site.url}/host`;
    await page.route(host, (route) =>
      route.fulfill({
        contentType: 'text/html',
        body: '<!doctype html><html lang="en"><title>Host</title><script async src="/f/changing.js"></script>',
      }),
    );
    await page.goto(host);
    await page.getByRole('radio', { name: 'We need this soon' }).click();
    expect(await site.publish(formWorth(41))).toBe(4);

    await page.getByRole('textbox', { name: 'Work email' }).click();
    await page.keyboard.type(email);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Let us talk' }).waitFor();
    await page.getByText(sent).waitFor();
    await isThereOnce(person);
    const [lead] = await site.leadsOf(email);
    expect(await site.submission(String(seen.heard('submit')[0]?.id))).toMatchObject({
      version: 3,
      stage: 'mql',
      outcome: 'talk',
      score: { total: 40 },
      agrees: true,
    });
    expect(lead).toMatchObject({ stage: 'mql', score: { total: 40 } });
  });
});
