/** What is refused, and how it is told: everything that is wrong at once, each with its place. */
import { expect, test } from 'vitest';
import { answers, demo } from './forms.ts';
import { local, submission } from './local.ts';

const acme = { ...answers.sql, email: 'ann@acme.com' };

const refusals: [string, Record<string, unknown>, { field: string; code: string }[]][] = [
  ['a required question without an answer', { need: 'switch' }, [{ field: 'size', code: 'required' }]],
  [
    'a field that the form does not have',
    { ...acme, colour: 'red' },
    [{ field: 'colour', code: 'unknown_field' }],
  ],
  [
    'an option that the question does not have',
    { ...acme, size: 'huge' },
    [{ field: 'size', code: 'unknown_option' }],
  ],
  ['a value of the wrong type', { ...acme, seats: 'many' }, [{ field: 'seats', code: 'wrong_type' }]],
  ['a text that is too long', { ...acme, name: 'x'.repeat(41) }, [{ field: 'name', code: 'too_long' }]],
  ['a number out of bounds', { ...acme, seats: 501 }, [{ field: 'seats', code: 'too_large' }]],
  ['an address that is none', { ...acme, email: 'ann@acme' }, [{ field: 'email', code: 'email' }]],
  ['a phone number that is none', { ...acme, phone: 'call me' }, [{ field: 'phone', code: 'phone' }]],
  [
    'everything at once',
    { need: 'switch', email: 'ann', seats: 0, colour: 'red' },
    [
      { field: 'email', code: 'email' },
      { field: 'seats', code: 'too_small' },
      { field: 'colour', code: 'unknown_field' },
      { field: 'size', code: 'required' },
    ],
  ],
  [
    'an unknown option, even off the path',
    { ...answers.disqualified, size: 'huge' },
    [{ field: 'size', code: 'unknown_option' }],
  ],
];

test.each(refusals)('is refused: %s', async (_, wrong, errors) => {
  const { publish, submit, leads } = await local();
  await publish(demo);
  const { status, headers, body } = await submit('demo', submission(wrong));
  expect(status).toBe(422);
  expect(headers.get('content-type')).toBe('application/problem+json');
  expect(headers.get('access-control-allow-origin')).toBe('*');
  expect(body.code).toBe('invalid_submission');
  expect(body.errors.map(({ field, code }) => ({ field, code }))).toEqual(errors);
  for (const { field, pointer } of body.errors) expect(pointer).toBe(`/answers/${field}`);
  expect(await leads()).toEqual([]);
});

test('a version that never was is refused', async () => {
  const { publish, submit } = await local();
  await publish(demo);
  const { status, body } = await submit('demo', submission(acme, { version: 7 }));
  expect([status, body.code]).toEqual([422, 'unknown_version']);
});

test('forms that are unknown, only drafts, or archived get one and the same 404', async () => {
  const { publish, submit, api, ask } = await local();
  await api('/api/forms/draft', { method: 'PUT', body: JSON.stringify({ ...demo, id: 'draft' }) });
  await publish({ ...demo, id: 'archived' });
  await api('/api/forms/archived/archive', { method: 'POST' });
  const answered = await Promise.all(
    ['draft', 'archived', 'unknown', '..%2f', 'constructor'].flatMap((form) => [
      submit(form, submission(acme)),
      ask(`/v1/forms/${form}`),
      ask(`/f/${form}.js`),
    ]),
  );
  expect(new Set(answered.map(({ status, body }) => JSON.stringify([status, body]))).size).toBe(1);
  expect(answered[0]).toMatchObject({ status: 404, body: { code: 'unknown_form' } });
});
