/** A lead is a person: what is known of it, and which submissions are one person's. */
import { expect, test } from 'vitest';
import { answers, demo } from './forms.ts';
import { type Local, local, submission } from './local.ts';

const email = 'ann@acme.com';

async function send({ submit }: Local, given: Record<string, unknown>, form = 'demo', more = {}) {
  const body = submission({ email, ...given }, more);
  const { status } = await submit(form, body);
  if (status !== 201) throw new Error(`answered ${status}`);
  return body.id;
}

test('two submissions of one address are one lead, whatever the case and the space around it', async () => {
  const server = await local();
  await server.publish(demo);
  const first = await send(server, { ...answers.lead, email: 'Ann@Acme.com', name: 'Ann' });
  const second = await send(server, { ...answers.mql, email: ' ann@acme.com ' });
  const lead = await server.leadOf(second);
  expect(await server.leads()).toHaveLength(1);
  expect(lead).toMatchObject({
    email: 'ann@acme.com',
    name: 'Ann',
    submissions: [first, second],
    answers: { need: 'look', size: 'middle', name: 'Ann' },
  });
  expect(lead.answered.find(({ field }) => field === 'name')?.submission).toBe(first);
  expect(lead.answered.find(({ field }) => field === 'size')).toMatchObject({
    submission: second,
    label: 'How many people?',
    text: '50–200',
  });
});

test('a lead tells what brought it last, and what brought it the first time of all', async () => {
  const server = await local();
  await server.publish(demo);
  const blog = { 'referrer.host': 'news.example', 'landing.path': '/blog' };
  const ad = { 'utm.source': 'ads', 'click.gclid': 'G1', 'landing.path': '/spring' };
  const first = await send(server, answers.lead, 'demo', {
    context: { ...blog, 'first.utm.source': 'podcast', 'first.landing.path': '/' },
  });
  // From another device, whose own first visit is not this person's.
  const second = await send(server, answers.mql, 'demo', {
    context: { ...ad, 'first.landing.path': '/spring', 'first.utm.source': 'ads', 'click.nobody': 'x' },
  });
  const lead = await server.leadOf(second);
  expect(lead.context).toMatchObject({ ...ad, 'first.utm.source': 'ads' });
  expect(lead.firstTouch).toEqual({ 'utm.source': 'podcast', 'landing.path': '/' });
  expect((await server.stored(first)).context).toEqual({
    ...blog,
    'first.utm.source': 'podcast',
    'first.landing.path': '/',
  });
  expect((await server.stored(second)).context).not.toHaveProperty(['click.nobody']);
});

test('where no first touch was told, it is the one that came with the first submission', async () => {
  const server = await local();
  await server.publish(demo);
  const id = await send(server, answers.lead, 'demo', {
    context: { 'utm.source': 'x'.repeat(300), 'click.gclid': 'g'.repeat(501), 'visit.count': 2 },
  });
  expect((await server.leadOf(id)).firstTouch).toEqual({ 'utm.source': 'x'.repeat(200) });
});

test('a submission is never changed by a later one', async () => {
  const server = await local();
  await server.publish(demo);
  const first = await send(server, answers.lead);
  const before = await server.stored(first);
  await send(server, answers.sql);
  expect(await server.stored(first)).toEqual(before);
});

test('a lead is judged by everything known, and may be further than any one submission', async () => {
  const server = await local();
  const form = structuredClone(demo);
  const [size] = form.steps[1]?.fields ?? [];
  if (size) size.required = false;
  await server.publish(form);
  await send(server, { need: 'look', size: 'middle' });
  const second = await send(server, { need: 'switch' });
  expect((await server.stored(second)).stage).toBe('lead');
  const lead = await server.leadOf(second);
  expect(lead).toMatchObject({ stage: 'sql', outcome: 'book', score: { total: 60 } });
  const sum = lead.score.ledger.reduce((total, { points }) => total + points, 0);
  expect(sum).toBe(lead.score.total);
});

