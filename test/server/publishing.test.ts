/** Drafts, the gate before publishing, versions, and what browsers load of a form. */
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { publish as publishText } from '../../server/forms/publish.ts';
import { answers, demo, secret } from './forms.ts';
import { local, submission } from './local.ts';

interface Problem {
  pointer: string;
  severity: string;
  code: string;
  remedy: string;
}
interface FormState {
  live: { version: number } | null;
  draft: { text: string; problems: Problem[] } | null;
  text: string;
  snippet: string;
  sendsMail: boolean;
}

const put = (form: object | string, id = 'demo') =>
  [
    `/api/forms/${id}`,
    { method: 'PUT', body: typeof form === 'string' ? form : JSON.stringify(form) },
  ] as const;

test('a draft is kept to the letter and goes live only when it is published', async () => {
  const { api, ask } = await local();
  const text = `${JSON.stringify(demo, null, 3)}\n`;
  const saved = await api<{ problems: Problem[] }>(...put(text));
  expect(saved.status).toBe(200);
  expect(saved.body.problems.every(({ severity }) => severity === 'warning')).toBe(true);
  const { body } = await api<FormState>('/api/forms/demo');
  expect(body).toMatchObject({ live: null, draft: { text }, text });
  expect(body.snippet).toBe('<script async src="http://localhost:8787/f/demo.js"></script>');
  expect((await ask('/v1/forms/demo')).status).toBe(404);

  const published = await api('/api/forms/demo/publish', { method: 'POST' });
  expect([published.status, published.body]).toEqual([201, { version: 1, problems: saved.body.problems }]);
  expect((await api<FormState>('/api/forms/demo')).body).toMatchObject({
    live: { version: 1 },
    draft: null,
    text,
  });
  expect((await api<{ text: string }>('/api/forms/demo/versions/1')).body.text).toBe(text);
});

test.each<[string, object | string, string]>([
  ['text that is no JSON', '{ "id": "demo", ', ''],
  ['a form with an unknown key', { ...demo, colour: 'red' }, '/colour'],
  ['a reference to nothing', { ...demo, qualify: { mql: { nobody: 'x' } } }, '/qualify/mql/nobody'],
  ['an id that is not that of the address', { ...demo, id: 'other' }, '/id'],
])(
  'a draft with errors is refused with every place, and the one before is kept: %s',
  async (_, bad, pointer) => {
    const { api } = await local();
    await api(...put(demo));
    const { status, body } = await api<{ problems: Problem[] }>(...put(bad));
    expect([status, body.code]).toEqual([422, 'invalid_form']);
    expect(body.problems).toContainEqual(expect.objectContaining({ pointer, severity: 'error' }));
    expect((await api<FormState>('/api/forms/demo')).body.text).toBe(JSON.stringify(demo));
  },
);

test('a failing test of its own keeps a form from being saved', async () => {
  const { api } = await local();
  const tests = [{ name: 'Ann', answers: answers.lead, expect: { stage: 'sql' } }];
  expect((await api(...put({ ...demo, tests }))).body.code).toBe('invalid_form');
});

test('checking saves nothing', async () => {
  const { api } = await local();
  const checked = await api<{ problems: Problem[] }>('/api/forms/demo/check', { method: 'POST', body: '{}' });
  expect(checked.status).toBe(200);
  expect(checked.body.problems.length).toBeGreaterThan(0);
  expect((await api('/api/forms/demo')).status).toBe(404);
});

test('there is nothing to publish twice', async () => {
  const { api, publish } = await local();
  await publish(demo);
  const { status, body } = await api('/api/forms/demo/publish', { method: 'POST' });
  expect([status, body.code]).toEqual([409, 'nothing_to_publish']);
});

test('two who publish at once make two versions', async () => {
  const { api, publish } = await local();
  await publish(demo);
  await api(...put({ ...demo, title: 'Second' }));
  const both = await Promise.all([1, 2].map(() => api('/api/forms/demo/publish', { method: 'POST' })));
  for (const { status } of both) expect([201, 409]).toContain(status);
  const { body } = await api<{ versions: { version: number }[] }>('/api/forms/demo/versions');
  const versions = body.versions.map(({ version }) => version);
  expect(new Set(versions).size).toBe(versions.length);
});

test('the list tells what is live, what is drafted and how much came in', async () => {
  const { api, publish, submit } = await local();
  await publish(demo);
  await api(...put({ ...demo, title: 'Next' }));
  await submit('demo', submission({ ...answers.sql, email: 'a@acme.com' }));
  await submit('demo', submission({ ...answers.sql, email: 'a@acme.com' }));
  const { body } = await api<{ forms: object[] }>('/api/forms');
  expect(body.forms).toMatchObject([
    {
      id: 'demo',
      title: 'Book a demo',
      live: { version: 1 },
      draft: { problems: expect.any(Number) },
      submissions: 2,
      leads: 1,
    },
  ]);
});

test('an archived form is gone from the web until it is published again', async () => {
  const { api, ask, publish } = await local();
  await publish(demo);
  await api('/api/forms/demo/archive', { method: 'POST' });
  expect((await ask('/v1/forms/demo')).status).toBe(404);
  expect((await api<{ forms: object[] }>('/api/forms')).body.forms).toEqual([]);
  expect(await publish(demo)).toBe(2);
  expect((await ask('/v1/forms/demo')).status).toBe(200);
});

