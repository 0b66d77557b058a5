/** A lead is a person: what is known of it, and how it moves along. */
import { expect, test } from 'vitest';
import { answers, bySales, demo } from './forms.ts';
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

test('the first row of the history comes from nowhere and says why in words', async () => {
  const server = await local();
  await server.publish(demo);
  const id = await send(server, answers.sql, 'demo', { signals: { pricing: [0] } });
  expect((await server.leadOf(id)).history).toMatchObject([
    { from: null, to: 'sql', by: 'score', why: 'Score 65 (Fit 40, Intent 25) reached the line for SQL' },
  ]);
});

test('a rule says why somebody is disqualified', async () => {
  const server = await local();
  await server.publish(demo);
  const id = await send(server, answers.disqualified);
  expect((await server.leadOf(id)).history).toMatchObject([{ to: 'disqualified', why: 'Not a buyer' }]);
});

test('an SQL is handed over with a day to answer, once, until a person takes it up', async () => {
  const server = await local();
  await server.publish(demo);
  const first = await send(server, answers.sql);
  const lead = await server.leadOf(first);
  const wait = Date.parse(lead.handover?.dueAt ?? '') - Date.parse(lead.updatedAt);
  expect(wait).toBe(24 * 60 * 60 * 1000);
  await send(server, { ...answers.sql, seats: 5 });
  expect((await server.leadOf(first)).handover).toEqual(lead.handover);
  expect((await server.move(lead.id, 'sal')).body.handover).toBeNull();
});

test('sqlBy sales: over the line the lead waits at MQL for sales, while the visitor sees the SQL ending', async () => {
  const server = await local();
  await server.publish(bySales);
  const body = submission({ email, ...answers.sql });
  expect((await server.submit('by-sales', body)).body).toMatchObject({ stage: 'sql', outcome: 'book' });
  const lead = await server.leadOf(body.id);
  expect(lead).toMatchObject({ stage: 'mql', verdict: 'sql', outcome: 'book' });
  expect(lead.handover).not.toBeNull();
  expect(lead.history).toMatchObject([
    { to: 'mql', why: 'Score 60 (Fit 40, Intent 20) reached the line for SQL; sales decides' },
  ]);
});

test('sqlBy sales: an MQL that comes over the line later is handed over without a move', async () => {
  const server = await local();
  await server.publish(bySales);
  await send(server, answers.mql, 'by-sales');
  const id = await send(server, answers.sql, 'by-sales');
  const lead = await server.leadOf(id);
  expect(lead.history).toHaveLength(1);
  expect(lead.handover).not.toBeNull();
});

test('people move a lead anywhere, with a reason and their name on it', async () => {
  const server = await local();
  await server.publish(demo);
  const { id } = await server.leadOf(await send(server, answers.sql));
  for (const to of ['sal', 'sql', 'customer', 'lead', 'nurture', 'disqualified', 'mql']) {
    const { status, body } = await server.move(id, to, `To ${to}`);
    expect([status, body.stage]).toEqual([200, to]);
    expect(body.history.at(-1)).toMatchObject({ to, by: 'owner', why: `To ${to}` });
  }
});

test.each([[{ to: 'winner', why: 'x' }], [{ to: 'sql' }], [{ to: 'sql', why: '  ' }], [{ why: 'x' }]])(
  'a move without a stage or a reason is refused: %j',
  async (move) => {
    const server = await local();
    await server.publish(demo);
    const lead = await server.leadOf(await send(server, answers.lead));
    const { status } = await server.api(`/api/leads/${lead.id}/stage`, {
      method: 'POST',
      body: JSON.stringify(move),
    });
    expect(status).toBe(422);
    expect((await server.lead(lead.id)).history).toHaveLength(1);
  },
);

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

test('the list filters by stage, form and words, counts every stage, and pages without a gap', async () => {
  const server = await local();
  await server.publish(demo);
  await server.publish({ ...demo, id: 'other' });
  for (let n = 0; n < 7; n += 1)
    await send(server, {
      ...(n % 2 ? answers.sql : answers.lead),
      email: `p${n}@acme.com`,
      name: `Person ${n}`,
    });
  await send(server, { ...answers.mql, email: 'x%_y@beta.com' }, 'other');
  type Page = { leads: { email: string }[]; next: string | null; counts: Record<string, number> };
  const list = async (query: string) => (await server.api<Page>(`/api/leads?${query}`)).body;

  expect((await list('stage=sql')).leads.map((lead) => lead.email)).toEqual(
    ['p5', 'p3', 'p1'].map((name) => `${name}@acme.com`),
  );
  expect((await list('form=other')).leads.map((lead) => lead.email)).toEqual(['x%_y@beta.com']);
  expect((await list('q=PERSON 4')).leads.map((lead) => lead.email)).toEqual(['p4@acme.com']);
  expect((await list('q=%25_')).leads.map((lead) => lead.email)).toEqual(['x%_y@beta.com']);
  expect((await list('stage=mql')).counts).toEqual({
    lead: 4,
    mql: 1,
    sal: 0,
    sql: 3,
    customer: 0,
    nurture: 0,
    disqualified: 0,
  });

  const seen: string[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: Page = await list(`limit=3${cursor && `&cursor=${cursor}`}`);
    seen.push(...page.leads.map((lead) => lead.email));
    cursor = page.next;
  }
  expect(seen).toHaveLength(8);
  expect(new Set(seen).size).toBe(8);
});
