/**
 * The threats that the server is built against, one test each: the thing itself, done once. The tables of all its variants stand
 * with the features that they are about. Longer than other files, so that what is missing from the list shows.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { deliveries, outbox } from '../server/db/schema.ts';
import { startCourier } from '../server/deliveries/courier.ts';
import { newSecret, secretText, signedHeaders } from '../server/endpoints/sign.ts';
import type { Mail } from '../server/mail/send.ts';
import { createPost } from '../server/outbound/post.ts';
import { hashToken } from '../server/visitors/tokens.ts';
import { checkAnswer } from '../widget/engine/answers.ts';
import { showCalendar } from '../widget/lazy/booking.ts';
import type { Field, Form } from '../widget/schema/form.ts';
import { checkForm } from '../widget/schema/lint.ts';
import { fillAddress } from '../widget/wording/address.ts';
import { answers, demo, secret } from './server/forms.ts';
import { verify } from './server/hooks.ts';
import { bearer, type Local, local, submission } from './server/local.ts';
import { mailOn } from './server/mailer.ts';
import { receiver } from './server/receiver.ts';

let server: Local;
beforeEach(async () => {
  server = await local();
  await server.publish(demo);
});

const markup = '"><img src=x onerror=alert(1)>{{name}}';
const post = (url: string, body: string, headers: Record<string, string> = {}) =>
  server.app.request(url, { method: 'POST', body, headers });
const plain = (form: string, sent: Record<string, string>) =>
  post(`/f/${form}`, new URLSearchParams(sent).toString(), {
    'content-type': 'application/x-www-form-urlencoded',
  });
/** A form with another ending for everybody. */
const ending = (id: string, show: Form['outcomes'][0]['show']): Form => ({
  ...demo,
  id,
  outcomes: [{ id: 'thanks', show }],
});

test('T1 an answer with markup is text wherever it is shown', async () => {
  await server.publish(ending('greeting', { type: 'message', title: 'Thank you, {{name|friend}}' }));
  const page = await (await plain('greeting', { need: 'look', size: 'small', name: markup })).text();
  expect(page).toContain('Thank you, &quot;&gt;&lt;img src=x onerror=alert(1)&gt;{{name}}');
  expect(page).not.toContain('<img');
  // Sent back with a mistake in it, the form has it as the value of a control.
  const again = await (await plain('greeting', { need: 'look', email: 'no address', name: markup })).text();
  expect(again).toContain('value="&quot;&gt;&lt;img');
  const { headers } = await server.api('/api/leads');
  expect(headers.get('content-type')).toMatch(/^application\/json/);
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  const console = await server.app.request('/console');
  const policy = console.headers.get('content-security-policy');
  expect(policy).toContain("script-src 'self'; ");
  expect(policy).toContain("require-trusted-types-for 'script'");
});

test('T2 a form cannot bring a script: neither by an address, when it is saved or used, nor as a value', async () => {
  const hostile = ending('hostile', { type: 'download', url: 'JaVa\tscript:alert(1)' });
  const { status } = await server.api('/api/forms/hostile', { method: 'PUT', body: JSON.stringify(hostile) });
  expect(status).toBe(422);
  expect(fillAddress('java\nscript:alert(1)', {})).toBeUndefined();
  const node = { ...demo, title: { type: 'script', props: {}, constructor: undefined } };
  expect(checkForm(JSON.stringify(node)).form).toBeUndefined();
});

test('T3 what a browser claims of its verdict, stage and consents changes nothing', async () => {
  const body = {
    ...submission({ ...answers.lead, email: 'a@harbour.example' }),
    verdict: { stage: 'sql', outcome: 'book', score: 100 },
    context: { stage: 'sql', score: 100, 'score.fit': 50, 'email.free': false },
    stage: 'sql',
    score: 100,
    consents: [{ field: 'privacy' }],
    lead: 'somebody',
  };
  const { body: reply } = await server.submit('demo', body);
  expect([reply.stage, reply.score?.total]).toEqual(['lead', 0]);
  const { stage, outcome, context, consents } = await server.stored(body.id);
  expect([stage, outcome, context, consents]).toEqual(['lead', 'thanks', {}, []]);
});

