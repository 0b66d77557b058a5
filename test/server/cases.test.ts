/** Every row of the rulings, sent to the server as a browser would send it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isForHttp, listCases } from '../cases/cases.ts';
import { type Local, openLocal, submission } from './local.ts';

const cases = listCases().filter(isForHttp);
let server: Local;
/** Forms of the rows by their text, each under an id of its own, for files may use the same id twice. */
const published = new Map<string, string>();

beforeAll(async () => {
  server = await openLocal();
  for (const { form } of cases) {
    const text = JSON.stringify(form);
    if (published.has(text)) continue;
    const id = `case-${published.size}`;
    published.set(text, id);
    await server.publish({ ...form, id });
  }
}, 60_000);
afterAll(() => server.close());

describe('the server judges as the rulings say', () => {
  test.each(cases)('$name', async ({ form, answers, context = {}, signals = {}, expect: expected }) => {
    const id = published.get(JSON.stringify(form)) ?? '';
    const { refused = {}, missing = [] } = expected;
    const complete = submission(answers, { context, signals });
    const { status, body: problem } = await server.submit(id, complete);

    const wrong = { ...Object.fromEntries(missing.map((field) => [field, 'required'])), ...refused };
    if (Object.keys(wrong).length > 0) {
      expect(status).toBe(422);
      expect(Object.fromEntries(problem.errors.map(({ field, code }) => [field, code]))).toEqual(wrong);
    } else expect(status).toBe(201);
    if (expected.stage === undefined) {
      expect((await server.submit(id, { ...complete, status: 'partial' })).status).toBe(422);
      return;
    }

    // What may not be complete may be partial, and is judged all the same.
    const kept = status === 201 ? complete : submission(answers, { context, signals, status: 'partial' });
    const reply = status === 201 ? undefined : await server.submit(id, kept);
    if (reply) expect(reply.status).toBe(201);
    const stored = await server.stored(kept.id);
    const { stage, outcome, score, dimensions, ledger, dropped } = expected;
    if (stage !== undefined) expect(stored.stage).toBe(stage);
    if (outcome !== undefined) expect(stored.outcome).toBe(outcome);
    if (score !== undefined) expect(stored.score.total).toBe(score);
    if (dimensions !== undefined) expect(stored.score.dimensions).toEqual(dimensions);
    if (ledger !== undefined)
      expect(stored.score.ledger.map(({ source, dimension, points }) => [source, dimension, points])).toEqual(
        ledger,
      );
    if (expected.answers !== undefined) expect(stored.answers).toEqual(expected.answers);
    if (dropped !== undefined)
      expect(stored.dropped.filter((field) => !Object.hasOwn(refused, field))).toEqual(dropped);
    for (const { why } of stored.score.ledger) expect(why).not.toBe('');
  });
});
