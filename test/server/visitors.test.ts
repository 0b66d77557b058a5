/** Progressive profiling: a browser is known again, and never learns what is stored. */
import { expect, test } from 'vitest';
import { answers, demo } from './forms.ts';
import { local, submission } from './local.ts';

const email = 'ann@acme.com';
const day = 24 * 60 * 60 * 1000;

async function known() {
  const server = await local();
  await server.publish({ ...demo, profiling: { days: 10 } });
  const first = submission({ ...answers.mql, email, phone: '020 7946 0000' });
  const { body } = await server.submit('demo', first);
  return { ...server, first, visitor: body.visitor ?? '', reply: body };
}

test('a complete submission is answered with a token and with which questions need not be asked again', async () => {
  const { reply } = await known();
  expect(reply.visitor).toMatch(/^[\w-]{43}$/);
  expect(reply.known).toEqual(['size', 'phone']);
});

test('with the token a later visit belongs to the same lead, and what is known need not be answered', async () => {
  const { submit, leadOf, stored, first, visitor } = await known();
  const second = submission({ need: 'switch' }, { visitor });
  const { status, body } = await submit('demo', second);
  expect([status, body.stage]).toEqual([201, 'lead']);
  expect(await stored(second.id)).toMatchObject({ known: ['size', 'phone'], answers: { need: 'switch' } });
  expect(await leadOf(second.id)).toMatchObject({
    email,
    submissions: [first.id, second.id],
    stage: 'sql',
    score: { total: 60 },
  });
});

test('the reply to a token tells ids and never a stored answer', async () => {
  const { submit, visitor } = await known();
  const { body } = await submit('demo', submission({ need: 'switch' }, { visitor }));
  const text = JSON.stringify(body);
  for (const held of ['ann@acme.com', '7946', 'middle']) expect(text).not.toContain(held);
});

test('T6: typing the address of somebody tells nothing of them and waives no question', async () => {
  const { submit, stored } = await known();
  const typed = submission({ ...answers.lead, email });
  const { body } = await submit('demo', typed);
  expect(body.known).toEqual(['size']);
  const again = submission({ need: 'switch' }, { visitor: body.visitor ?? '' });
  expect((await submit('demo', again)).body.known).toEqual(['size']);
  expect(await stored(again.id)).toMatchObject({ known: ['size'] });
});

test('what a browser has answered adds up over its visits', async () => {
  const { submit, visitor } = await known();
  const { body } = await submit('demo', submission({ need: 'switch' }, { visitor }));
  expect(body.known).toEqual(['size', 'phone']);
});

test('another address than that of the token is another person: nothing of the first one is touched', async () => {
  const { submit, leadOf, lead, first, visitor } = await known();
  const before = await leadOf(first.id);
  const other = submission({ ...answers.sql, email: 'bob@beta.com', phone: '020 7946 0999' }, { visitor });
  const { body } = await submit('demo', other);
  const bob = await leadOf(other.id);
  expect(bob).toMatchObject({ email: 'bob@beta.com', submissions: [other.id] });
  expect(bob.answers.phone).toBe('020 7946 0999');
  expect(await lead(before.id)).toEqual(before);
  expect(body.visitor).not.toBe(visitor);
});

test.each([
  ['made up', () => 'x'.repeat(43)],
  ['far too long', () => 'x'.repeat(5000)],
  ['empty', () => ''],
  ['no text', () => 42 as unknown as string],
])('a token that is %s is ignored and no error', async (_, token) => {
  const { submit, leadOf, first } = await known();
  const second = submission(answers.lead, { visitor: token() });
  expect((await submit('demo', second)).status).toBe(201);
  expect((await leadOf(second.id)).id).not.toBe((await leadOf(first.id)).id);
});

test('a token ends after the days that the form says', async () => {
  const { submit, leadOf, first, visitor, clock } = await known();
  const { id } = await leadOf(first.id);
  clock.now += 9 * day;
  const within = submission({ need: 'look' }, { visitor });
  await submit('demo', within);
  expect((await leadOf(within.id)).id).toBe(id);
  clock.now += 2 * day;
  const late = submission(answers.lead, { visitor });
  await submit('demo', late);
  expect((await leadOf(late.id)).id).not.toBe(id);
});

test('a token is good for its own form alone', async () => {
  const { publish, submit, leadOf, first, visitor } = await known();
  await publish({ ...demo, id: 'other' });
  const second = submission(answers.lead, { visitor });
  await submit('other', second);
  expect((await leadOf(second.id)).id).not.toBe((await leadOf(first.id)).id);
});

test('tokens are stored as hashes only', async () => {
  const { store, visitor } = await known();
  const { visitorTokens } = await import('../../server/db/schema/submissions.ts');
  const rows = await store.orm.select().from(visitorTokens);
  expect(rows).toHaveLength(1);
  expect(JSON.stringify(rows)).not.toContain(visitor);
});

test('somebody without an address becomes a known lead as soon as one arrives', async () => {
  const { publish, submit, leads, leadOf } = await local();
  await publish(demo);
  const first = submission(answers.mql);
  const { body } = await submit('demo', first);
  const anonymous = await leadOf(first.id);
  expect(anonymous.email).toBeNull();
  const second = submission(
    { need: 'switch', email },
    body.visitor === undefined ? {} : { visitor: body.visitor },
  );
  await submit('demo', second);
  expect(await leads()).toMatchObject([{ id: anonymous.id, email, stage: 'sql' }]);
});

test('somebody without an address who turns out to be a known lead joins it, with all that was answered', async () => {
  const { publish, submit, leads, leadOf } = await local();
  await publish(demo);
  const old = submission({ ...answers.lead, email, name: 'Ann' });
  await submit('demo', old);
  const first = submission(answers.mql);
  const { body } = await submit('demo', first);
  const second = submission(
    { need: 'switch', email },
    body.visitor === undefined ? {} : { visitor: body.visitor },
  );
  await submit('demo', second);
  const lead = await leadOf(old.id);
  expect(await leads()).toHaveLength(1);
  expect(lead).toMatchObject({
    submissions: [old.id, first.id, second.id],
    answers: { need: 'switch', size: 'middle', name: 'Ann' },
    stage: 'sql',
  });
  const third = submission({ need: 'look' }, body.visitor === undefined ? {} : { visitor: body.visitor });
  await submit('demo', third);
  expect((await leadOf(third.id)).id).toBe(lead.id);
});