test('what is off the path by now does not count, but is not forgotten', async () => {
  const server = await local();
  await server.publish(demo);
  await send(server, answers.sql);
  const second = await send(server, answers.disqualified);
  const lead = await server.leadOf(second);
  expect(lead).toMatchObject({ verdict: 'disqualified', score: { total: 0, ledger: [] } });
  expect(lead.answers).toMatchObject({ need: 'thesis', size: 'middle' });
});

test('answers to two forms stand side by side, also to questions of the same id', async () => {
  const server = await local();
  await server.publish(demo);
  await server.publish({ ...demo, id: 'other' });
  await send(server, answers.sql);
  const second = await send(server, answers.lead, 'other');
  const lead = await server.leadOf(second);
  expect(
    lead.answered.filter(({ field }) => field === 'size').map(({ form, value }) => [form, value]),
  ).toEqual([
    ['other', 'small'],
    ['demo', 'middle'],
  ]);
  expect(lead).toMatchObject({
    form: 'other',
    score: { total: 0 },
    stage: 'sql',
    answers: { size: 'small' },
  });
});

test('a partial submission adds what is known of a lead, and moves nothing', async () => {
  const server = await local();
  await server.publish(demo);
  await send(server, answers.lead);
  const id = await send(server, answers.sql, 'demo', { status: 'partial' });
  expect(await server.leadOf(id)).toMatchObject({
    stage: 'lead',
    handover: null,
    score: { total: 60 },
    answers: { size: 'middle' },
  });
});

test('what a partial submission said and the complete one does not is not kept', async () => {
  const server = await local();
  await server.publish(demo);
  await send(server, { ...answers.lead, seats: 3, name: 'Ann' });
  const begun = submission({ email, ...answers.sql, seats: 99, name: 'Bob' }, { status: 'partial' });
  await server.submit('demo', begun);
  expect((await server.leadOf(begun.id)).answers).toMatchObject({ seats: 99, name: 'Bob' });
  await server.submit('demo', {
    ...begun,
    status: 'complete',
    answers: { email, ...answers.sql, name: 'Bob' },
  });
  expect((await server.leadOf(begun.id)).answers).toMatchObject({ seats: 3, name: 'Bob' });
});

test('the latest answer is the one that was sent last, whenever its submission was begun', async () => {
  const server = await local();
  await server.publish(demo);
  const begun = submission({ email, ...answers.lead, seats: 1 }, { status: 'partial' });
  await server.submit('demo', begun);
  await send(server, { ...answers.lead, seats: 2 });
  await server.submit('demo', {
    ...begun,
    status: 'complete',
    answers: { email, ...answers.lead, seats: 3 },
  });
  expect((await server.leadOf(begun.id)).answers.seats).toBe(3);
});

test('an address mistyped at first does not leave a second lead behind', async () => {
  const server = await local();
  await server.publish(demo);
  const begun = submission({ ...answers.sql, email: 'amn@acme.com' }, { status: 'partial' });
  await server.submit('demo', begun);
  const before = await server.leadOf(begun.id);
  await server.submit('demo', { ...begun, status: 'complete', answers: { ...answers.sql, email } });
  expect(await server.leads()).toMatchObject([{ id: before.id, email, stage: 'sql' }]);
});

test('a mistyped address that turns out to be a known lead joins it, and its old address leads there', async () => {
  const server = await local();
  await server.publish(demo);
  const known = await server.leadOf(await send(server, answers.lead));
  const begun = submission({ ...answers.sql, email: 'amn@acme.com' }, { status: 'partial' });
  await server.submit('demo', begun);
  const mistyped = await server.leadOf(begun.id);
  await server.submit('demo', { ...begun, status: 'complete', answers: { ...answers.sql, email } });
  expect(await server.leads()).toMatchObject([{ id: known.id, stage: 'sql' }]);
  expect((await server.lead(mistyped.id)).id).toBe(known.id);
});