test('T4 no door forgets a check: what one refuses, the others do', async () => {
  await server.publish({ ...demo, origins: ['https://acme.com'] });
  const kept = submission(answers.sql, { version: 2 });
  await server.submit('demo', kept);
  const partial = submission(answers.sql, { version: 2, status: 'partial' });
  const event = { form: 'demo', version: 2, events: [{ type: 'view' }] };
  const doors: [string, string, string?][] = [
    ['/v1/forms/demo/submissions', JSON.stringify(submission(answers.sql, { version: 2 }))],
    ['/v1/forms/demo/submissions', JSON.stringify(partial)],
    [`/v1/forms/demo/submissions/${kept.id}/appeal`, ''],
    ['/v1/events', JSON.stringify(event)],
    ['/f/demo', 'need=look&size=small', 'application/x-www-form-urlencoded'],
  ];
  for (const [url, body, type = 'text/plain'] of doors) {
    const headers = { 'content-type': type, origin: 'https://evil.example' };
    expect([url, (await post(url, body, headers)).status]).toEqual([url, 403]);
    const fine = await post(url, body, { ...headers, origin: 'https://acme.com' });
    expect([url, fine.status < 300]).toEqual([url, true]);
    if (body === '') continue;
    const large = await post(url, body + ' '.repeat(70_000), { 'content-type': type });
    expect([url, large.status]).toEqual([url, 413]);
  }
});

test('T5 nobody reads a submission or a lead without being let in, not even its sender', async () => {
  const body = submission({ ...answers.sql, email: 'ann@harbour.example' });
  await server.submit('demo', body);
  const { id: lead } = await server.leadOf(body.id);
  for (const url of [`/v1/forms/demo/submissions/${body.id}`, '/v1/forms/demo/submissions'])
    expect((await server.app.request(url)).status).toBe(404);
  for (const url of ['/api/leads', `/api/leads/${lead}`, `/api/submissions/${body.id}`, '/api/submissions']) {
    const response = await server.app.request(url);
    expect([response.status, (await response.text()).includes('harbour')]).toEqual([401, false]);
  }
});

test("T6 who types somebody else's address learns nothing of that person", async () => {
  const ann = { ...answers.sql, email: 'ann@harbour.example', phone: '020 7946 0000', name: 'Ann Harbour' };
  await server.submit('demo', submission(ann));
  const { body } = await server.submit('demo', submission({ ...answers.lead, email: 'ann@harbour.example' }));
  expect(JSON.stringify(body)).not.toMatch(/7946|Ann|middle|switch/);
  // Only what this very browser has answered need not be asked again.
  expect(body.known).toEqual(['size']);
  const partial = submission({ email: 'ann@harbour.example' }, { status: 'partial' });
  expect(JSON.stringify((await server.submit('demo', partial)).body)).not.toMatch(/7946|Ann|known/);
});

test('T7 a public definition has what a visitor needs and nothing besides', async () => {
  await server.publish({ ...secret, note: 'Agreed with sales', tests: [] });
  const { body } = await server.ask<Record<string, unknown>>('/v1/forms/secret');
  const text = JSON.stringify(body);
  expect(text).not.toMatch(
    /"points":[^0]|Agreed with sales|"tests"|"assign"|emea|Came from our ads|Not a buyer|"mql"/,
  );
  const script = await (await server.app.request('/f/secret.js')).text();
  expect(script).not.toMatch(/Agreed with sales|emea|Came from our ads|Not a buyer/);
});

