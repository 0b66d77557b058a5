/** Answers that no control could give, and answers to questions that were never asked. */
import { afterAll, describe, expect, test } from 'vitest';
import { Form } from '../../widget/schema/form.ts';
import { submission } from '../server/submission.ts';
import { failures, look, send, shared, storedIds } from './serving.ts';
import { readDemo } from './spoiled.ts';

const crm = Form.parse(readDemo('crm-demo'));
const all = Form.parse(readDemo('all-fields'));
const server = shared({}, [crm, all]);
afterAll(() => expect(failures(server())).toEqual([]));

const whole: Record<string, Record<string, unknown>> = {
  'crm-demo': {
    need: 'switch',
    role: 'founder',
    size: 's50_200',
    budget: 'approved',
    start: 'month',
    first_name: 'Ann',
    company: 'Harbour',
    email: 'ann@harbour.example',
    privacy: true,
  },
  'all-fields': {
    one: 'milk',
    several: ['bread', 'cake'],
    day: 'friday',
    country: 'GB',
    cups: 3,
    price: 2.5,
    mood: 4,
    since: '2024-02-29',
    name: 'Ann',
    story: 'Once.',
    place: 'cafe.example',
    email: 'ann@harbour.example',
    phone: '+44 20 7946 0958',
    agree: true,
    origin: 'specimen',
    ending: 'message',
  },
};

const strange = [null, 7.25, -1, [], {}, 'x'.repeat(5001), [[]], [{}], true];

describe.each([crm, all])('$id', (form) => {
  const good = whole[form.id] as Record<string, unknown>;
  const fields = form.steps.flatMap((step) => step.fields.map(({ id }) => id));

  test('its every question is tried here', () => {
    expect(Object.keys(good)).toEqual(fields);
  });

  test.each(fields)(
    '%s may hold anything: it is refused by its place, or never stored as it came',
    async (field) => {
      const before = (await storedIds(server(), form.id)).length;
      let kept = 0;
      for (const value of strange) {
        const body = submission({ ...good, [field]: value });
        const { status, json } = await send(server(), body, form.id);
        if (status === 201) {
          kept += 1;
          const { answers } = await look(server(), `/submissions/${body.id}`);
          // What was understood is as the type of the question has it; anything else is as if it had not been answered.
          if (Object.hasOwn(answers, field)) expect(typeof answers[field]).toBe(typeof good[field]);
          expect({ ...answers, [field]: good[field] }).toEqual(good);
        } else {
          expect([status, json.code]).toEqual([422, 'invalid_submission']);
          expect(json.errors).toContainEqual(
            expect.objectContaining({ pointer: `/answers/${field}`, field }),
          );
        }
      }
      expect((await storedIds(server(), form.id)).length).toBe(before + kept);
    },
  );

  test('every answer at once of each strange kind is refused with every place', async () => {
    for (const value of [{}, [[]], 'x'.repeat(1000)]) {
      const body = submission(Object.fromEntries(fields.map((field) => [field, value])));
      const { status, json } = await send(server(), body, form.id);
      expect(status).toBe(422);
      expect(json.errors.length).toBeGreaterThan(4);
    }
  });
});

test('answers to steps that the branch never reaches are dropped, named, and worth nothing', async () => {
  // Who wants the guide goes straight to the contact; a plan with a budget would have been worth 30 points.
  const asked = { need: 'guide', email: 'bo@harbour.example', privacy: true };
  const unasked = { role: 'founder', size: 's50_200', budget: 'approved', start: 'month', company: 'X' };
  const honest = await send(server(), submission(asked), crm.id);
  const body = submission({ ...asked, ...unasked });
  const { status, json } = await send(server(), body, crm.id);
  expect(status).toBe(201);
  expect(json.dropped).toEqual(Object.keys(unasked));
  expect([json.stage, json.outcome, json.score]).toEqual([
    honest.json.stage,
    honest.json.outcome,
    honest.json.score,
  ]);
  const stored = await look(server(), `/submissions/${body.id}`);
  expect(stored.answers).toEqual(asked);
  expect(stored.dropped).toEqual(Object.keys(unasked));
});
