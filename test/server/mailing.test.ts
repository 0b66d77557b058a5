/** Whoever has sent a form gets one mail that says so, whichever of the servers sends it; and nobody gets what others wrote. */
import { createSecretKey } from 'node:crypto';
import { expect, onTestFinished, test, vi } from 'vitest';
import { attempts, confirmations, deliveries } from '../../server/db/schema/deliveries.ts';
import type { Channels } from '../../server/deliveries/channel.ts';
import { startCourier } from '../../server/deliveries/courier.ts';
import { createWebhooks } from '../../server/endpoints/webhook.ts';
import { createVersions } from '../../server/forms/versions.ts';
import { turnOf } from '../../server/mail/oncePerDay.ts';
import type { SendMail } from '../../server/mail/send.ts';
import { createPost } from '../../server/outbound/post.ts';
import { purge } from '../../server/retention/purge.ts';
import type { Form } from '../../widget/schema/form.ts';
import { waitFor } from '../wait.ts';
import { leftIn, note, pretendChannel, pretendTimers, second, withTimers } from './channels.ts';
import { answers, demo } from './forms.ts';
import { type Body, type Local, local, submission } from './local.ts';
import { mailerOf, mailOn } from './mailer.ts';
import { invite, joined } from './people.ts';
import { answering, receiver } from './receiver.ts';
import { openSink, readMail } from './sink.ts';

const minute = 60 * second;
const day = 24 * 60 * minute;

const confirming: Form = {
  ...demo,
  confirmation: {
    subject: { en: 'We have your request', pl: 'Mamy Twoje zgłoszenie' },
    text: { en: 'Thank you.', pl: 'Dziękujemy.' },
    replyTo: 'sales@acme.example',
  },
};
const ann = 'Ann.Private@harbour.example';

/** A server that delivers mail, and what it logs. */
function delivering(server: Local, send: SendMail, others: Channels = {}) {
  const timers = pretendTimers();
  const said: Record<string, unknown>[] = [];
  const courier = startCourier({
    store: server.store,
    channels: { mail: mailOn(server, send), ...others },
    now: () => server.clock.now,
    log: (event) => void said.push(event),
    random: () => 0,
    later: timers.later,
  });
  onTestFinished(async () => {
    let hasEnded = false;
    void courier.stop().then(() => {
      hasEnded = true;
    });
    // What hangs is given up when the time of the farewell is over.
    await waitFor(() => {
      timers.run();
      expect(hasEnded).toBe(true);
    });
  });
  return { ...withTimers(courier, timers), said, send };
}

async function mailing(form: Form = confirming) {
  const server = await local();
  await server.publish(form);
  const sink = await openSink();
  return { server, sink, courier: delivering(server, mailerOf(sink)) };
}

async function sent(server: Local, given: Record<string, unknown> = {}, form = 'demo', more = {}) {
  const body = submission({ ...answers.mql, email: ann, ...given }, more);
  const { status } = await server.submit(form, body);
  if (status !== 201) throw new Error(`answered ${status}`);
  return body;
}

const rows = ({ store }: Local) => store.orm.select().from(deliveries);
const states = async (server: Local) => (await rows(server)).map(({ state }) => state);
const turns = ({ store }: Local) => store.orm.select().from(confirmations);
/** Until there is nothing left to do for these servers. */
const rest = async (server: Local, ...couriers: ReturnType<typeof delivering>[]) => {
  for (const { wake } of couriers) wake();
  await waitFor(async () => {
    for (const { timers } of couriers) expect(timers.next()).toBe(5 * second);
    expect((await rows(server)).filter(({ dueAt }) => dueAt !== null)).toEqual([]);
    expect((await leftIn(server.store)).outbox).toBe(0);
  });
};

const stopped = { outcome: 'stopped', mails: 0 };

