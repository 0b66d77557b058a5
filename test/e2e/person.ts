/** Somebody with an address of their own who fills in the shortest form, on a line that may fail, and what sales has of it. */
import type { Page, Route } from 'playwright';
import { expect, onTestFinished } from 'vitest';
import { eventually } from './patience.ts';
import type { Site, Visitor } from './site.ts';

export const sending = 'Sending…';
export const sent = 'Your answers have been sent.';
export const saved = 'Saved on this device. It will be sent as soon as you are online.';
export const refused = 'Your answers could not be sent.';
const submissions = '**/v1/forms/*/submissions';

let people = 0;

/** An address that nobody had before. */
export const newEmail = (): string => {
  people += 1;
  return `person${people}@harbour.example`;
};

export interface Person extends Visitor {
  email: string;
}

/** Somebody with an address of their own, on the page with the form. */
export async function arrive(site: Site): Promise<Person> {
  const visitor = await site.visitor();
  onTestFinished(visitor.leave);
  await visitor.page.goto(`${site.url}/demo/crm/`);
  return { ...visitor, email: newEmail() };
}

export const sendButton = (page: Page) => page.getByRole('button', { name: 'Send' });
export const ending = (page: Page) => page.getByRole('heading', { name: 'The buyer’s guide is yours' });

/** The shortest way through: only the guide. Stops before 'Send'. */
export async function answer({ page, email }: Pick<Person, 'page' | 'email'>): Promise<void> {
  await page.getByRole('radio', { name: 'The buyer’s guide, for now' }).click();
  await page.getByRole('textbox', { name: 'Work email' }).click();
  await page.keyboard.type(email);
  await page.getByRole('checkbox').click();
}

/** Sales has one lead of this person, made by one submission. */
export async function isThereOnce(site: Site, { email, seen }: Person): Promise<void> {
  await eventually(async () => (await site.leadsOf(email)).map((lead) => lead.submissions.length)).toEqual([
    1,
  ]);
  expect(seen.heard('submit')).toHaveLength(1);
  expect(seen.heard('outcome')).toHaveLength(1);
  expect(seen.trouble.filter((text) => /^(uncaught|policy)/.test(text))).toEqual([]);
}

/** Meets the tries to send, in this order; what comes after them goes through. Tells how many there were. */
export async function meet(
  page: Page,
  ...meetings: ((route: Route) => Promise<void>)[]
): Promise<() => number> {
  let tries = 0;
  await page.route(submissions, (route) =>
    (meetings[tries++] ?? ((further: Route) => further.continue()))(route),
  );
  return () => tries;
}

export const say =
  (status: number, body: string, contentType = 'application/problem+json') =>
  (route: Route) =>
    route.fulfill({ status, body, contentType });
