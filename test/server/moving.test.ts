/** How leads move along, by score and by people, and how sales finds them. */
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

test('somebody who has only begun is not handed over, wherever the lead stands', async () => {
  const server = await local();
  await server.publish(bySales);
  await send(server, answers.mql, 'by-sales');
  const id = await send(server, answers.sql, 'by-sales', { status: 'partial' });
  expect(await server.leadOf(id)).toMatchObject({ stage: 'mql', verdict: 'sql', handover: null });
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

test('a move to where the lead is already is refused, and leaves no trace', async () => {
  const server = await local();
  await server.publish(demo);
  const lead = await server.leadOf(await send(server, answers.sql));
  const { status, body } = await server.move(lead.id, 'sql');
  expect([status, body.code]).toEqual([422, 'same_stage']);
  expect(await server.lead(lead.id)).toEqual(lead);
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