/** What comes of a try for a submission, whoever has asked for it, as a delivery that is not there. */
async function trying(server: Local, { id, version, answers: given }: Body, leadId: string) {
  const send = vi.fn<SendMail>();
  const payload = { submission: { id, form: 'demo', version, answers: given } };
  const { outcome, error } = await mailOn(server, send).deliver({
    delivery: 'of nobody',
    target: 'confirmation',
    tries: 0,
    signal: new AbortController().signal,
    message: { id: 'told', kind: 'submission.completed', leadId, payload, createdAt: server.clock.now },
  });
  return { outcome, error, mails: send.mock.calls.length };
}

test('a complete submission with an address is confirmed in the language that the form was read in', async () => {
  const { server, sink, courier } = await mailing();
  const body = await sent(server, { name: 'Ann {{email}} Private' }, 'demo', { context: { language: 'pl' } });
  courier.wake();
  const [received] = await sink.got(1);
  await waitFor(async () => expect(await states(server)).toEqual(['delivered']));
  const [delivery] = await rows(server);
  expect(received).toMatchObject({ from: 'forms@acme.example', to: ann });
  const { headers, plain, html } = readMail(received ?? { raw: '' });
  expect(headers).toMatchObject({
    subject: 'Mamy Twoje zgłoszenie',
    to: ann,
    'reply-to': 'sales@acme.example',
    'message-id': `<${delivery?.id}@acme.example>`,
    'auto-submitted': 'auto-replied',
    'x-auto-response-suppress': 'All',
  });
  expect(plain?.trimEnd()).toBe('Dziękujemy.');
  expect(html).toContain('<html lang="pl"');
  expect(received?.raw.replaceAll(ann, '')).not.toMatch(/ann|private/i);
  // The log of the lead tells of it, and the file about the person.
  const lead = await server.leadOf(body.id);
  const { body: file } = await server.api<{ messages: { about: string; sentTo: object[] }[] }>(
    `/api/leads/${lead.id}/export`,
  );
  const told = file.messages.find(({ about }) => about === 'submission.completed');
  expect(told?.sentTo).toMatchObject([{ by: 'mail', to: 'confirmation', state: 'delivered' }]);
});

test('one for each address, form and day in UTC, of whatever servers and however it is written', async () => {
  const server = await local();
  await server.publish(confirming);
  await server.publish({ ...confirming, id: 'other' });
  server.clock.now = Date.UTC(2030, 4, 1, 23, 50);
  const sink = await openSink();
  const couriers = [1, 2, 3].map(() => delivering(server, mailerOf(sink)));
  const written = [ann, ann.toLowerCase(), ann.toUpperCase(), 'ann.private+again@harbour.example'];
  const sendAll = async (form = 'demo') => {
    const sending = written.map((email) => sent(server, { email }, form));
    for (const { wake } of couriers) wake();
    await Promise.all(sending);
    await rest(server, ...couriers);
  };
  await sendAll();
  await sendAll();
  expect(sink.mails).toHaveLength(1);
  await sendAll('other');
  expect(sink.mails).toHaveLength(2);
  await sent(server, { email: 'bob@harbour.example' });
  await rest(server, ...couriers);
  expect(sink.mails.map(({ to }) => to)).toContain('bob@harbour.example');
  server.clock.now = Date.UTC(2030, 4, 2, 0, 10);
  await sendAll();
  expect(sink.mails).toHaveLength(4);
  expect((await turns(server)).map(({ formId, day: of }) => `${formId} ${of}`).sort()).toEqual([
    'demo 2030-05-01',
    'demo 2030-05-01',
    'demo 2030-05-02',
    'other 2030-05-01',
  ]);
});

test.each([
  ['ann@harbour.example', 'ann+shop@HARBOUR.example', true],
  ['ann.private@gmail.com', 'annprivate+x@googlemail.com', true],
  ['ann@bücher.example', 'ann@xn--bcher-kva.example', true],
  ['ann.private@harbour.example', 'annprivate@harbour.example', false],
  ['ann@harbour.example', 'ann@harbor.example', false],
])('%s and %s are one box: %s', (one, other, isOne) => {
  const secret = createSecretKey(Buffer.from('a secret'));
  const turns = [one, other].map((address) => turnOf(secret, 'demo', address, 0));
  expect(turns[0]?.address === turns[1]?.address).toBe(isOne);
});

