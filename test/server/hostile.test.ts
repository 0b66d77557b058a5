/** What attackers send: forged verdicts, strange keys, huge and deep bodies. Nothing of it changes what is stored. */
import { beforeEach, describe, expect, test } from 'vitest';
import { newId } from '../../server/ids.ts';
import { answers, demo } from './forms.ts';
import { type Local, local, submission } from './local.ts';

let server: Local;
beforeEach(async () => {
  server = await local();
  await server.publish(demo);
});

const post = (body: BodyInit, headers: Record<string, string> = {}) =>
  server.ask('/v1/forms/demo/submissions', { method: 'POST', body, headers });

test('forged stages, scores and leads are as if they were not there', async () => {
  const honest = submission({ ...answers.lead, email: 'a@acme.com' });
  const forged = {
    ...submission({ ...answers.lead, email: 'b@acme.com' }),
    verdict: { stage: 'sql', outcome: 'book', score: 100 },
    context: {
      score: 100,
      'score.fit': 60,
      stage: 'sql',
      'email.free': false,
      'signal.pricing': 9,
      'utm.source': 5,
    },
    signals: { pricing: ['1', null, {}], webinar: [0], __proto__: [0] },
    stage: 'customer',
    score: { total: 100 },
    lead: 'x',
    createdAt: '2000-01-01',
    consents: [{ field: 'privacy', text: 'x' }],
  };
  const { body: plain } = await server.submit('demo', honest);
  const { status, body: reply } = await server.submit('demo', forged);
  expect(status).toBe(201);
  const { id: _, visitor: __, ...same } = plain;
  expect(reply).toMatchObject(same);
  const stored = await server.stored(forged.id);
  expect(stored).toMatchObject({ stage: 'lead', outcome: 'thanks', score: { total: 0 }, agrees: false });
  const { context, signals, consents, score } = stored;
  expect([context, signals, consents, score.ledger]).toEqual([{}, {}, [], []]);
  expect((await server.leadOf(forged.id)).stage).toBe('lead');
});

test('a reply has these keys and no others', async () => {
  const { body } = await server.submit('demo', submission(answers.lead));
  expect(Object.keys(body).sort()).toEqual(
    ['dropped', 'form', 'id', 'known', 'outcome', 'score', 'stage', 'status', 'version', 'visitor'].sort(),
  );
});

test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
  'an answer called %s is an unknown field',
  async (key) => {
    const text = JSON.stringify(submission(answers.lead)).replace(
      '"need"',
      `"${key}":{"polluted":true},"need"`,
    );
    const { status, body } = await post(text);
    expect(status).toBe(422);
    expect(body.errors).toMatchObject([{ field: key, code: 'unknown_field' }]);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  },
);

test.each<[string, () => string]>([
  [
    'too deep',
    () => `{"id":"${newId()}","version":1,"status":"complete","answers":${'['.repeat(20)}${']'.repeat(20)}}`,
  ],
  [
    'too deep where nobody would look',
    () =>
      JSON.stringify(submission(answers.lead)).replace(
        '"context":{}',
        `"context":{"a":${'['.repeat(9)}${']'.repeat(9)}}`,
      ),
  ],
  ['deeper than anybody could need', () => `{"answers":${'['.repeat(30_000)}${']'.repeat(30_000)}}`],
  [
    'of 201 answers',
    () => JSON.stringify(submission(Object.fromEntries(Array.from({ length: 201 }, (_, n) => [`f${n}`, 1])))),
  ],
  ['a list', () => '[]'],
  ['null', () => 'null'],
  [
    'a number that is none',
    () => JSON.stringify(submission({ ...answers.lead, seats: 0 })).replace('"seats":0', '"seats":1e400'),
  ],
])('a body that is %s is refused', async (_, make) => {
  const { status, body } = await post(make());
  expect([status, body.code]).toEqual([422, 'invalid_submission']);
});

test.each<[string, BodyInit]>([
  ['empty', ''],
  ['cut off', '{"id":'],
  ['not UTF-8', new Uint8Array([0x22, 0xff, 0xfe, 0x22])],
])('a body that is %s is no JSON', async (_, body) => {
  const { status, body: problem } = await post(body);
  expect([status, problem.code]).toEqual([400, 'malformed_json']);
});

