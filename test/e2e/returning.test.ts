/** Coming back to a form that was begun: nothing is lost, also where the form was changed meanwhile. */
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { arrive, isThereOnce, type Person, sendButton, sent } from './person.ts';
import { openSite, type Site } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site?.close());

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
    const person = await arrive(site);
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
    await isThereOnce(site, person);
    // Nothing of what is kept on the device for coming back is sent along.
    const [body] = person.seen.asked.filter((request) => request.url().endsWith('/submissions'));
    const parts = ['id', 'version', 'status', 'answers', 'context', 'signals', 'verdict', 'proof'];
    expect(Object.keys(body?.postDataJSON())).toEqual(parts);
  });

  test('Back loses nothing that was typed or chosen', async () => {
    const person = await arrive(site);
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
    const person = await arrive(site);
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
    await isThereOnce(site, person);
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
