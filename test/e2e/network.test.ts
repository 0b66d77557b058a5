/** Bad lines: whatever happens on the way, one form makes one submission and one lead, and the visitor reads how it stands. */
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { eventually } from './patience.ts';
import {
  answer,
  arrive,
  ending,
  isThereOnce,
  meet,
  refused,
  saved,
  say,
  sendButton,
  sending,
  sent,
} from './person.ts';
import { openSite, type Site } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site?.close());

describe('a line that fails', () => {
  test('the answer is lost after the server has stored everything: it is sent again, and counts once', async () => {
    const person = await arrive(site);
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
    await isThereOnce(site, person);
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
    await isThereOnce(site, person);
  });

  test('offline at Send: it is kept, and goes when the line is back', async () => {
    const person = await arrive(site);
    const { page } = person;
    await answer(person);
    await page.context().setOffline(true);
    await sendButton(page).click();
    await ending(page).waitFor();
    await page.getByText(saved).waitFor();
    expect(await site.leadsOf(person.email)).toEqual([]);
    await page.context().setOffline(false);
    await page.getByText(sent).waitFor();
    await isThereOnce(site, person);
  });

  test('a captive portal says 200 and shows a page of its own: that is no acknowledgement', async () => {
    const person = await arrive(site);
    const { page } = person;
    await meet(page, say(200, '<!doctype html><title>Welcome to our Wi-Fi</title>', 'text/html'));
    await answer(person);
    await sendButton(page).click();
    await page.getByText(saved).waitFor();
    await page.getByText(sent).waitFor();
    await isThereOnce(site, person);
  });

  test('refused by the server: said in words, with another try at hand', async () => {
    const person = await arrive(site);
    const { page, seen } = person;
    await meet(page, say(422, '{"code":"invalid_submission","errors":[]}'));
    await answer(person);
    await sendButton(page).click();
    await page.getByText(refused).waitFor();
    expect(seen.heard('error')).toEqual([{ form: 'crm-demo', code: 'refused', detail: refused }]);
    expect(await site.leadsOf(person.email)).toEqual([]);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText(sent).waitFor();
    await isThereOnce(site, person);
  });

  test('the ending does not wait for the network', async () => {
    const person = await arrive(site);
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
    await isThereOnce(site, person);
  });
});
