/** Threats from outside: what we install, and whom the server asks and tells. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { deliveries, outbox } from '../../server/db/schema/deliveries.ts';
import { startCourier } from '../../server/deliveries/courier.ts';
import { newSecret, secretText, signedHeaders } from '../../server/endpoints/sign.ts';
import type { Mail } from '../../server/mail/send.ts';
import { createPost } from '../../server/outbound/post.ts';
import { answers, demo } from '../server/forms.ts';
import { verify } from '../server/hooks.ts';
import { submission } from '../server/local.ts';
import { mailOn } from '../server/mailer.ts';
import { receiver } from '../server/receiver.ts';
import { waitFor } from '../wait.ts';
import { threatened } from './threatened.ts';

test('T8 a webhook reaches nothing behind this server: by no literal, no name, no rebinding, no redirect, and is not held', async () => {
  const server = await threatened();
  const make = (url: string) =>
    server.api('/api/endpoints', {
      method: 'POST',
      body: JSON.stringify({ url, events: ['lead.handover'] }),
    });
  for (const host of [
    '127.0.0.1',
    '2130706433',
    '0x7f.1',
    '[::ffff:127.0.0.1]',
    '169.254.169.254',
    '[fd00::1]',
  ])
    expect([host, (await make(`https://${host}/`)).status]).toEqual([host, 422]);
  expect((await make('http://hooks.example.com/')).status).toBe(422);

  const inner = await receiver('127.0.0.2');
  const outer = await receiver('127.0.0.1', inner.port);
  const names = { asked: 0, leadsTo: ['127.0.0.1', '127.0.0.2'] };
  const resolve = ((_: string, __: object, then: (error: null, found: object[]) => void) => {
    const address = names.leadsTo[Math.min(names.asked, names.leadsTo.length - 1)];
    names.asked += 1;
    then(null, [{ address, family: 4 }]);
  }) as never;
  const { signal } = new AbortController();
  const going = {
    url: `http://hooks.example.com:${inner.port}/`,
    headers: {},
    body: '',
    timeout: 10_000,
    signal,
  };
  const outside = (address: string) => address === '127.0.0.1';
  const post = createPost({ mayBePrivate: true, mayReach: outside, resolve });
  outer.world.answers = ({ response }) =>
    void response.writeHead(302, { location: inner.url }).end('x'.repeat(99_999));
  // The name has changed its mind by the time of the second question, which nobody asks; and nobody goes where the answer points.
  expect(await post(going)).toEqual({ status: 302, reply: 'x'.repeat(16 * 1024) });
  expect([names.asked, outer.got.length, inner.got.length]).toEqual([1, 1, 0]);
  expect(await post(going)).toEqual({ error: 'private_address' });
  const strict = createPost({ mayBePrivate: false, resolve });
  expect(await strict({ ...going, url: 'https://hooks.example.com/' })).toEqual({ error: 'private_address' });
});

test('T9 a webhook is signed with its id and its time, by both secrets while they change', () => {
  // Published with the reference libraries of Standard Webhooks.
  const vector = {
    secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    at: 1614265330_000,
    body: '{"test": 2432232314}',
    signature: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  };
  const { id, at, body } = vector;
  const keyOf = (secret: string) => Buffer.from(secret.slice('whsec_'.length), 'base64');
  const headers = signedHeaders({ id, at, body, secrets: [keyOf(vector.secret)] });
  expect(headers).toEqual({
    'webhook-id': id,
    'webhook-timestamp': '1614265330',
    'webhook-signature': vector.signature,
  });
  const accepts = (changed: object, now = at, text = body, secret = vector.secret) =>
    verify(secret, { headers: { ...headers, ...changed }, body: text }, now);
  expect(accepts({})).toBe(true);
  const forged: boolean[] = [
    accepts({}, at, body.replace('2', '3')),
    accepts({ 'webhook-id': 'msg_other' }),
    // Neither as it was nor with a fresh time does an old one count for new.
    accepts({}, at + 6 * 60_000),
    accepts({ 'webhook-timestamp': String(at / 1000 + 360) }, at + 6 * 60_000),
    accepts({ 'webhook-signature': vector.signature.replace('v1,', 'v2,') }),
    accepts({ 'webhook-signature': '' }),
    accepts({}, at, body, secretText(newSecret())),
  ];
  expect(forged).toEqual(forged.map(() => false));
  const next = newSecret();
  const both = signedHeaders({ id, at, body, secrets: [next, keyOf(vector.secret)] });
  for (const secret of [vector.secret, secretText(next)])
    expect(verify(secret, { headers: both, body }, at)).toBe(true);
});

test('T17 a confirmation is no relay: off unless asked for, in its own words alone, one for each address, form and day', async () => {
  const server = await threatened();
  const confirmation = { subject: 'We have your request', text: 'Thank you.' };
  const piped = { ...demo, confirmation: { ...confirmation, text: 'Dear {{name|friend}}' } };
  const { status } = await server.api('/api/forms/demo', { method: 'PUT', body: JSON.stringify(piped) });
  expect(status).toBe(422);

  const sent: Mail[] = [];
  const { store, clock } = server;
  const mail = mailOn(server, async (one) => {
    sent.push(one);
    return { ok: true, said: '250' };
  });
  const courier = startCourier({ store, channels: { mail }, now: () => clock.now, log: () => {} });
  onTestFinished(courier.stop);
  const submitTo = async (form: string) => {
    const victim = { ...answers.lead, email: 'victim@harbour.example' };
    for (const name of ['Buy now: evil.example', '{{email}}', '<img src=x onerror=alert(1)>'])
      await server.submit(form, submission({ ...victim, name }, { context: { language: name } }));
    courier.wake();
    await waitFor(async () => {
      expect(await store.orm.select().from(outbox)).toEqual([]);
      const left = await store.orm.select().from(deliveries);
      expect(left.filter(({ dueAt }) => dueAt !== null)).toEqual([]);
    });
  };
  await submitTo('demo');
  expect(sent).toEqual([]);
  await server.publish({ ...demo, id: 'kind', confirmation });
  await submitTo('kind');
  await submitTo('kind');
  expect(sent).toHaveLength(1);
  expect(sent[0]).toMatchObject({
    to: 'victim@harbour.example',
    subject: 'We have your request',
    text: 'Thank you.\n',
  });
  expect(JSON.stringify(sent)).not.toMatch(/evil|onerror|\{\{/);
});

test('T24 every package is pinned, by its version and by its bytes', () => {
  const read = (name: string) =>
    JSON.parse(readFileSync(path.resolve(import.meta.dirname, '../..', name), 'utf8'));
  const { dependencies, devDependencies } = read('package.json') as Record<string, Record<string, string>>;
  for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies }))
    expect([name, version]).toEqual([name, expect.stringMatching(/^\d+\.\d+\.\d+$/)]);
  const { packages } = read('package-lock.json') as { packages: Record<string, Locked> };
  const loose = Object.entries(packages).filter(
    ([name, { integrity, link, inBundle }]) =>
      name !== '' && !link && !inBundle && !/^sha512-/.test(integrity ?? ''),
  );
  expect(loose.map(([name]) => name)).toEqual([]);
});

interface Locked {
  integrity?: string;
  link?: boolean;
  inBundle?: boolean;
}