test('of servers that want to send two to one address at the same moment one does', async () => {
  const server = await local();
  await server.publish(confirming);
  const sink = await openSink();
  // Each sees to one message before it knows of the other.
  const channel = mailOn(server, mailerOf(sink));
  const all = {
    ...channel,
    addresseesOf: async (batch: readonly { id: string; kind: string }[]) =>
      batch
        .filter(({ kind }) => kind === 'submission.completed')
        .map(({ id }) => ({ message: id, target: 'confirmation', lane: id })),
  };
  const couriers = [1, 2, 3].map(() => delivering(server, mailerOf(sink), { mail: all }));
  for (let n = 0; n < 6; n += 1) await sent(server);
  await rest(server, ...couriers);
  expect(sink.mails).toHaveLength(1);
  expect((await states(server)).sort()).toEqual(['delivered', ...Array(5).fill('stopped')]);
  await sent(server);
  await rest(server, ...couriers);
  expect((await states(server)).at(-1)).toBe('stopped');
  expect(sink.mails).toHaveLength(1);
});

test('nothing for what is half done, has no address, was set aside, or comes to a form that confirms nothing', async () => {
  const { server, sink, courier } = await mailing();
  await server.publish({ ...demo, id: 'quiet' });
  await server.publish({ ...confirming, id: 'strict', protect: { strict: true } });
  const begun = await sent(server, {}, 'demo', { status: 'partial' });
  await sent(server, { email: undefined });
  await sent(server, {}, 'quiet');
  const aside = await sent(server, {}, 'strict');
  await rest(server, courier);
  expect(await rows(server)).toEqual([]);
  expect(sink.offered).toEqual([]);
  // Nor where a message of one came about.
  const nothing = { ...stopped, error: 'There is no submission to confirm.' };
  for (const body of [aside, begun]) expect(await trying(server, body, 'lead')).toEqual(nothing);
  // Once a person has looked at it and let it through, it is a submission as any other.
  const released = await server.api(`/api/quarantine/${aside.id}/release`, { method: 'POST', body: '{}' });
  expect(released.status).toBe(200);
  courier.wake();
  expect((await sink.got(1))[0]?.to).toBe(ann);
});

test('it is the live version that counts: taken out, nobody gets it any more, whatever version is sent', async () => {
  const { server, sink, courier } = await mailing();
  sink.answers.greeting = '421 Later';
  await sent(server);
  courier.wake();
  await waitFor(async () => expect((await rows(server))[0]).toMatchObject({ state: 'waiting', tries: 1 }));
  await server.publish(demo);
  delete sink.answers.greeting;
  server.clock.now += minute;
  courier.look();
  await waitFor(async () => expect(await states(server)).toEqual(['stopped']));
  await sent(server, { email: 'bob@harbour.example' });
  await rest(server, courier);
  await server.publish(confirming);
  await server.api('/api/forms/demo/archive', { method: 'POST' });
  await rest(server, courier);
  expect(sink.offered).toEqual([]);
});