test('a browser gets the definition in its language, with the widget’s words, and nothing that is not for it', async () => {
  const { ask, publish } = await local();
  await publish({ ...demo, note: 'For us alone', tests: [] });
  const { status, headers, body } = await ask<Record<string, unknown>>('/v1/forms/demo?lang=pl');
  expect(status).toBe(200);
  expect(headers.get('cache-control')).toBe(
    'public, max-age=60, stale-while-revalidate=86400, stale-if-error=86400',
  );
  expect(headers.get('vary')).toBe('accept-encoding');
  expect(Object.keys(body).sort()).toEqual([
    'id',
    'language',
    'languages',
    'outcomes',
    'qualify',
    'scoring',
    'signals',
    'steps',
    'title',
    'version',
    'words',
  ]);
  const text = JSON.stringify(body);
  for (const inner of ['For us alone', 'Came from our ads', 'Not a buyer', 'emea'])
    expect(text).not.toContain(inner);
  expect(text).toContain('Zgadzam się');
});

test('with private scoring a browser gets no points, rules or endings', async () => {
  const { ask, publish } = await local();
  await publish(secret);
  const { body } = await ask<Record<string, unknown>>('/v1/forms/secret');
  expect(Object.keys(body).sort()).toEqual([
    'id',
    'language',
    'languages',
    'outcomes',
    'private',
    'signals',
    'steps',
    'title',
    'version',
    'words',
  ]);
  expect(body.outcomes).toEqual([]);
  expect(JSON.stringify(body.steps)).not.toContain('points');
});

test('who has a definition already is answered 304, until another version is live', async () => {
  const { app, publish } = await local();
  await publish(demo);
  const first = await app.request('/v1/forms/demo');
  const headers = { 'if-none-match': first.headers.get('etag') ?? '' };
  const again = await app.request('/v1/forms/demo', { headers });
  expect([again.status, await again.text()]).toEqual([304, '']);
  expect(again.headers.get('access-control-allow-origin')).toBe('*');
  await publish({ ...demo, title: 'Another' });
  expect((await app.request('/v1/forms/demo', { headers })).status).toBe(200);
});

test.each([
  ['br', (bytes: Buffer) => brotliDecompressSync(bytes).toString()],
  ['gzip', (bytes: Buffer) => gunzipSync(bytes).toString()],
  ['br;q=0, identity', (bytes: Buffer) => bytes.toString()],
])('a definition comes as the browser can take it: %s', async (accepted, unpack) => {
  const { app, publish } = await local();
  await publish(demo);
  const packed = await app.request('/v1/forms/demo', { headers: { 'accept-encoding': accepted } });
  const plain = await app.request('/v1/forms/demo');
  expect(packed.headers.get('content-encoding')).toBe(accepted.startsWith('br;') ? null : accepted);
  expect(unpack(Buffer.from(await packed.arrayBuffer()))).toBe(await plain.text());
});

test('a draft that is saved while another text is published stays', async () => {
  const { api, store, clock, publish } = await local();
  await publish(demo);
  const text = JSON.stringify({ ...demo, title: 'Saved meanwhile' });
  await api(...put(text));
  const earlier = JSON.stringify({ ...demo, title: 'Read before' });
  expect(await publishText({ store, now: () => clock.now }, 'demo', earlier, 'api')).toBe(2);
  expect((await api<FormState>('/api/forms/demo')).body).toMatchObject({
    live: { version: 2 },
    draft: { text },
  });
});

test('a form that never was has no versions to list, unlike one that is only a draft', async () => {
  const { api } = await local();
  const { status, body } = await api('/api/forms/nope/versions');
  expect([status, body.code]).toEqual([404, 'unknown_form']);
  await api(...put(demo));
  expect((await api('/api/forms/demo/versions')).body).toEqual({ versions: [] });
});

test('a form that wants to mail is warned of at every door where there is no mail server, and published all the same', async () => {
  const form = { ...demo, confirmation: { subject: 'Thank you', text: 'We call you.' } };
  const told = async (env: Record<string, string>) => {
    const { api } = await local(env);
    const saved = await api<{ problems: Problem[] }>(...put(form));
    const { body: source } = await api<FormState>('/api/forms/demo');
    const checked = await api<{ problems: Problem[] }>('/api/forms/demo/check', {
      method: 'POST',
      body: JSON.stringify(form),
    });
    const published = await api<{ problems: Problem[] }>('/api/forms/demo/publish', { method: 'POST' });
    expect([saved.status, published.status]).toEqual([200, 201]);
    expect(source.sendsMail).toBe('SMTP_URL' in env);
    const lists = [saved, checked, published].map(({ body }) => body.problems);
    return [...lists, source.draft?.problems ?? []].map((problems) =>
      problems
        .filter(({ code }) => code === 'no_mail')
        .map(({ pointer, severity, remedy }) => ({ pointer, severity, remedy })),
    );
  };
  const warning = {
    pointer: '/confirmation',
    severity: 'warning',
    remedy: 'have SMTP_URL and MAIL_FROM set, or leave "confirmation" out',
  };
  expect(await told({})).toEqual([[warning], [warning], [warning], [warning]]);
  const mail = { SMTP_URL: 'smtp://127.0.0.1:1', MAIL_FROM: 'forms@acme.example' };
  expect(await told(mail)).toEqual([[], [], [], []]);
});
