/** A submission is taken once, by the version that was filled in, or refused with everything that is wrong. */
import { expect, test } from 'vitest';
import { messagesIn } from '../../server/deliveries/news.ts';
import { answers, demo, secret } from './forms.ts';
import { local, submission } from './local.ts';

const acme = { ...answers.sql, email: 'ann@acme.com' };

test('a complete submission is stored and answered with the verdict', async () => {
  const { publish, submit, stored } = await local();
  await publish(demo);
  const body = submission(
    { ...acme, privacy: true },
    { context: { 'utm.source': 'news' }, signals: { pricing: [1, 2] } },
  );
  const { status, body: reply } = await submit('demo', body);
  expect(status).toBe(201);
  expect(reply).toMatchObject({
    id: body.id,
    form: 'demo',
    version: 1,
    status: 'complete',
    stage: 'sql',
    outcome: 'book',
    score: { total: 70, dimensions: { fit: 40, intent: 30 } },
    dropped: [],
  });
  expect(await stored(body.id)).toMatchObject({
    answers: { ...acme, privacy: true },
    context: { 'utm.source': 'news' },
    signals: { pricing: [1, 2] },
    score: { total: 70 },
    stage: 'sql',
    agrees: null,
    consents: [{ field: 'privacy', text: 'I agree', version: 1 }],
  });
});

test('the same id with the same body is answered the same, however often and in whatever order its keys come', async () => {
  const { publish, submit, leads } = await local();
  await publish(demo);
  const body = submission(acme);
  const first = await submit('demo', body);
  const again = await submit('demo', Object.fromEntries(Object.entries(body).reverse()));
  expect([first.status, again.status]).toEqual([201, 200]);
  expect(again.body).toEqual(first.body);
  expect(await leads()).toHaveLength(1);
});

test('a complete submission is never changed: its id with another body is refused', async () => {
  const { publish, submit, stored } = await local();
  await publish(demo);
  const body = submission(acme);
  await submit('demo', body);
  for (const other of [
    { ...body, answers: answers.lead },
    { ...body, status: 'partial' as const },
  ]) {
    const { status, body: problem } = await submit('demo', other);
    expect([status, problem.code]).toEqual([422, 'key_reused']);
  }
  expect((await stored(body.id)).answers).toEqual(acme);
});

test('an id belongs to one form', async () => {
  const { publish, submit } = await local();
  await publish(demo);
  await publish({ ...demo, id: 'other' });
  const body = submission(acme);
  await submit('demo', body);
  expect((await submit('other', body)).body.code).toBe('key_reused');
});

test('100 copies at once are one submission with one lead, all answered the same', async () => {
  const { publish, submit, leads, api } = await local();
  await publish(demo);
  const body = submission(acme);
  const replies = await Promise.all(Array.from({ length: 100 }, () => submit('demo', body)));
  expect(replies.filter(({ status }) => status === 201)).toHaveLength(1);
  expect(replies.filter(({ status }) => status === 200)).toHaveLength(99);
  expect(new Set(replies.map((reply) => JSON.stringify(reply.body))).size).toBe(1);
  const { body: page } = await api<{ submissions: unknown[] }>('/api/submissions');
  expect(page.submissions).toHaveLength(1);
  const [lead] = await leads();
  expect(lead?.stage).toBe('sql');
});

test('20 submissions of one address at once are one lead with 20 submissions', async () => {
  const { publish, submit, leads, lead } = await local();
  await publish(demo);
  const replies = await Promise.all(
    Array.from({ length: 20 }, (_, index) => submit('demo', submission({ ...acme, seats: index + 1 }))),
  );
  expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([201]));
  const all = await leads();
  expect(all).toHaveLength(1);
  expect((await lead(all[0]?.id ?? '')).submissions).toHaveLength(20);
});

test('a partial submission becomes complete in place and keeps when it began', async () => {
  const { publish, submit, stored, leadOf } = await local();
  await publish(demo);
  const begun = submission({ need: 'switch', email: 'ann@acme.com', seats: 0 }, { status: 'partial' });
  const first = await submit('demo', begun);
  expect(first.status).toBe(201);
  expect(first.body).toMatchObject({ status: 'partial', dropped: ['seats'] });
  expect(first.body.visitor).toBeUndefined();
  const before = await stored(begun.id);
  expect(await leadOf(begun.id)).toMatchObject({ stage: 'lead', history: [{ from: null, to: 'lead' }] });

  const further = await submit('demo', { ...begun, answers: { need: 'switch', size: 'middle' } });
  expect([further.status, further.body.status]).toEqual([200, 'partial']);

  const done = await submit('demo', { ...begun, status: 'complete', answers: acme });
  expect([done.status, done.body.stage]).toEqual([200, 'sql']);
  const after = await stored(begun.id);
  expect(after).toMatchObject({ status: 'complete', createdAt: before.createdAt, answers: acme });
  expect((await leadOf(begun.id)).history).toMatchObject([
    { from: null, to: 'lead' },
    { from: 'lead', to: 'sql', by: 'score' },
  ]);
  expect((await submit('demo', { ...begun, status: 'complete', answers: acme })).body).toEqual(done.body);
});