test('T8 a webhook reaches nothing behind this server: by no literal, no name, no rebinding, no redirect, and is not held', async () => {
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

test('T10 a cell of an export is no formula, whatever stands before the sign', async () => {
  const names = [
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\uFEFF=1',
    ' =1',
    '＝1',
    '=HYPERLINK("http://evil.example")',
  ];
  for (const [n, name] of names.entries())
    await server.submit('demo', submission({ ...answers.sql, email: `p${n}@acme.com`, name }));
  const table = await (
    await server.app.request('/api/leads/export.csv?form=demo', { headers: bearer })
  ).text();
  expect(table.split('\r\n').length).toBeGreaterThan(names.length);
  // No cell begins with such a sign, behind the quotes of CSV or what a spreadsheet passes over.
  expect(table.replace(/^\uFEFF/, '')).not.toMatch(/(^|[,\r\n])"?[\s\uFEFF]*[=+\-@＝＋－＠]/);
});

test('T11 no text takes long to check, and no form has a pattern of its own', () => {
  const evil = [
    'a'.repeat(5000),
    `${'a@'.repeat(2000)}!`,
    `${'a.'.repeat(2400)}!`,
    '-'.repeat(4999),
    ' '.repeat(4999),
  ];
  for (const type of ['text', 'longtext', 'email', 'phone', 'url', 'date', 'country', 'hidden'] as const)
    for (const text of evil) {
      const start = performance.now();
      checkAnswer({ id: 'x', type, label: 'x' } as Field, text);
      expect(performance.now() - start).toBeLessThan(200);
    }
  for (const key of ['pattern', 'regex', 'match']) {
    const [first, ...steps] = structuredClone(demo.steps);
    Object.assign(first?.fields[0] ?? {}, { [key]: '(a+)+$' });
    const { form, problems } = checkForm(JSON.stringify({ ...demo, steps: [first, ...steps] }));
    expect(form).toBeUndefined();
    expect(problems.map(({ pointer }) => pointer)).toContain(`/steps/0/fields/0/${key}`);
  }
});

test('T12 a condition is data: a closed set of operators, of limited size, that never throws', async () => {
  const withMql = (mql: unknown) => checkForm(JSON.stringify({ ...demo, qualify: { mql } }));
  for (const mql of [{ score: { $where: 'sleep(1)' } }, { score: { is: { code: 'x' } } }, 'score > 1'])
    expect(withMql(mql).form).toBeUndefined();
  let deep: unknown = { need: 'look' };
  for (let n = 0; n < 9; n += 1) deep = { not: deep };
  expect(withMql(deep).problems.map(({ code }) => code)).toContain('too_deep');
  const wide = { any: Array.from({ length: 400 }, () => ({ need: 'look' })) };
  expect(withMql(wide).problems.map(({ code }) => code)).toContain('too_large');
  // Facts of the wrong kind are as if they were not there, also for a rule that asks for them.
  const context = { 'utm.source': { ads: 1 }, score: [], 'visit.count': 'x', 'page.path': null };
  const { status, body } = await server.submit('demo', submission(answers.lead, { context }));
  expect([status, body.score?.total]).toEqual([201, 0]);
});

test('T13 no key reaches what every object has', async () => {
  for (const key of ['__proto__', 'constructor', 'toString']) {
    const text = JSON.stringify(submission(answers.lead)).replace('"need"', `"${key}":{"bad":true},"need"`);
    expect((await post('/v1/forms/demo/submissions', text)).status).toBe(422);
    const id = JSON.stringify(demo).replaceAll('"need"', `"${key}"`);
    expect(checkForm(id).form).toBeUndefined();
    expect((await server.app.request(`/v1/forms/${key}`)).status).toBe(404);
  }
  expect(({} as { bad?: true }).bad).toBeUndefined();
});

test('T14 a body has at most 64 kB, 8 levels, 200 answers, and 5,000 characters in one', async () => {
  const status = async (body: object) => (await server.submit('demo', body as never)).status;
  const many = Object.fromEntries(Array.from({ length: 201 }, (_, n) => [`f${n}`, 1]));
  let deep: unknown = 1;
  for (let n = 0; n < 8; n += 1) deep = [deep];
  expect(await status(submission({ ...answers.lead, name: 'x'.repeat(66_000) }))).toBe(413);
  expect(await status({ ...submission(answers.lead), extra: deep })).toBe(422);
  const tooMany = await server.submit('demo', submission(many));
  expect(tooMany.body.errors.map(({ pointer }) => pointer)).toEqual(['/answers']);
  expect(await status(submission({ ...answers.lead, name: 'x'.repeat(5001) }))).toBe(422);
});

test('T15 a forged X-Forwarded-For does not wash off wrong keys', async () => {
  const knock = (n: number) =>
    server.app.request('/api/leads', {
      headers: { authorization: 'Bearer wrong', 'x-forwarded-for': `9.9.9.${n}` },
    });
  for (let n = 0; n < 10; n += 1) expect((await knock(n)).status).toBe(401);
  expect((await knock(11)).status).toBe(429);
});

test('T16 what looks like a robot is set aside and can be released: nobody is thrown away', async () => {
  const odd = submission({ ...answers.sql, email: 'ann@acme.com' });
  const told = await server.submit('demo', { ...odd, proof: { trap: 'autofill was here' } });
  expect([told.status, (await server.leads()).length]).toEqual([201, 0]);
  expect(await server.stored(odd.id)).toMatchObject({ quarantined: true, reasons: ['trap', 'no_token'] });
  await server.api(`/api/quarantine/${odd.id}/release`, { method: 'POST', body: '{}' });
  expect((await server.leads()).map(({ email }) => email)).toEqual(['ann@acme.com']);
});

test('T17 a confirmation is no relay: off unless asked for, in its own words alone, one for each address, form and day', async () => {
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
    for (const name of ['Buy now: evil.example', '{{email}}', markup])
      await server.submit(form, submission({ ...victim, name }, { context: { language: name } }));
    courier.wake();
    await vi.waitFor(async () => {
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

test('T18 no page of another site writes, frames the console, or borrows a cookie on public routes', async () => {
  const write = async (headers: Record<string, string>) =>
    (await post('/api/forms/demo/archive', '{}', { ...bearer, ...headers })).status;
  const json = { 'content-type': 'application/json' };
  expect(await write({ ...json, origin: 'https://evil.example' })).toBe(403);
  expect(await write({ ...json, 'sec-fetch-site': 'cross-site' })).toBe(403);
  expect(await write({ 'content-type': 'text/plain' })).toBe(415);
  expect(await write(json)).toBe(200);
  const console = await server.app.request('/console');
  expect(console.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
});

test('T19 the sites of a form are told exactly, and not as a substitute for anything else', async () => {
  await server.publish({ ...demo, origins: ['https://acme.com'] });
  const from = (origin: string) => server.app.request('/v1/forms/demo', { headers: { origin } });
  expect((await from('https://acme.com')).status).toBe(200);
  const others = [
    'null',
    'http://acme.com',
    'https://acme.com.evil.example',
    'https://evilacme.com',
    'https://acme.com:8443',
  ];
  for (const origin of others) {
    const response = await from(origin);
    expect([origin, response.status]).toEqual([origin, 403]);
    expect(response.headers.get('vary')).toMatch(/origin/i);
  }
});

test('T20 only the very frame of the calendar, at its very origin, is listened to', () => {
  const heard: ((event: unknown) => void)[] = [];
  const frame = {
    style: { height: '' },
    sandbox: { add() {} },
    addEventListener() {},
    contentWindow: {},
    remove() {},
  };
  vi.stubGlobal('document', { createElement: () => frame, addEventListener() {} });
  vi.stubGlobal('addEventListener', (_: string, listen: (event: unknown) => void) => heard.push(listen));
  const host = { append() {} } as unknown as HTMLElement;
  const stop = showCalendar(host, { address: 'https://cal.com/acme', title: 'x', ready() {}, fail() {} });
  const say = (origin: string, source: object) => {
    const told = { originator: 'CAL', type: '__dimensionChanged', data: { iframeHeight: 700 } };
    for (const listen of heard) listen({ origin, source, data: told });
    return frame.style.height;
  };
  expect(say('https://evil.example', frame.contentWindow)).toBe('');
  expect(say('https://cal.com', {})).toBe('');
  expect(say('https://cal.com', frame.contentWindow)).toBe('700px');
  stop();
  vi.unstubAllGlobals();
});

test('T21 no answer changes where a redirect leads', async () => {
  const loose = ending('loose', { type: 'redirect', url: 'https://{{name}}.example/' });
  const { status } = await server.api('/api/forms/loose', { method: 'PUT', body: JSON.stringify(loose) });
  expect(status).toBe(422);
  const leaving = ending('leaving', { type: 'redirect', url: 'https://acme.com/a?tag={{tag}}' });
  const [first, ...steps] = leaving.steps as [Form['steps'][0]];
  const tag: Field = { id: 'tag', type: 'hidden', label: 'Tag', prefill: true };
  await server.publish({ ...leaving, steps: [{ ...first, fields: [...first.fields, tag] }, ...steps] });
  const sent = '@evil.example/?#&x=1\r\nset-cookie: a=b';
  const response = await plain('leaving', { need: 'look', size: 'small', tag: sent });
  expect([response.status, response.headers.get('set-cookie')]).toEqual([303, null]);
  const { origin, pathname, searchParams } = new URL(response.headers.get('location') ?? '');
  expect([origin, pathname, [...searchParams]]).toEqual(['https://acme.com', '/a', [['tag', sent]]]);
});

test('T22 no answer and no key comes back in an error', async () => {
  const typed = submission({
    ...answers.lead,
    email: 'ann.private@',
    size: 'ann.private',
    name: ['ann.private'],
  });
  const { status, body } = await server.submit('demo', typed);
  expect([status, JSON.stringify(body).includes('ann.private')]).toEqual([422, false]);
  const wrong = await server.app.request('/api/leads', { headers: { authorization: 'Bearer ann.private' } });
  expect(await wrong.text()).not.toContain('ann.private');
});

test('T23 tokens are opaque, kept as hashes, and good for one form', async () => {
  const { body } = await server.submit('demo', submission(answers.sql));
  const token = body.visitor as string;
  expect(token).toMatch(/^[\w-]{43}$/);
  const { visitorTokens } = await import('../server/db/schema.ts');
  const rows = JSON.stringify(await server.store.orm.select().from(visitorTokens));
  expect(rows).toContain(hashToken(token));
  expect(rows).not.toContain(token);
  await server.publish({ ...demo, id: 'other' });
  const elsewhere = submission({ need: 'switch' }, { visitor: token });
  expect((await server.submit('other', elsewhere)).status).toBe(422);
  expect((await server.submit('demo', elsewhere)).status).toBe(201);
  const forged = submission({ need: 'switch' }, { visitor: hashToken(token) });
  expect((await server.submit('demo', forged)).status).toBe(422);
});

test('T24 every package is pinned, by its version and by its bytes', () => {
  const read = (name: string) =>
    JSON.parse(readFileSync(path.resolve(import.meta.dirname, '..', name), 'utf8'));
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
