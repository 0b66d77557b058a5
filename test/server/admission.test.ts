/** What looks like a robot's is set aside with its reasons, never refused, and released by a person; no real lead is lost on the way. */
import { beforeEach, describe, expect, test } from 'vitest';
import { readToken } from '../../server/admission/token.ts';
import { outbox } from '../../server/db/schema/deliveries.ts';
import { messagesIn } from '../../server/deliveries/news.ts';
import { answers, demo } from './forms.ts';
import { type Local, local, submission } from './local.ts';
import { email, filled, sendersTo } from './robots.ts';

let server: Local;
beforeEach(async () => {
  server = await local({ TRUSTED_PROXY_HOPS: '1' });
  await server.publish(demo);
});

const { asPerson, release, send, stored, tokenFor, waiting } = sendersTo(() => server);

test('a person leaves no trace of suspicion', async () => {
  const { status, id } = await asPerson();
  expect(status).toBe(201);
  expect(await stored(id)).toMatchObject({ reasons: [], quarantined: false });
  expect(await waiting()).toEqual([]);
});

test('without a token it is noted, and no more: a bad line and a program of our own have none', async () => {
  const { id } = await send(submission(filled()));
  expect(await stored(id)).toMatchObject({ reasons: ['no_token'], quarantined: false });
  expect(await server.leads()).toHaveLength(1);
});

describe('set aside', () => {
  const forged = 'kz3f9x1a.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';
  test.each<[reason: string, given: Record<string, unknown>, proof: object]>([
    ['trap', {}, { trap: 'http://buy.example' }],
    ['bad_token', {}, { token: forged }],
    ['disposable', { email: 'x1@mailinator.com' }, {}],
  ])('for %s', async (reason, given, proof) => {
    const { status, id, body } = await asPerson(filled(given), proof);
    // Whoever sent it learns nothing of it.
    expect([status, body.stage, typeof body.visitor]).toEqual([201, 'sql', 'string']);
    expect(await stored(id)).toMatchObject({ reasons: [reason], quarantined: true, lead: null });
    expect((await waiting()).map((line) => [line.id, line.reasons])).toEqual([[id, [reason]]]);
    expect(await server.leads()).toEqual([]);
    expect(await server.store.orm.select().from(outbox)).toEqual([]);
  });

  test('for being quicker than anybody types', async () => {
    const body = submission(filled());
    const { token } = await tokenFor(body.id);
    const { id } = await send(body, { token });
    expect(await stored(id)).toMatchObject({ reasons: ['too_fast'], quarantined: true });
  });

  test('for a token of another submission, or of another form', async () => {
    await server.publish({ ...demo, id: 'other' });
    const other = submission(filled());
    const { token } = await tokenFor(other.id);
    server.clock.now += 30_000;
    expect(await stored((await send(submission(filled()), { token })).id)).toMatchObject({
      reasons: ['bad_token'],
    });
    expect(await stored((await send({ ...other }, { token }, 'other')).id)).toMatchObject({
      reasons: ['bad_token'],
    });
  });

  test('an appeal is noted all the same, for whoever looks at it', async () => {
    const { id } = await asPerson(filled(), { trap: 'x' });
    for (let n = 0; n < 2; n += 1)
      expect((await server.ask(`/v1/forms/demo/submissions/${id}/appeal`, { method: 'POST' })).status).toBe(
        202,
      );
    expect((await waiting()).map(({ reasons }) => reasons)).toEqual([['trap', 'appealed']]);
    expect((await server.ask(`/v1/forms/none/submissions/${id}/appeal`, { method: 'POST' })).status).toBe(
      404,
    );
  });

  test('it changes nothing of a lead that is there', async () => {
    const first = await asPerson();
    const before = await server.leadOf(first.id);
    await asPerson(filled({ seats: 5 }), { trap: 'x' });
    expect(await server.lead(before.id)).toEqual(before);
  });
});

