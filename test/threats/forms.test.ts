/** Threats from the form itself: what a definition may bring along, and what it may give away. */
import { beforeEach, expect, test } from 'vitest';
import { checkAnswer } from '../../widget/engine/answers.ts';
import type { Field } from '../../widget/schema/form.ts';
import { checkForm } from '../../widget/schema/lint.ts';
import { fillAddress } from '../../widget/wording/address.ts';
import { answers, demo, secret } from '../server/forms.ts';
import { type Local, submission } from '../server/local.ts';
import { ending, post, threatened } from './threatened.ts';

let server: Local;
beforeEach(async () => {
  server = await threatened();
});

test('T2 a form cannot bring a script: neither by an address, when it is saved or used, nor as a value', async () => {
  const hostile = ending('hostile', { type: 'download', url: 'JaVa\tscript:alert(1)' });
  const { status } = await server.api('/api/forms/hostile', { method: 'PUT', body: JSON.stringify(hostile) });
  expect(status).toBe(422);
  expect(fillAddress('java\nscript:alert(1)', {})).toBeUndefined();
  const node = { ...demo, title: { type: 'script', props: {}, constructor: undefined } };
  expect(checkForm(JSON.stringify(node)).form).toBeUndefined();
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
    expect((await post(server, '/v1/forms/demo/submissions', text)).status).toBe(422);
    const id = JSON.stringify(demo).replaceAll('"need"', `"${key}"`);
    expect(checkForm(id).form).toBeUndefined();
    expect((await server.app.request(`/v1/forms/${key}`)).status).toBe(404);
  }
  expect(({} as { bad?: true }).bad).toBeUndefined();
});
