/** Whatever a visitor does, the browser's verdict on the public definition is the server's on the stored form. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cleanAnswers } from '../../widget/engine/answers.ts';
import { compile } from '../../widget/engine/compile.ts';
import { judge } from '../../widget/engine/qualify.ts';
import type { Served } from '../../widget/served.ts';
import { demo } from './forms.ts';
import { local, submission } from './local.ts';

const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });

const given = fc.record({
  answers: fc.record({
    need: fc.constantFrom('switch', 'look', 'thesis'),
    size: fc.constantFrom('small', 'middle', 'large'),
    seats: optional(fc.integer({ min: 1, max: 500 })),
    email: optional(fc.constantFrom('ann@acme.com', 'bob@gmail.com')),
    name: optional(fc.string({ maxLength: 40 })),
    privacy: optional(fc.boolean()),
  }),
  context: fc.record(
    { 'utm.source': fc.constantFrom('ads', 'news', ''), 'visit.count': fc.nat(9) },
    { requiredKeys: [] },
  ),
  signals: fc.record({ pricing: fc.array(fc.double({ min: -1, max: 90, noNaN: true }), { maxLength: 5 }) }),
});

test('browser and server reach the same verdict', async () => {
  const { publish, submit, ask, stored } = await local();
  await publish(demo);
  const { body: served } = await ask<Served>('/v1/forms/demo');
  const inBrowser = compile(served);

  await fc.assert(
    fc.asyncProperty(given, async ({ answers: raw, context, signals }) => {
      const { answers } = cleanAnswers(inBrowser.fields, JSON.parse(JSON.stringify(raw)));
      const { stage, outcome, score, path } = judge(inBrowser, { answers, context, signals });
      const verdict = { stage, outcome, score: score.total };
      const body = submission(path.answers, { context, signals, verdict });
      const { status } = await submit('demo', body);
      expect(status).toBe(201);
      const kept = await stored(body.id);
      expect(kept).toMatchObject({ agrees: true, stage, outcome, answers: path.answers });
      const rows = kept.score.ledger.map(({ source, dimension, points }) => ({ source, dimension, points }));
      expect({ ...kept.score, ledger: rows }).toEqual(score);
    }),
    { numRuns: 60 },
  );
}, 30_000);