test('somebody who has only begun and gave no address is no lead yet', async () => {
  const { publish, submit, stored, leads } = await local();
  await publish(demo);
  const begun = submission({ need: 'switch' }, { status: 'partial' });
  expect((await submit('demo', begun)).status).toBe(201);
  expect(await leads()).toEqual([]);
  expect((await stored(begun.id)).lead).toBeNull();
});

test('a visitor on version 1 who sends after version 2 is published is judged by version 1', async () => {
  const { publish, submit, stored } = await local();
  await publish(demo);
  const changed = structuredClone(demo);
  changed.steps[1]?.fields.splice(0, 1);
  expect(await publish(changed)).toBe(2);
  const old = submission(acme);
  expect((await submit('demo', old)).body).toMatchObject({ version: 1, stage: 'sql' });
  expect((await stored(old.id)).version).toBe(1);
  const fresh = await submit('demo', submission({ need: 'switch' }, { version: 2 }));
  expect(fresh.body).toMatchObject({ version: 2, stage: 'lead' });
});

test('answers off the path are dropped and named, and are no data', async () => {
  const { publish, submit, stored } = await local();
  await publish(demo);
  const body = submission({ ...answers.disqualified, size: 'middle', seats: 900, name: 'Ann' });
  const { body: reply } = await submit('demo', body);
  expect(reply).toMatchObject({ stage: 'disqualified', dropped: ['size', 'seats'] });
  expect((await stored(body.id)).answers).toEqual({ need: 'thesis', name: 'Ann' });
});

test('with private scoring the reply brings the ending, and no points', async () => {
  const { publish, submit } = await local();
  await publish(secret);
  const { body } = await submit('secret', submission(acme));
  expect(body).toMatchObject({ stage: 'sql', ending: { type: 'message', title: 'Choose a time' } });
  expect(body).not.toHaveProperty('score');
});

test('a box is kept with the very words that stood beside it', async () => {
  const { publish, submit, stored } = await local();
  await publish(demo);
  const body = submission({ ...acme, privacy: true }, { context: { language: 'pl' } });
  await submit('demo', body);
  expect((await stored(body.id)).consents).toMatchObject([{ field: 'privacy', text: 'Zgadzam się' }]);
});

test('the server notes whether the browser reached the same verdict', async () => {
  const { publish, submit, stored } = await local();
  await publish(demo);
  const right = submission(acme, { verdict: { stage: 'sql', outcome: 'book', score: 60 } });
  const wrong = submission(acme, { verdict: { stage: 'lead', outcome: 'book', score: 60 } });
  await submit('demo', right);
  await submit('demo', wrong);
  expect([(await stored(right.id)).agrees, (await stored(wrong.id)).agrees]).toEqual([true, false]);
});

test('"I think this is a mistake" marks the lead, however often it is said', async () => {
  const { publish, submit, leadOf, ask } = await local();
  await publish(demo);
  const body = submission(answers.disqualified);
  await submit('demo', body);
  for (let time = 0; time < 2; time += 1) {
    const { status, body: reply } = await ask(`/v1/forms/demo/submissions/${body.id}/appeal`, {
      method: 'POST',
    });
    expect([status, reply]).toEqual([202, { id: body.id }]);
  }
  expect((await leadOf(body.id)).appeal).toBe(true);
  expect((await ask(`/v1/forms/other/submissions/${body.id}/appeal`, { method: 'POST' })).status).toBe(404);
});

test('what is told to others is written with the submission, and only once it is complete', async () => {
  const { publish, submit, store } = await local();
  await publish(demo);
  const kinds = async () => {
    const { outbox } = await import('../../server/db/schema/deliveries.ts');
    const rows = await store.orm.select().from(outbox);
    return rows.flatMap(messagesIn).map(({ kind }) => kind);
  };
  const begun = submission(acme, { status: 'partial' });
  await submit('demo', begun);
  expect(await kinds()).toEqual([]);
  await submit('demo', { ...begun, status: 'complete' });
  expect(await kinds()).toEqual(['lead.stage_changed', 'lead.handover', 'submission.completed']);
});