test('what the mail server puts off is tried again by the schedule, and what it refuses is not', async () => {
  const { server, sink, courier } = await mailing();
  sink.answers.RCPT = `452 4.2.2 <${ann}> is full`;
  await sent(server);
  const state = async () => {
    const [row] = await rows(server);
    return row && { state: row.state, tries: row.tries, in: row.dueAt && row.dueAt - server.clock.now };
  };
  courier.wake();
  await waitFor(async () => expect(await state()).toEqual({ state: 'waiting', tries: 1, in: 5 * second }));
  server.clock.now += 5 * second;
  courier.look();
  await waitFor(async () => expect(await state()).toEqual({ state: 'waiting', tries: 2, in: 5 * minute }));
  // Whoever sends the form again meanwhile waits for the same mail.
  await sent(server);
  courier.wake();
  await waitFor(() => expect(courier.timers.next()).toBe(5 * second));
  delete sink.answers.RCPT;
  server.clock.now += 5 * minute;
  courier.look();
  await sink.got(1);
  await waitFor(async () => expect(await state()).toMatchObject({ state: 'delivered', tries: 3 }));

  sink.answers.RCPT = '550 5.1.1 <bob@harbour.example> unknown';
  await sent(server, { email: 'bob@harbour.example' });
  await rest(server, courier);
  expect(await states(server)).toEqual(['delivered', 'stopped']);
  const log = await server.store.orm.select().from(attempts);
  expect(log.map(({ status, reply }) => [status, reply])).toEqual([
    [452, '452 4.2.2 <…> is full'],
    [452, '452 4.2.2 <…> is full'],
    [250, '250 Kept'],
    [550, '550 5.1.1 <…> unknown'],
  ]);
});

test('P6: a mail server that hangs delays no submission and no other channel', async () => {
  const server = await local();
  await server.publish(confirming);
  const sink = await openSink({ greeting: 'hang' });
  const webhook = pretendChannel({ hook: 'takes it' });
  const courier = delivering(server, mailerOf(sink), { webhook: webhook.channel });
  const send = async (n: number) => {
    const body = submission({ ...answers.mql, email: `p${n}@harbour.example` });
    const { status } = await server.submit('demo', body);
    courier.wake();
    return status;
  };
  expect(await Promise.all(Array.from({ length: 30 }, (_, n) => send(n)))).toEqual(Array(30).fill(201));
  await waitFor(() => expect(webhook.toldTo('hook').length).toBeGreaterThanOrEqual(60));
  expect(sink.open()).toBe(5);
  expect(await send(31)).toBe(201);
  await waitFor(() => expect(webhook.toldTo('hook').length).toBeGreaterThanOrEqual(62));
  expect(sink.mails).toEqual([]);
});

test('P13: of somebody who is erased no delivery and no row of the day is left, and none comes back', async () => {
  const { server, sink, courier } = await mailing();
  sink.answers.body = 'hang';
  const body = await sent(server);
  const kept = await sent(server, { email: 'bob@harbour.example' });
  courier.wake();
  await waitFor(async () => expect(await turns(server)).toHaveLength(2));
  const { id } = await server.leadOf(body.id);
  const erased = await server.api(`/api/leads/${id}`, { method: 'DELETE' });
  expect(erased.body).toMatchObject({ counts: { deliveries: 1 } });
  const { id: other } = await server.leadOf(kept.id);
  expect((await turns(server)).map(({ leadId }) => leadId)).toEqual([other]);
  expect((await rows(server)).map(({ leadId }) => leadId)).toEqual([other]);
  // A mail that was about to be made for the erased one is not sent, and takes no day.
  server.clock.now += day;
  expect(await trying(server, kept, other)).toEqual({ ...stopped, error: 'The person was erased.' });
  const [left] = await rows(server);
  expect((await turns(server)).map(({ deliveryId }) => deliveryId)).toEqual([left?.id]);
});

test('no address is kept for the day, nor told to a log', async () => {
  const { server, sink, courier } = await mailing();
  sink.answers.RCPT = `550 <${ann}>: who is ${ann}?`;
  await sent(server);
  await rest(server, courier);
  // Told once it is written, so that whoever reads the rows may be there before.
  await waitFor(() => expect(courier.said.filter(({ event }) => event === 'delivery')).toHaveLength(1));
  const kept = await server.store.orm.select().from(attempts);
  expect(JSON.stringify([await turns(server), kept, courier.said])).not.toMatch(/private|harbour/i);
  // Nor can it be guessed without the secret.
  expect((await turns(server))[0]?.address).toMatch(/^[\w-]{43}$/);
});

