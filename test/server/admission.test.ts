/** What looks like a robot's is set aside with its reasons, never refused, and released by a person; no real lead is lost on the way. */
import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { readToken, workBits } from '../../server/admission/token.ts';
import { outbox, tries } from '../../server/db/schema.ts';
import type { Reply } from '../../server/submissions/reply.ts';
import { solve } from '../../widget/lazy/work.ts';
import { answers, demo } from './forms.ts';
import { type Body, type Local, local, submission } from './local.ts';

let server: Local;
beforeEach(async () => {
  server = await local({ TRUSTED_PROXY_HOPS: '1' });
  await server.publish(demo);
});

const email = 'ann@acme.com';
const filled = (more: Record<string, unknown> = {}) => ({ email, ...answers.sql, ...more });

async function tokenFor(id: string, form = 'demo') {
  const { status, body } = await server.ask<{ token: string; work?: number; turnstile?: string }>(
    `/v1/forms/${form}/token?id=${id}`,
  );
  if (status !== 200) throw new Error(`answered ${status}`);
  return body;
}

/** Sends what a person sends: after a while, with the token of the first answer. */
async function asPerson(given: Record<string, unknown> = filled(), proof: object = {}, form = 'demo') {
  const body = submission(given);
  const { token } = await tokenFor(body.id, form);
  server.clock.now += 30_000;
  return send(body, { token, ...proof }, form);
}

async function send(
  body: Body,
  proof?: object,
  form = 'demo',
  headers: Record<string, string> = { 'x-forwarded-for': '198.51.100.7' },
) {
  const answer = await server.ask<Reply>(`/v1/forms/${form}/submissions`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ ...body, ...(proof && { proof }) }),
  });
  return { id: body.id, ...answer };
}

const stored = (id: string) => server.stored(id);
const waiting = async () =>
  (await server.api<{ submissions: { id: string; email: string; reasons: string[] }[] }>('/api/quarantine'))
    .body.submissions;
