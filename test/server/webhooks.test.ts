/** Endpoints are told what they want to hear of, signed and at least once; and who looks after them sees what became of it. */
import { createSecretKey } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { attempts, endpoints, messages, outbox } from '../../server/db/schema/deliveries.ts';
import { createWebhooks } from '../../server/endpoints/webhook.ts';
import { createVersions } from '../../server/forms/versions.ts';
import { silent } from '../../server/log.ts';
import { createPost } from '../../server/outbound/post.ts';
import { purge } from '../../server/retention/purge.ts';
import { answers, demo } from './forms.ts';
import { type Delivering, delivering, settled, verify, waitFor } from './hooks.ts';
import { bearer, submission } from './local.ts';
import { answering, receiver } from './receiver.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** Milliseconds from a try to the next one. */
const waited = (one: { dueAt: string | null; updatedAt: string } | undefined) =>
  Date.parse(one?.dueAt ?? '') - Date.parse(one?.updatedAt ?? '');

/** Somebody fills in the form to its end. */
async function arrives(server: Delivering, email = 'ann@acme.example') {
  const sent = submission({ ...answers.sql, email });
  await server.submit('demo', sent);
  server.courier.wake();
  return sent;
}

test('an endpoint gets what it wants to hear of, signed, and nothing from before it was there', async () => {
  const server = await delivering();
  await server.publish(demo);
  const there = await receiver();
  // Still in the outbox when the endpoint is made.
  await server.submit('demo', submission({ ...answers.sql, email: 'before@acme.example' }));
  const made = await server.make(there.url, { events: ['submission.completed', 'lead.handover'] });
  expect(made).toMatchObject({ state: 'on', secret: expect.stringMatching(/^whsec_[\w+/]{43}=$/) });
  const sent = await arrives(server);
  await settled(server, ['delivered 1', 'delivered 1']);
  const [one] = there.got.filter(({ body }) => body.includes('submission.completed'));
  if (!one) throw new Error('nothing came');
  expect(one.headers).toMatchObject({ 'content-type': 'application/json' });
  expect(verify(made.secret, one, server.clock.now)).toBe(true);
  expect(verify(made.secret, { ...one, body: `${one.body} ` }, server.clock.now)).toBe(false);
  const told = JSON.parse(one.body);
  expect(told).toMatchObject({
    type: 'submission.completed',
    timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    data: { submission: { id: sent.id }, lead: { email: 'ann@acme.example', stage: 'sql' } },
  });
  const handover = there.got.find(({ body }) => body.includes('lead.handover'));
  expect(JSON.parse(handover?.body ?? '').data.dueAt).toMatch(/^\d{4}-\d\d-\d\dT/);
});