describe('what is released', () => {
  test('counts as if it had just come in: a lead, its news, the token of the browser', async () => {
    const { id, body } = await asPerson(filled(), { trap: 'x' });
    const { status, body: released } = await release(id);
    expect(status).toBe(200);
    const lead = await server.leadOf(id);
    expect(lead).toMatchObject({ id: released.lead, email, stage: 'sql', submissions: [id] });
    expect(await stored(id)).toMatchObject({ quarantined: false, reasons: ['trap'] });
    const kinds = (await server.store.orm.select().from(outbox)).flatMap(messagesIn).map(({ kind }) => kind);
    expect(kinds).toEqual(expect.arrayContaining(['lead.stage_changed', 'submission.completed']));
    expect(await waiting()).toEqual([]);
    expect((await release(id)).status).toBe(404);
    expect(typeof body.visitor).toBe('string');
  });

  test('twice at once makes one lead and one piece of news', async () => {
    const { id } = await asPerson(filled(), { trap: 'x' });
    const answers = await Promise.all([release(id), release(id)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 404]);
    const news = (await server.store.orm.select().from(outbox)).flatMap(messagesIn);
    expect(news.filter(({ kind }) => kind === 'submission.completed')).toHaveLength(1);
  });

  test('goes to the lead that is there by now', async () => {
    const odd = await asPerson(filled(), { trap: 'x' });
    const good = await asPerson(filled({ seats: 5 }));
    await release(odd.id);
    expect((await server.leadOf(good.id)).submissions.sort()).toEqual([odd.id, good.id].sort());
  });

  test.each([
    ['email', 'ann@acme.com', 'bob@acme.com'],
    ['domain', 'bob@acme.com', 'bob@other.com'],
  ])('by %s is never set aside again', async (allow, same, another) => {
    await release((await asPerson(filled(), { trap: 'x' })).id, allow);
    const again = await asPerson(filled({ email: same }), { trap: 'x' });
    expect(await stored(again.id)).toMatchObject({ reasons: ['trap'], quarantined: false });
    const other = await asPerson(filled({ email: another }), { trap: 'x' });
    expect(await stored(other.id)).toMatchObject({ quarantined: true });

    const listed = await server.api<{ allowed: { entry: string }[] }>('/api/allowed');
    const [entry] = listed.body.allowed;
    const taken = { method: 'DELETE', body: JSON.stringify({ entry: entry?.entry }) };
    expect((await server.api('/api/allowed', taken)).status).toBe(200);
    const log = await server.api<{ lines: object[] }>('/api/audit?limit=1');
    expect(JSON.stringify(log.body.lines)).toContain('allowed.remove');
    expect(JSON.stringify(log.body.lines)).not.toContain('ann@');
    const last = await asPerson(filled({ email: same }), { trap: 'x' });
    expect(await stored(last.id)).toMatchObject({ quarantined: true });
  });
});

test('who is erased leaves nothing in the quarantine either, nor on the list of those always let in', async () => {
  const good = await asPerson();
  const odd = await asPerson(filled({ email: 'Ann@acme.com' }), { trap: 'x' });
  const other = await asPerson(filled({ email: 'joann@acme.com' }), { trap: 'x' });
  await release((await asPerson(filled(), { trap: 'x' })).id, 'email');
  const lead = await server.leadOf(good.id);
  const { status } = await server.api(`/api/leads/${lead.id}`, { method: 'DELETE' });
  expect(status).toBe(200);
  expect((await waiting()).map(({ id }) => id)).toEqual([other.id]);
  expect((await server.api<{ allowed: unknown[] }>('/api/allowed')).body.allowed).toEqual([]);
  expect((await send(submission(filled(), { id: odd.id }))).status).toBe(410);
});

describe('the same submission sent again', () => {
  test('is the same whatever it proves the second time', async () => {
    const body = submission(filled());
    const { token } = await tokenFor(body.id);
    server.clock.now += 30_000;
    const first = await send(body, { token });
    const second = await send(body, { token, trap: 'x' });
    expect([second.status, second.body]).toEqual([200, first.body]);
    expect(await stored(body.id)).toMatchObject({ reasons: [], quarantined: false });
  });

  test('half done it makes no suspicion; complete and set aside it keeps its lead', async () => {
    const body = submission(filled());
    await send({ ...body, status: 'partial' });
    const { lead } = await stored(body.id);
    await send(body, { trap: 'x' });
    expect(await stored(body.id)).toMatchObject({ quarantined: true, lead });
    expect((await server.lead(lead)).stage).toBe('lead');
    await release(body.id);
    expect((await server.lead(lead)).stage).toBe('sql');
  });
});

test('a token tells when it was given, to whoever has the secret', async () => {
  const body = submission(filled());
  const { token } = await tokenFor(body.id);
  const { secret } = server;
  expect(readToken(secret, 'demo', body.id, token)).toBe(server.clock.now);
  expect(readToken(secret, 'demo', body.id, `${token}x`)).toBeUndefined();
  expect(readToken(secret, 'demo', body.id, 'zzzzzzzzzzzzzzzzzz.')).toBeUndefined();
  expect((await server.ask('/v1/forms/demo/token?id=x')).status).toBe(422);
  expect((await server.ask(`/v1/forms/none/token?id=${body.id}`)).status).toBe(404);
});

test('a plain form goes through the same gate: what is set aside is answered like anything else', async () => {
  const form = new URLSearchParams({ email: 'x@mailinator.com', privacy: 'true' });
  for (const [name, value] of Object.entries(answers.sql)) form.append(name, String(value));
  const answer = await server.app.request('/f/demo', {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: form,
  });
  expect(answer.status).toBeLessThan(400);
  expect((await waiting()).map(({ reasons }) => reasons)).toEqual([['no_token', 'disposable']]);
});