test('rows of a day go once nobody can ask for it any more', async () => {
  const { server, sink, courier } = await mailing();
  await sent(server);
  courier.wake();
  await sink.got(1);
  const sweep = async () => {
    const { store, clock } = server;
    const versions = createVersions(store.orm);
    await purge({ store, versions, now: () => clock.now, log: () => {} });
    return turns(server);
  };
  server.clock.now += day;
  expect(await sweep()).toHaveLength(1);
  server.clock.now += 2 * day;
  expect(await sweep()).toEqual([]);
});

test('what has lain in the outbox for long is confirmed to nobody', async () => {
  const { server, sink, courier } = await mailing();
  await sent(server);
  await server.store.commit([['addOutbox', note()]]);
  server.clock.now += 2 * day;
  await rest(server, courier);
  expect([await rows(server), sink.offered]).toEqual([[], []]);
});

test('the admins are told that an endpoint was switched off, and nobody else is', async () => {
  const server = await local();
  const { person: admin } = await joined(server, 'admin', 'Ada@acme.example');
  const { person: left } = await joined(server, 'admin', 'left@acme.example');
  await joined(server, 'marketer');
  await invite(server, 'admin', 'invited@acme.example');
  const gone = { name: left.name, role: left.role, disabled: true };
  await server.api(`/api/people/${left.id}`, { method: 'PUT', body: JSON.stringify(gone) });
  const endpoint = {
    id: 'one',
    url: 'https://hooks.shop.example/in/a-secret',
    description: 'Shop\r\nBcc: everybody@acme.example',
    why: 'gone',
  };
  await server.store.commit([['addOutbox', note(null, 'endpoint.switched_off', { endpoint })]]);
  const sink = await openSink();
  const courier = delivering(server, mailerOf(sink));
  await rest(server, courier);
  expect(sink.offered).toEqual(['Ada@acme.example']);
  expect((await rows(server)).map(({ target, lane }) => [target, lane])).toEqual([[admin.id, 'mail']]);
  const { headers, plain } = readMail(sink.mails[0] ?? { raw: '' });
  expect(headers).toMatchObject({
    subject: 'Switched off: Shop Bcc: everybody@acme.example (hooks.shop.example)',
    'auto-submitted': 'auto-generated',
  });
  expect(headers).not.toHaveProperty('bcc');
  expect(plain).toContain('it is gone for good (410)');
  expect(plain).toContain('https://forms.acme.example/console');
  expect(sink.mails[0]?.raw).not.toContain('a-secret');
});

test('an endpoint that answers that it is gone is switched off, and its admin has mail', async () => {
  const server = await local({ WEBHOOK_PRIVATE: '1' });
  await server.publish(demo);
  const { person } = await joined(server, 'admin', 'ada@acme.example');
  const there = await receiver();
  there.world.answers = answering(410);
  const made = { url: there.url, description: 'The CRM', events: ['submission.completed'] };
  await server.api('/api/endpoints', { method: 'POST', body: JSON.stringify(made) });
  const { store, secret, clock } = server;
  const post = createPost({ mayBePrivate: true });
  const webhook = createWebhooks({ store, now: () => clock.now, post, secret });
  const sink = await openSink();
  const courier = delivering(server, mailerOf(sink), { webhook });
  await sent(server);
  courier.wake();
  const [mail] = await sink.got(1);
  expect(readMail(mail ?? { raw: '' }).headers.subject).toBe(
    `Switched off: The CRM (${new URL(there.url).host})`,
  );
  await rest(server, courier);
  const { body } = await server.api<{ deliveries: object[] }>('/api/deliveries');
  expect(body.deliveries[0]).toMatchObject({
    event: 'endpoint.switched_off',
    channel: 'mail',
    to: person.name,
    state: 'delivered',
  });
});