const release = (id: string, allow?: string) =>
  server.api<{ lead: string }>(`/api/quarantine/${id}/release`, {
    method: 'POST',
    body: JSON.stringify(allow ? { allow } : {}),
  });

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
    const kinds = (await server.store.orm.select().from(outbox)).map(({ kind }) => kind);
    expect(kinds).toEqual(expect.arrayContaining(['lead.stage_changed', 'submission.completed']));
    expect(await waiting()).toEqual([]);
    expect((await release(id)).status).toBe(404);
    expect(typeof body.visitor).toBe('string');
  });

  test('twice at once makes one lead and one piece of news', async () => {
    const { id } = await asPerson(filled(), { trap: 'x' });
    const answers = await Promise.all([release(id), release(id)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 404]);
    const news = await server.store.orm.select().from(outbox);
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

describe('much from one address', () => {
  const from = (n: number, address: string) =>
    send(submission(filled({ email: `p${n}@acme.com` })), undefined, 'demo', { 'x-forwarded-for': address });

  beforeEach(async () => {
    server = await local({ TRUSTED_PROXY_HOPS: '1', ADDRESS_LIMIT: '3' });
    await server.publish(demo);
  });

  test('is set aside from the fourth on, for ten minutes, whatever X-Forwarded-For is forged', async () => {
    for (let n = 0; n < 3; n += 1) await from(n, `9.9.9.${n}, 198.51.100.7`);
    const fourth = await from(3, '8.8.8.8, 198.51.100.7');
    expect(await stored(fourth.id)).toMatchObject({ quarantined: true });
    expect((await stored(fourth.id)).reasons).toContain('many_from_address');
    expect((await stored((await from(4, '198.51.100.8')).id)).quarantined).toBe(false);
    server.clock.now += 10 * 60_000;
    expect((await stored((await from(5, '198.51.100.7')).id)).quarantined).toBe(false);
  });

  test('counts one household of IPv6 as one', async () => {
    for (let n = 0; n < 3; n += 1) await from(n, `2001:db8:1:2::${n}`);
    expect((await stored((await from(3, '2001:db8:1:2:ffff::1')).id)).quarantined).toBe(true);
    expect((await stored((await from(4, '2001:db8:1:3::1')).id)).quarantined).toBe(false);
  });

  test.each([
    ['198.51.100.9:%d', '198.51.100.9'],
    ['[2001:db8:1:2::1]:%d', '2001:db8:1:2::9'],
  ])('counts one address as one where the proxy writes the port too: %s', async (written, plain) => {
    for (let n = 0; n < 3; n += 1) await from(n, written.replace('%d', String(40_000 + n)));
    expect((await stored((await from(3, plain)).id)).quarantined).toBe(true);
  });

  test('ten times more has to wait, and says how long; nothing else stops', async () => {
    for (let n = 0; n < 30; n += 1) expect((await from(n, '198.51.100.7')).status).toBe(201);
    const { status, headers, body } = await from(30, '198.51.100.7');
    expect([status, body.code]).toEqual([429, 'too_many']);
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(500);
    const events = await server.ask('/v1/events', {
      method: 'POST',
      headers: { 'x-forwarded-for': '198.51.100.7' },
      body: JSON.stringify({ form: 'demo', version: 1, events: [{ type: 'view' }] }),
    });
    expect(events.status).toBe(429);
    server.clock.now += 10 * 60_000;
    expect((await from(31, '198.51.100.7')).status).toBe(201);
  });

  test.each(['10.0.0.7', '127.0.0.1', '192.168.1.1', 'fd00::1', '::1'])(
    'is not counted for %s, behind which stands a proxy',
    async (address) => {
      for (let n = 0; n < 4; n += 1) await from(n, address);
      expect(await waiting()).toEqual([]);
      expect(await server.store.orm.select().from(tries)).toEqual([]);
    },
  );

  test('leaves no address in the database', async () => {
    await from(1, '198.51.100.7');
    expect(JSON.stringify(await server.store.orm.select().from(tries))).not.toContain('198.51');
  });

  test('and much for one form, where the setting says how much', async () => {
    server = await local({ FORM_LIMIT: '2' });
    await server.publish(demo);
    const ids = [];
    for (let n = 0; n < 3; n += 1) ids.push((await send(submission(filled({ email: `p${n}@acme.com` })))).id);
    const labels = await Promise.all(ids.map(async (id) => (await stored(id)).quarantined));
    expect(labels).toEqual([false, false, true]);
  });
});

describe('a form that asks for more', () => {
  const publish = (protect: NonNullable<typeof demo.protect>) =>
    server.publish({ ...demo, id: 'guarded', protect });

  test('strict: any sign is enough', async () => {
    await publish({ strict: true });
    const { id } = await send(submission(filled()), undefined, 'guarded');
    expect(await stored(id)).toMatchObject({ reasons: ['no_token'], quarantined: true });
    expect((await stored((await asPerson(filled(), {}, 'guarded')).id)).quarantined).toBe(false);
  });

  test('work: what the widget finds is what the server checks, and guessing is not enough', async () => {
    await publish({ work: true });
    const body = submission(filled());
    const { token, work: bits = 0 } = await tokenFor(body.id, 'guarded');
    expect(bits).toBe(workBits);
    server.clock.now += 30_000;
    const timer = (callback: () => void) => {
      setTimeout(callback);
      return () => {};
    };
    const work = await solve(token, bits, timer);
    // By another SHA-256, as the description of the API has it.
    expect(createHash('sha256').update(`${token} ${work}`).digest('hex')).toMatch(/^0000/);
    expect(await stored((await send(body, { token, work }, 'guarded')).id)).toMatchObject({ reasons: [] });

    const lazy = submission(filled());
    const given = await tokenFor(lazy.id, 'guarded');
    server.clock.now += 30_000;
    const sent = await send(lazy, { token: given.token, work }, 'guarded');
    expect(await stored(sent.id)).toMatchObject({ reasons: ['no_work'], quarantined: true });
  });

  describe('Turnstile', () => {
    const withCloudflare = async (answer: () => Promise<Response>) => {
      const asked: string[] = [];
      server = await local(
        { TRUSTED_PROXY_HOPS: '1', TURNSTILE_SECRET: 'secret' },
        {
          ask: async (_url, init) => {
            asked.push(String(init?.body));
            return answer();
          },
        },
      );
      await server.publish({ ...demo, id: 'guarded', protect: { turnstile: 'site-key' } });
      return asked;
    };

    test('a good ticket is asked about, and passes', async () => {
      const asked = await withCloudflare(async () => Response.json({ success: true }));
      const { id } = await asPerson(filled(), { ticket: 'a-ticket' }, 'guarded');
      expect(await stored(id)).toMatchObject({ reasons: [], quarantined: false });
      // By the id Cloudflare knows a try that is made again, for which the ticket would be used up.
      expect(asked).toEqual([`secret=secret&response=a-ticket&remoteip=198.51.100.7&idempotency_key=${id}`]);
    });

    test('none, or one that Cloudflare does not know, is set aside', async () => {
      await withCloudflare(async () => Response.json({ success: false }));
      for (const proof of [{}, { ticket: 'forged' }])
        expect(await stored((await asPerson(filled(), proof, 'guarded')).id)).toMatchObject({
          reasons: ['no_ticket'],
          quarantined: true,
        });
    });

    test.each([
      ['cannot be reached', () => Promise.reject(new TypeError('no line'))],
      ['has trouble', async () => new Response('', { status: 500 })],
      [
        'does not know our secret',
        async () => Response.json({ success: false, 'error-codes': ['invalid-input-secret'] }),
      ],
    ])('where Cloudflare %s nobody suffers for it', async (_, answer) => {
      await withCloudflare(answer);
      const { id } = await asPerson(filled(), { ticket: 'a-ticket' }, 'guarded');
      expect(await stored(id)).toMatchObject({ reasons: [], quarantined: false });
    });
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
