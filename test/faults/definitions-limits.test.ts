/** Forms beyond all measure, and forms that contradict themselves: told by their place, and quickly. */
import { expect, test } from 'vitest';
import { apiKey, local } from '../server/local.ts';
import { type Json, readDemo } from './spoiled.ts';

const changed = (edit: (form: Json) => void): string => {
  const form = readDemo('crm-demo');
  edit(form);
  return JSON.stringify(form);
};

const options = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ id: `o${n}`, label: `Option ${n}` }));

const nested = (depth: number, operator: 'not' | 'all' | 'any'): string => {
  const open = operator === 'not' ? '{"not":' : `{"${operator}":[`;
  const close = operator === 'not' ? '}' : ']}';
  return `${open.repeat(depth)}{"need":"switch"}${close.repeat(depth)}`;
};
/** As text, since not every depth can be made of objects that JSON can write. */
const withCondition = (condition: string): string =>
  changed((form) => {
    form.scoring.rules[0].when = '@';
  }).replace('"@"', () => condition);

test.each<[title: string, code: string, pointer: string, text: () => string]>([
  [
    'ten thousand options',
    'out_of_bounds',
    '/steps/1/fields/0/options',
    () => changed((form) => (form.steps[1].fields[0].options = options(10_000))),
  ],
  ...(['not', 'all', 'any'] as const).flatMap((operator): [string, string, string, () => string][] => [
    [
      `a condition of 9 "${operator}" one in the other`,
      'too_deep',
      '/scoring/rules/0/when',
      () => withCondition(nested(9, operator)),
    ],
    [
      `a condition of 500 "${operator}" one in the other`,
      'too_deep',
      '/scoring/rules/0/when',
      () => withCondition(nested(500, operator)),
    ],
  ]),
  [
    'a condition of a hundred thousand lists',
    'too_deep',
    '/scoring/rules/0/when',
    () => withCondition(`${'['.repeat(100_000)}${']'.repeat(100_000)}`),
  ],
  [
    'a condition of 501 parts',
    'too_large',
    '/scoring/rules/0/when',
    () =>
      changed((form) => {
        form.scoring.rules[0].when = { any: Array.from({ length: 400 }, () => ({ need: 'switch' })) };
      }),
  ],
  [
    'a jump to nowhere',
    'unknown_reference',
    '/steps/0/next/0/go',
    () => changed((form) => (form.steps[0].next[0].go = 'nowhere')),
  ],
  [
    'a jump back, which could go round for ever',
    'backward_jump',
    '/steps/2/next/0/go',
    () => changed((form) => (form.steps[2].next = [{ go: 'need' }])),
  ],
  [
    'a line for MQL above that for SQL',
    'thresholds_cross',
    '/qualify/sql',
    () =>
      changed((form) => {
        form.qualify = { mql: { score: { gte: 60 } }, sql: { score: { gte: 40 } } };
        form.tests = [];
      }),
  ],
  [
    'a key that every object has',
    'reserved_name',
    '/steps/0',
    () => changed((form) => form).replace('"id":"need"', '"__proto__":{"x":1},"id":"need"'),
  ],
])('%s: %s at %s', async (_, code, pointer, text) => {
  const server = await local();
  const start = performance.now();
  const { status, body } = await server.api<{ problems: { pointer: string; code: string }[] }>(
    '/api/forms/crm-demo',
    { method: 'PUT', body: text() },
  );
  expect(status).toBe(422);
  const told = body.problems.map((problem) => `${problem.code} ${problem.pointer}`);
  expect(
    told.some((line) => line.startsWith(`${code} ${pointer}`)),
    told.join('\n'),
  ).toBe(true);
  expect(performance.now() - start).toBeLessThan(3000);
  // Nothing of it is there.
  expect((await server.api('/api/forms/crm-demo')).status).toBe(404);
});

test('a form of three megabytes is not even looked at', async () => {
  const server = await local();
  const response = await server.app.request('/api/forms/crm-demo', {
    method: 'PUT',
    headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
    body: changed((form) => (form.note = 'x'.repeat(3 * 1024 * 1024))),
  });
  expect(response.status).toBe(413);
});