test('a try that fails is made again by the schedule: the same message, another time and signature', async () => {
  const server = await delivering();
  const there = await receiver();
  await server.publish(demo);
  const made = await server.make(there.url);
  there.world.answers = answering(500, 'not now');
  await arrives(server);
  for (const [tries, wait] of [
    5 * second,
    5 * minute,
    30 * minute,
    2 * hour,
    5 * hour,
    10 * hour,
    10 * hour,
  ].entries()) {
    const [waiting] = await settled(server, [`waiting ${tries + 1}`]);
    expect([tries, waited(waiting)]).toEqual([tries, wait]);
    await server.pass(wait);
  }
  const [ended] = await settled(server, ['failed 8']);
  expect(there.got).toHaveLength(8);
  expect(new Set(there.got.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  expect(new Set(there.got.map(({ body }) => body)).size).toBe(1);
  expect(new Set(there.got.map(({ headers }) => headers['webhook-signature'])).size).toBe(8);
  expect(
    there.got.every((one) => verify(made.secret, one, 1000 * Number(one.headers['webhook-timestamp']))),
  ).toBe(true);
  const log = await server.log(ended?.id ?? '');
  expect(log.attempts).toHaveLength(8);
  expect(log.attempts[0]).toMatchObject({ status: 500, error: null, reply: 'not now' });
  expect(log.body).toEqual(JSON.parse(there.got[0]?.body ?? ''));
  await server.becomes(made.id, { state: 'failing' });

  there.world.answers = answering(200);
  expect((await server.send('POST', `/api/deliveries/${ended?.id}/resend`)).status).toBe(202);
  server.courier.wake();
  await settled(server, ['delivered 1']);
  await server.becomes(made.id, { state: 'on', failingSince: null });
  expect((await server.log(ended?.id ?? '')).attempts).toHaveLength(9);
});

test.each([
  [200, 'delivered 1'],
  [204, 'delivered 1'],
  [299, 'delivered 1'],
  [300, 'waiting 1'],
  [302, 'waiting 1'],
  [400, 'waiting 1'],
  [404, 'waiting 1'],
  [429, 'waiting 1'],
  [503, 'waiting 1'],
])('only what begins with 2 is a yes: %i', async (status, state) => {
  const server = await delivering();
  const there = await receiver();
  await server.publish(demo);
  await server.make(there.url);
  there.world.answers = answering(status);
  await arrives(server);
  await settled(server, [state]);
});

describe('it is switched off', () => {
  const linesOf = async (server: Delivering) =>
    (
      await server.api<{ lines: { action: string; target: string; name: string; detail: object }[] }>(
        '/api/audit',
      )
    ).body.lines;

  test('by 410, at once, which the console, the log and other endpoints hear of', async () => {
    const server = await delivering();
    const [there, other] = [await receiver(), await receiver()];
    await server.publish(demo);
    const made = await server.make(there.url, { description: 'The CRM' });
    await server.make(other.url, { events: ['endpoint.switched_off'] });
    there.world.answers = answering(410);
    await arrives(server);
    await waitFor(async () => expect(other.got).toHaveLength(1));
    expect(JSON.parse(other.got[0]?.body ?? '')).toMatchObject({
      type: 'endpoint.switched_off',
      data: { endpoint: { id: made.id, description: 'The CRM', why: 'gone' } },
    });
    await server.becomes(made.id, { state: 'off', off: { why: 'gone' } });
    expect((await linesOf(server))[0]).toMatchObject({
      action: 'endpoint.off',
      target: made.id,
      name: 'Qualiform',
      detail: { why: 'gone' },
    });
    await settled(server, ['stopped 1'], `?endpoint=${made.id}`);
    const metrics = await (await server.app.request('/metrics', { headers: bearer })).text();
    expect(metrics).toContain('\nqualiform_endpoints_off 1\n');
    expect(metrics).toContain('\nqualiform_deliveries_waiting 0\n');
    // Nothing more is for it, and nothing can be sent by hand, until somebody has switched it on.
    await arrives(server, 'later@acme.example');
    await waitFor(async () => expect(await server.store.orm.select().from(outbox)).toEqual([]));
    expect(there.got).toHaveLength(1);
    const id = (await server.deliveries(`?endpoint=${made.id}`)).deliveries[0]?.id;
    expect((await server.send('POST', `/api/deliveries/${id}/resend`)).body.code).toBe('endpoint_off');
    expect((await server.send('POST', `/api/endpoints/${made.id}/test`)).body.code).toBe('endpoint_off');
    const { url, description, events } = made;
    await server.send('PUT', `/api/endpoints/${made.id}`, { url, description, events, on: true });
    await server.becomes(made.id, { state: 'on', off: null });
    there.world.answers = answering(200);
    await server.send('POST', `/api/deliveries/${id}/resend`);
    server.courier.wake();
    await settled(server, ['delivered 1'], `?endpoint=${made.id}`);
  });

  test('after five days without a yes, and not a day before', async () => {
    const server = await delivering();
    const there = await receiver();
    await server.publish(demo);
    const made = await server.make(there.url);
    there.world.answers = answering(500);
    await arrives(server);
    await settled(server, ['waiting 1']);
    await server.pass(4 * day);
    await settled(server, ['waiting 2']);
    await server.becomes(made.id, { state: 'failing' });
    await server.pass(day);
    await settled(server, ['stopped 3']);
    await server.becomes(made.id, { state: 'off', off: { why: 'failing' } });
    expect((await linesOf(server)).filter(({ action }) => action === 'endpoint.off')).toHaveLength(1);
  });

  test('by hand, and what waits is given up when its time comes', async () => {
    const server = await delivering();
    const there = await receiver();
    await server.publish(demo);
    const { id, url, description, events } = await server.make(there.url);
    there.world.answers = answering(500);
    await arrives(server);
    await settled(server, ['waiting 1']);
    const off = await server.send('PUT', `/api/endpoints/${id}`, { url, description, events, on: false });
    expect(off.body).toMatchObject({ state: 'off', off: { why: 'hand' } });
    await server.pass(5 * second);
    await settled(server, ['stopped 2']);
    expect(there.got).toHaveLength(1);
  });
});

test('while a secret takes the place of another both sign, for a day; one that leaked signs no more at once', async () => {
  const server = await delivering();
  const there = await receiver();
  const made = await server.make(there.url);
  const rotate = async (body: object = {}) =>
    (await server.send<{ secret: string }>('POST', `/api/endpoints/${made.id}/rotate`, body)).body.secret;
  const isSignedBy = async (...secrets: string[]) => {
    const before = there.got.length;
    await server.send('POST', `/api/endpoints/${made.id}/test`);
    server.courier.wake();
    await waitFor(() => expect(there.got).toHaveLength(before + 1));
    const [one] = there.got.slice(-1);
    return secrets.map((secret) => one !== undefined && verify(secret, one, server.clock.now));
  };
  const next = await rotate();
  expect(await isSignedBy(next, made.secret)).toEqual([true, true]);
  await server.becomes(made.id, { formerSecretUntil: expect.any(String) });
  server.clock.now += day;
  expect(await isSignedBy(next, made.secret)).toEqual([true, false]);
  const last = await rotate({ keep: false });
  expect(await isSignedBy(last, next)).toEqual([true, false]);
});

test('a secret is told once and lies nowhere open', async () => {
  const server = await delivering();
  const made = await server.make('https://hooks.example.com/');
  const plain = made.secret.slice('whsec_'.length);
  const rows = JSON.stringify(await server.store.orm.select().from(endpoints));
  for (const form of [
    plain,
    plain.replaceAll('+', '-').replaceAll('/', '_').replace('=', ''),
    Buffer.from(plain, 'base64').toString('hex'),
  ])
    expect(rows).not.toContain(form);
  for (const url of ['/api/endpoints', '/api/deliveries', '/api/audit'])
    expect(JSON.stringify((await server.api(url)).body)).not.toContain(plain);
});

test('an endpoint whose secret was sealed under another key is sent nothing, and the log says why', async () => {
  const server = await delivering();
  const there = await receiver();
  const made = await server.make(there.url);
  const channel = createWebhooks({
    store: server.store,
    now: () => server.clock.now,
    post: createPost({ mayBePrivate: true }),
    secret: createSecretKey(Buffer.from('another')),
  });
  const message = { id: 'm', kind: 'endpoint.test', leadId: null, payload: {}, createdAt: 1 };
  const { signal } = new AbortController();
  expect(await channel.deliver({ delivery: 'd', target: made.id, message, tries: 0, signal })).toMatchObject({
    outcome: 'failed',
    error: 'secret_lost',
    afterwards: [['noteFailing', { id: made.id }]],
  });
  expect(there.got).toEqual([]);
});

test.each([
  [{ url: 'https://hooks.example.com/', events: [] }],
  [{ url: 'https://hooks.example.com/', events: ['lead.born'] }],
  [{ url: 'nowhere', events: ['lead.handover'] }],
  [{ url: 'https://a:b@hooks.example.com/', events: ['lead.handover'] }],
  [{ events: ['lead.handover'] }],
])('what cannot be an endpoint is refused: %j', async (body) => {
  const server = await delivering();
  const refused = await server.send('POST', '/api/endpoints', body);
  expect([refused.status, refused.body.code]).toEqual([422, 'invalid']);
  expect(refused.body.errors[0]?.pointer).toMatch(/^\/(url|events)/);
});

test('an endpoint that is removed is told nothing more, and what it was sent is still to be seen', async () => {
  const server = await delivering();
  const there = await receiver();
  await server.publish(demo);
  const made = await server.make(there.url, { description: 'The CRM' });
  const sent = await arrives(server);
  await settled(server, ['delivered 1']);
  expect((await server.send('DELETE', `/api/endpoints/${made.id}`)).status).toBe(200);
  expect((await server.send('DELETE', `/api/endpoints/${made.id}`)).status).toBe(404);
  expect(await server.endpoint(made.id)).toBeUndefined();
  await arrives(server, 'later@acme.example');
  await waitFor(async () => expect(await server.store.orm.select().from(outbox)).toEqual([]));
  expect(there.got).toHaveLength(1);
  const lead = await server.leadOf(sent.id);
  expect(lead.deliveries).toMatchObject([
    { event: 'lead.stage_changed', to: 'The CRM', state: 'delivered', last: { status: 204 } },
  ]);
  expect((await server.store.orm.select().from(endpoints))[0]?.secret).toBe('');
});

test('the log comes in pages, by endpoint, lead and state', async () => {
  const server = await delivering();
  const [good, bad] = [await receiver(), await receiver()];
  bad.world.answers = answering(500);
  await server.publish(demo);
  const [a, b] = [await server.make(good.url), await server.make(bad.url)];
  const sent = [];
  for (let n = 0; n < 3; n += 1) sent.push(await arrives(server, `p${n}@acme.example`));
  await settled(server, [...Array(3).fill('delivered 1'), ...Array(3).fill('waiting 1')]);
  const first = await server.deliveries('?limit=4');
  const rest = await server.deliveries(`?limit=4&cursor=${first.next}`);
  expect([first.deliveries.length, rest.deliveries.length, rest.next]).toEqual([4, 2, null]);
  const all = [...first.deliveries, ...rest.deliveries].map(({ id }) => id);
  expect(all).toEqual([...new Set(all)].sort().reverse());
  expect((await server.deliveries(`?endpoint=${a.id}&state=delivered`)).deliveries).toHaveLength(3);
  expect((await server.deliveries(`?endpoint=${b.id}&state=waiting`)).deliveries).toHaveLength(3);
  expect((await server.deliveries(`?endpoint=${b.id}&state=failed`)).deliveries).toEqual([]);
  const lead = await server.leadOf(sent[0]?.id ?? '');
  expect((await server.deliveries(`?lead=${lead.id}`)).deliveries).toHaveLength(2);
  expect(lead.deliveries.map(({ state }) => state).sort()).toEqual(['delivered', 'waiting']);
  expect((await server.api('/api/deliveries?state=failed')).status).toBe(422);
  expect((await server.api('/api/deliveries/nobody')).status).toBe(404);
});

test('who may see endpoints and no leads sees that something was sent, and not what', async () => {
  const server = await delivering();
  const there = await receiver();
  there.world.answers = answering(200, 'Welcome, ann@acme.example');
  await server.publish(demo);
  await server.make(there.url);
  await arrives(server);
  const [one] = await settled(server, ['delivered 1']);
  const { body } = await server.send<{ key: string }>('POST', '/api/keys', {
    name: 'Watch',
    scopes: ['endpoints:read'],
  });
  const answer = await server.app.request(`/api/deliveries/${one?.id}`, {
    headers: { authorization: `Bearer ${body.key}` },
  });
  const text = await answer.text();
  expect(answer.status).toBe(200);
  expect(text).not.toContain('acme');
  expect(JSON.parse(text)).toMatchObject({ body: null, attempts: [{ status: 200, reply: null }] });
  expect(JSON.stringify(await server.log(one?.id ?? ''))).toContain('Welcome, ann@acme.example');
});

test('what is being tried at this moment is not sent again beside it', async () => {
  const server = await delivering();
  const there = await receiver();
  await server.publish(demo);
  await server.make(there.url);
  there.world.answers = () => {};
  await arrives(server);
  await waitFor(() => expect(there.got).toHaveLength(1));
  const id = (await server.deliveries()).deliveries[0]?.id;
  const again = await server.send('POST', `/api/deliveries/${id}/resend`);
  expect([again.status, again.body.code]).toEqual([409, 'under_way']);
  there.got[0]?.response.writeHead(200).end();
  await settled(server, ['delivered 1']);
});

test('P13: erasing a person removes what was sent about them, and the export has it before', async () => {
  const server = await delivering();
  const there = await receiver();
  there.world.answers = ({ body, response }) => void response.writeHead(200).end(body);
  await server.publish(demo);
  await server.make(there.url);
  const sent = await arrives(server, 'ann.private@acme.example');
  await arrives(server, 'bob@acme.example');
  await settled(server, ['delivered 1', 'delivered 1']);
  const lead = await server.leadOf(sent.id);
  const { body } = await server.api<{ messages: { sentTo: object[] }[] }>(`/api/leads/${lead.id}/export`);
  expect(body.messages.flatMap(({ sentTo }) => sentTo)).toMatchObject([
    { by: 'webhook', state: 'delivered' },
  ]);
  await server.send('DELETE', `/api/leads/${lead.id}`);
  const left = JSON.stringify([
    await server.store.orm.select().from(messages),
    await server.store.orm.select().from(attempts),
    (await server.deliveries()).deliveries,
  ]);
  expect(left).not.toMatch(/private/i);
  expect((await server.deliveries()).deliveries).toHaveLength(1);
});

test('the log is kept for thirty days, and what still waits is kept', async () => {
  const server = await delivering();
  const [good, bad] = [await receiver(), await receiver()];
  await server.publish(demo);
  await server.make(good.url);
  const dead = await server.make(bad.url);
  bad.world.answers = answering(500);
  await arrives(server);
  await settled(server, ['delivered 1', 'waiting 1']);
  const { store } = server;
  const night = () =>
    purge({ store, versions: createVersions(store.orm), now: () => server.clock.now, log: silent });
  server.clock.now += 29 * day;
  await night();
  expect((await server.deliveries()).deliveries).toHaveLength(2);
  server.clock.now += 2 * day;
  await night();
  const [kept, ...others] = (await server.deliveries()).deliveries;
  expect([kept?.target, others]).toEqual([dead.id, []]);
  expect(await store.orm.select().from(messages)).toHaveLength(1);
  const tried = await store.orm.select().from(attempts);
  expect(new Set(tried.map(({ deliveryId }) => deliveryId))).toEqual(new Set([kept?.id]));
});