test.each<[string, Record<string, string>]>([
  ['as it says', {}],
  ['although it says less', { 'content-length': '10' }],
])('a body over 64 kB is refused %s', async (_, headers) => {
  const { status, body } = await post(JSON.stringify(submission({ name: 'x'.repeat(70_000) })), headers);
  expect([status, body.code]).toEqual([413, 'too_large']);
});

test('a body that says it is too large is not even read', async () => {
  let read = false;
  const stream = new ReadableStream(
    {
      pull() {
        read = true;
      },
    },
    { highWaterMark: 0 },
  );
  const { status } = await server.ask('/v1/forms/demo/submissions', {
    method: 'POST',
    body: stream,
    duplex: 'half',
    headers: { 'content-length': '10000000' },
  } as RequestInit);
  expect([status, read]).toEqual([413, false]);
});

test.each([
  '',
  'x',
  '../x',
  'a'.repeat(256),
  '00000000-0000-4000-8000-000000000000',
  newId().toUpperCase(),
  null,
  7,
  {},
])('an id that is no UUIDv7 is refused: %j', async (id) => {
  const { status, body } = await server.submit('demo', { ...submission(answers.lead), id });
  expect(status).toBe(422);
  expect(body.errors).toMatchObject([{ pointer: '/id' }]);
});

describe('each answer in turn', () => {
  const whole = {
    ...answers.sql,
    seats: 5,
    email: 'a@acme.com',
    phone: '020 7946 0000',
    name: 'Ann',
    privacy: true,
  };
  const values = [
    null,
    7.25,
    '',
    [],
    {},
    'x'.repeat(5001),
    '\u0000',
    '\ud800',
    -0,
    true,
    ['x'],
    [null],
    '1e999',
  ];
  test.each(Object.keys(whole))(
    '%s may be anything: the server answers, and stores only what it understands',
    async (field) => {
      for (const value of values) {
        const body = submission({ ...whole, [field]: value });
        const { status } = await server.submit('demo', body);
        expect([201, 422]).toContain(status);
        if (status === 201) expect((await server.stored(body.id)).id).toBe(body.id);
      }
    },
  );
});

test.each(['0', '-1', '1.5', 'x', '1e400', '9007199254740993', '9'.repeat(30)])(
  'a version called %s is one that there is not',
  async (version) => {
    const asked = [
      await server.api(`/api/forms/demo/versions/${version}`),
      await server.ask(`/v1/forms/demo/${version}/images/need/switch`),
    ];
    expect(asked.map(({ status }) => status)).toEqual([404, 404]);
  },
);

test('a post from another site is asked for first, and allowed', async () => {
  const response = await server.app.request('/v1/forms/demo/submissions', {
    method: 'OPTIONS',
    headers: { origin: 'https://acme.com', 'access-control-request-method': 'POST' },
  });
  expect(response.status).toBe(204);
  expect(response.headers.get('access-control-allow-origin')).toBe('*');
  expect(response.headers.get('access-control-allow-headers')).toBe('content-type');
  expect(response.headers.get('access-control-allow-methods')).toContain('POST');
});

test('public routes neither read nor set a cookie', async () => {
  const response = await server.app.request('/v1/forms/demo', { headers: { cookie: 'qualiform_session=x' } });
  expect(response.headers.get('set-cookie')).toBeNull();
});

test.each([
  ['/v1/forms/nothing', '*'],
  ['/nothing', null],
  ['/console/nothing.js', null],
])('an error is a problem document with safe headers: %s', async (url, origin) => {
  const { status, headers, body } = await server.ask<{ type: string; title: string }>(url);
  expect(status).toBe(404);
  expect(headers.get('content-type')).toBe('application/problem+json');
  expect(headers.get('access-control-allow-origin')).toBe(origin);
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(Object.keys(body)).toEqual(['type', 'title', 'status', 'code', 'detail', 'remedy']);
});
