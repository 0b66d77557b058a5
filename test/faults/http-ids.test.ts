/** An id is one submission for its whole life, however often and wherever it is sent. */
import { describe, expect, test } from 'vitest';
import { answers } from '../server/forms.ts';
import { submission } from '../server/submission.ts';
import { failures, look, send, serving, shared, storedIds, temporary } from './serving.ts';

const hundred = Array.from({ length: 100 });

test('one id a hundred times at once, and again after a restart: one row, one lead, a hundred equal answers', async () => {
  const folder = temporary();
  const first = await serving({ folder });
  const body = submission({ ...answers.sql, email: 'ann@harbour.example' });
  const crowd = await Promise.all(hundred.map(() => send(first, body)));
  expect(crowd.map(({ status }) => status).sort()).toEqual([...Array(99).fill(200), 201]);
  expect(new Set(crowd.map(({ text }) => text)).size).toBe(1);
  expect(await first.stop()).toBe(0);

  const second = await serving({ folder }, []);
  const again = await Promise.all(hundred.map(() => send(second, body)));
  expect(again.map(({ status }) => status)).toEqual(Array(100).fill(200));
  expect(new Set([...again, ...crowd].map(({ text }) => text)).size).toBe(1);
  expect(await storedIds(second)).toEqual([body.id]);
  const { leads } = await look(second, '/leads');
  expect(leads).toHaveLength(1);
  expect((await look(second, `/leads/${leads[0].id}`)).submissions).toHaveLength(1);
  expect([...failures(first), ...failures(second)]).toEqual([]);
});

test('one id with other answers, at the same moment: one of them is kept, and the others hear so', async () => {
  const server = await serving();
  const { id } = submission({});
  const bodies = hundred.map((_, n) => submission({ ...answers.lead, name: `Person ${n}` }, { id }));
  const replies = await Promise.all(bodies.map((body) => send(server, body)));
  const kept = replies.findIndex(({ status }) => status === 201);
  expect(replies.filter(({ status }) => status === 201)).toHaveLength(1);
  expect(replies.filter(({ json }) => json.code === 'key_reused')).toHaveLength(99);
  expect((await look(server, `/submissions/${id}`)).answers.name).toBe(`Person ${kept}`);
});

describe('an id', () => {
  const server = shared();

  test.each<[string, unknown]>([
    ['missing', undefined],
    ['of 256 characters', 'a'.repeat(256)],
    ['a way out of a folder', '../../etc/passwd'],
    ['a list', ['018f0000-0000-7000-8000-000000000000']],
  ])('that is %s is refused by its place, and nothing is stored', async (_, id) => {
    const { status, json } = await send(server(), { ...submission(answers.sql), id });
    expect([status, json.code, json.errors[0].pointer]).toEqual([422, 'invalid_submission', '/id']);
    expect(await storedIds(server())).toEqual([]);
  });
});
