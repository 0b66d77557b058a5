/** Forms without a script: what a plain form sends is scored like everything else, and nothing that was typed is lost. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Form } from '../../widget/schema/form.ts';
import { scenarios } from '../demo/scenarios.ts';
import { type Local, local, submission } from './local.ts';

const crm = JSON.parse(
  readFileSync(new URL('../../demo/forms/crm-demo.json', import.meta.url), 'utf8'),
) as Form;

const urlencoded = 'application/x-www-form-urlencoded';

function post(
  { app }: Local,
  form: string,
  fields: [string, string][],
  headers: Record<string, string> = {},
) {
  return app.request(`/f/${form}`, {
    method: 'POST',
    headers: { 'content-type': urlencoded, ...headers },
    body: new URLSearchParams(fields).toString(),
  });
}

const fieldsOf = (answers: Record<string, unknown>): [string, string][] =>
  Object.entries(answers).flatMap(([id, value]) =>
    (Array.isArray(value) ? value : [value]).map((one): [string, string] => [id, String(one)]),
  );

const crmScenarios = scenarios.filter(({ form }) => form === 'crm-demo');

test.each(crmScenarios.map((scenario) => [scenario.name, scenario] as const))(
  '%s gets the stage and score that the same answers get by script',
  async (_, { answers }) => {
    const server = await local();
    await server.publish(crm);
    const byScript = await server.submit('crm-demo', submission(answers));
    const other = await local();
    await other.publish(crm);
    const page = await post(other, 'crm-demo', fieldsOf(answers));
    expect([page.status, byScript.status]).toEqual([200, 201]);
    const [lead] = await other.leads();
    expect(lead).toMatchObject({ stage: byScript.body.stage, outcome: byScript.body.outcome });
    expect((await other.lead(lead?.id ?? '')).score.total).toBe(byScript.body.score?.total);
  },
);

const tiny: Form = {
  id: 'tiny',
  title: 'A <b>tiny</b> form',
  language: 'en',
  steps: [
    {
      id: 'all',
      title: 'Who are you?',
      fields: [
        { id: 'name', type: 'text', label: 'Name', required: true, maxLength: 20 },
        { id: 'people', type: 'number', label: 'People', min: 2, max: 50 },
        {
          id: 'tools',
          type: 'choices',
          label: 'Tools',
          options: [
            { id: 'a', label: 'A' },
            { id: 'b', label: 'B' },
          ],
        },
      ],
    },
    {
      id: 'off',
      when: { name: 'nobody' },
      fields: [{ id: 'why', type: 'text', label: 'Why', required: true }],
    },
  ],
  outcomes: [
    {
      id: 'away',
      when: { name: 'Ada' },
      show: { type: 'redirect', url: 'https://acme.example/x?tools={{tools}}' },
    },
    { id: 'thanks', show: { type: 'message', title: 'Thank you, {{name}}' } },
  ],
};

describe('a form that is sent without a script', () => {
  test('comes back with what is wrong beside the fields, and with everything that was typed', async () => {
    const server = await local();
    await server.publish(tiny);
    const page = await post(server, 'tiny', [
      ['name', '   '],
      ['people', '1'],
      ['tools', 'a'],
      ['tools', 'b'],
    ]);
    expect(page.status).toBe(422);
    const text = await page.text();
    expect(text).toContain('2 answers need another look');
    expect(text).toContain('<a href="#q-name">Name</a> Please answer this question');
    expect(text).toContain('id="q-people-error">Please enter 2 or more');
    expect(text).toMatch(/name="people" aria-describedby="q-people-error" aria-invalid="true" value="1"/);
    expect(text.match(/ checked>/g)).toHaveLength(2);
    expect(await server.leads()).toEqual([]);
  });

  test('shows markup as the text that it is, in what is typed and in what the form says', async () => {
    const server = await local();
    await server.publish(tiny);
    const bad = '"><script>x</script>';
    const [refused, taken] = [
      await (
        await post(server, 'tiny', [
          ['name', bad],
          ['people', bad],
        ])
      ).text(),
      await (await post(server, 'tiny', [['name', bad]])).text(),
    ];
    for (const page of [refused, taken]) {
      expect(page).not.toContain('<script');
      expect(page).toContain('&lt;script&gt;');
      expect(page).toContain('A &lt;b&gt;tiny&lt;/b&gt; form');
    }
    expect(taken).toContain('Thank you, &quot;&gt;&lt;script&gt;x');
  });

  test('is one submission however often it is sent on one day, and another one with other answers', async () => {
    const server = await local();
    await server.publish(tiny);
    const send = (name: string) => post(server, 'tiny', [['name', name]]);
    const pages = await Promise.all([send('Bo'), send('Bo'), send('Bo')]);
    expect(pages.map(({ status }) => status)).toEqual([200, 200, 200]);
    await send('Bo');
    expect(await server.leads()).toHaveLength(1);
    await send('Cy');
    expect(await server.leads()).toHaveLength(2);
    server.clock.now += 86_400_000;
    await send('Bo');
    expect(await server.leads()).toHaveLength(3);
  });

  test('goes on to the place that the form names, which no answer can change', async () => {
    const server = await local();
    await server.publish(tiny);
    const page = await post(server, 'tiny', [
      ['name', 'Ada'],
      ['tools', 'a'],
    ]);
    expect([page.status, page.headers.get('location')]).toEqual([303, 'https://acme.example/x?tools=a']);
    const hosted = await server.app.request('/f/tiny');
    expect(hosted.headers.get('content-security-policy')).toContain(
      "form-action 'self' https://acme.example;",
    );
  });

  test('is scored by the version that was printed, and drops what is off the path', async () => {
    const server = await local();
    await server.publish(tiny);
    await server.publish({ ...tiny, outcomes: [{ id: 'later', show: { type: 'message' } }] });
    await post(server, 'tiny', [
      ['qualiform.version', '1'],
      ['name', 'Bo'],
      ['why', 'not asked'],
    ]);
    await post(server, 'tiny', [['name', 'Cy']]);
    const outcomes = (await server.leads()).map(({ outcome }) => outcome);
    expect(outcomes.sort()).toEqual(['later', 'thanks']);
  });

  test.each([
    ['JSON', { 'content-type': 'application/json' }, '{}', 415],
    ['a file', { 'content-type': 'multipart/form-data; boundary=x' }, 'x', 415],
    ['more than a form can hold', { 'content-type': urlencoded }, `name=${'x'.repeat(70_000)}`, 413],
  ])('refuses %s', async (_, headers, body, status) => {
    const server = await local();
    await server.publish(tiny);
    const answer = await server.app.request('/f/tiny', { method: 'POST', headers, body });
    expect(answer.status).toBe(status);
    expect(await server.leads()).toEqual([]);
  });

  test('tells the page that it stood on, with its campaign', async () => {
    const server = await local();
    await server.publish(tiny);
    await post(server, 'tiny', [['name', 'Bo']], {
      referer: 'https://acme.com/pricing?utm_source=ads&utm_medium=cpc&gclid=g1',
    });
    const [lead] = await server.leads();
    const { submissions } = await server.lead(lead?.id ?? '');
    const { context } = await server.stored(submissions[0] ?? '');
    expect(context).toEqual({
      language: 'en',
      'page.path': '/pricing',
      'utm.source': 'ads',
      'utm.medium': 'cpc',
      'click.gclid': 'g1',
    });
  });
});

describe('the page of a form', () => {
  test('speaks the language of its reader, and lets nothing run but the widget', async () => {
    const server = await local();
    await server.publish({ ...tiny, title: { en: 'Hello', ar: 'مرحبا' } });
    const page = await server.app.request('/f/tiny', {
      headers: { 'accept-language': 'de, ar;q=0.8, en;q=0.5' },
    });
    const text = await page.text();
    expect(text).toContain('<html lang="ar" dir="rtl">');
    expect(text).toContain('<script async src="/f/tiny.js?lang=ar"></script>');
    expect(text).toMatch(/<noscript>[\s\S]*<form [^>]*action="\/f\/tiny"[\s\S]*<\/noscript>/);
    const policy = page.headers.get('content-security-policy');
    for (const part of [
      "default-src 'none'",
      "script-src 'self'",
      "frame-ancestors 'none'",
      "trusted-types 'none'",
    ])
      expect(policy).toContain(part);
  });

  test('of a form that is none is one that says so', async () => {
    const server = await local();
    const page = await server.app.request('/f/nothing');
    expect(page.status).toBe(404);
    expect(page.headers.get('content-type')).toMatch(/^text\/html/);
  });
});

describe('a form that names its sites', () => {
  const kept: Form = { ...tiny, origins: ['https://acme.com'] };
  const places = ['/v1/forms/tiny', '/f/tiny.js'];

  test.each([
    ['https://acme.com', 200],
    ['http://localhost', 200],
    ['https://evil.example', 403],
    ['https://acme.com.evil.example', 403],
    ['http://acme.com', 403],
    ['null', 403],
  ])('answers %s with %i', async (origin, status) => {
    const server = await local();
    await server.publish(kept);
    for (const place of places) {
      const answer = await server.app.request(`http://localhost${place}`, {
        headers: { origin, host: 'localhost' },
      });
      expect([place, answer.status]).toEqual([place, status]);
      expect(answer.headers.get('access-control-allow-origin')).toBe('*');
      expect(answer.headers.get('vary')).toContain('origin');
      if (status === 403) expect(await answer.json()).toMatchObject({ code: 'origin_not_allowed' });
    }
    const sent = await server.ask('/v1/forms/tiny/submissions', {
      method: 'POST',
      headers: { origin, host: 'localhost' },
      body: JSON.stringify(submission({ name: 'Bo' })),
    });
    expect(sent.status === 403).toBe(status === 403);
    const plain = await post(server, 'tiny', [['name', 'Cy']], { origin, host: 'localhost' });
    expect(plain.status === 403).toBe(status === 403);
  });

  test('is open to whoever names no site, and a form without a list to everybody', async () => {
    const server = await local();
    await server.publish(kept);
    expect((await server.app.request('/v1/forms/tiny')).status).toBe(200);
    await server.publish(tiny);
    const answer = await server.app.request('/v1/forms/tiny', {
      headers: { origin: 'https://evil.example' },
    });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('vary')).not.toContain('origin');
  });
});
