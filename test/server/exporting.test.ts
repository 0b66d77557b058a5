/** What is taken out: one person with everything that is stored, and leads as a table; and that neither is in a visitor's way. */
import { expect, test } from 'vitest';
import type { AuditLine } from '../../server/audit/admin.ts';
import type { Write } from '../../server/db/statements.ts';
import { Busy } from '../../server/db/trouble.ts';
import type { Person } from '../../server/exports/person.ts';
import { createExports, streamOf } from '../../server/exports/running.ts';
import { newId } from '../../server/ids.ts';
import { findLead } from '../../server/leads/target.ts';
import { answers, demo } from './forms.ts';
import { bearer, type Local, local, submission } from './local.ts';

const ann = { email: 'ann@acme.example', name: 'Ann', phone: '020 7946 0018', privacy: true };
const table = async (server: Local, query = '') => {
  const response = await server.app.request(`/api/leads/export.csv${query}`, { headers: bearer });
  const text = Buffer.from(await response.arrayBuffer()).toString();
  return { response, text, lines: text.replace(/^\ufeff/, '').split('\r\n') };
};

test('a person gets everything that is stored, in words', async () => {
  const server = await local();
  await server.publish(demo);
  const begun = submission({ ...answers.mql, ...ann, email: 'amn@acme.example' }, { status: 'partial' });
  await server.submit('demo', begun);
  const first = submission(
    { ...answers.sql, ...ann, seats: 12 },
    {
      context: { language: 'pl', 'utm.source': 'podcast', 'first.landing.path': '/blog', 'visit.count': 3 },
      signals: { pricing: [0.5, 12] },
    },
  );
  await server.submit('demo', first);
  await server.submit('demo', { ...begun, status: 'complete', answers: { ...answers.mql, ...ann } });
  const { id } = await server.leadOf(first.id);
  await server.move(id, 'sal', 'Called her on Monday');

  const response = await server.app.request(`/api/leads/${id}/export`, { headers: bearer });
  expect(response.headers.get('content-disposition')).toBe(`attachment; filename="person-${id}.json"`);
  const person = (await response.json()) as Person;
  expect(person.person).toMatchObject({ email: 'ann@acme.example', name: 'Ann' });
  expect(person.standing).toMatchObject({ stage: 'SAL', decidedBy: 'a person' });
  expect(person.answers).toContainEqual(
    expect.objectContaining({ question: 'What brings you here?', answer: 'Looking around' }),
  );
  expect(person.history.at(-1)).toMatchObject({
    from: 'SQL',
    to: 'SAL',
    by: 'owner',
    why: 'Called her on Monday',
  });
  expect(person.handovers).toEqual([
    expect.objectContaining({ team: 'emea', takenUpAt: expect.stringMatching(/^\d{4}-.*Z$/) }),
  ]);
  const sent = person.submissions.find((each) => each.id === first.id);
  expect(sent).toMatchObject({
    form: 'Book a demo',
    complete: true,
    consents: [{ text: 'Zgadzam się', version: 1 }],
    behaviour: [{ what: '/pricing*', daysBefore: [0.5, 12] }],
    verdict: 'SQL',
  });
  expect(sent?.answers).toContainEqual({ question: 'Seats', answer: '12' });
  expect(sent?.visit).toContainEqual({ what: 'Landed on, at the first visit', value: '/blog' });
  expect(sent?.visit).toContainEqual({ what: 'Source', value: 'podcast' });
  expect(person.earlierRecords).toEqual([expect.objectContaining({ email: 'amn@acme.example' })]);
  expect(person.messages.map(({ about }) => about)).toContain('lead.stage_changed');
  expect(person.knownBrowsers).toHaveLength(2);
  expect((await server.api(`/api/leads/${newId()}/export`)).status).toBe(404);
});

test('a table opens in a spreadsheet as text, whatever was typed and whatever a question is called', async () => {
  const server = await local();
  const form = structuredClone(demo);
  const last = form.steps.at(-1)?.fields;
  last?.push({ id: 'note', type: 'text', label: '=HYPERLINK("https://evil.example")' });
  last?.push({ id: 'other', type: 'text', label: 'Name' });
  await server.publish(form);
  const nasty = '=cmd|\'/c calc\'!A0", "x';
  await server.submit(
    'demo',
    submission({ ...answers.sql, ...ann, name: nasty, note: '＝1', other: 'a\nb', seats: 12 }),
  );

  const { response, text, lines } = await table(server, '?form=demo');
  expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect(response.headers.get('content-disposition')).toMatch(
    /^attachment; filename="leads-\d{4}-\d\d-\d\d\.csv"$/,
  );
  expect(text.startsWith('\ufeffLead id,E-mail,Name,')).toBe(true);
  expect(lines[0]).toMatch(
    /,What brings you here\?,How many people\?,Seats,Work email,Phone,Name \(name\),I agree,"'=HYPERLINK\(""https:\/\/evil.example""\)",Name \(other\)$/,
  );
  expect(lines[1]).toContain(
    `ann@acme.example,"'=cmd|'/c calc'!A0"", ""x",,Replacing our CRM,sql,60,book,demo,`,
  );
  expect(lines[1]).toMatch(/,Replacing our CRM,50–200,12,ann@acme.example,020 7946 0018,.*,Yes,'＝1,"a\nb"$/);
  expect(text.endsWith('\r\n')).toBe(true);
});

test('a table has what is asked for, and questions of former versions behind those of the latest', async () => {
  const server = await local();
  await server.publish(demo);
  await server.submit('demo', submission({ ...answers.sql, ...ann, seats: 7 }));
  await server.submit('demo', submission({ ...answers.lead, email: 'bob@acme.example' }));
  const without = structuredClone(demo);
  without.steps[1]?.fields.pop();
  await server.publish(without);
  const { lines } = await table(server, '?form=demo&stage=sql');
  expect(lines).toHaveLength(3);
  expect(lines[0]).toMatch(/,I agree,Seats$/);
  expect(lines[1]).toMatch(/ann@acme.example.*,Yes,7$/);
  expect((await table(server, '?q=BOB')).lines).toHaveLength(3);
  expect((await table(server, '?form=nothing')).lines).toHaveLength(2);
  expect((await table(server, '?stage=none')).response.status).toBe(422);
});

/** As many leads as that, like one that is there. */
async function copies(server: Local, id: string, count: number) {
  const lead = await findLead(server.store.orm, id);
  if (!lead) throw new Error('There is no lead to copy.');
  const writes = Array.from({ length: count }, (_, index): Write => {
    const email = `copy-${index}@acme.example`;
    return ['addLead', { ...lead, id: newId(), email, emailKey: email }];
  });
  for (let from = 0; from < count; from += 100) await server.store.commit(writes.slice(from, from + 100));
}

test('a long table comes in parts, has each lead once though they change meanwhile, and is made as it is read', async () => {
  const server = await local();
  await server.publish(demo);
  const body = submission({ ...answers.mql, ...ann });
  await server.submit('demo', body);
  await copies(server, (await server.leadOf(body.id)).id, 650);

  const response = await server.app.request('/api/leads/export.csv?stage=mql', { headers: bearer });
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  let text = '';
  let parts = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    parts += 1;
    text += Buffer.from(value).toString();
    // What is changed in the middle is not read twice, and not passed over.
    if (parts === 2) for (const lead of (await server.leads()).slice(0, 5)) await server.move(lead.id, 'sal');
  }
  expect(parts).toBe(8);
  const addresses = text.match(/[\w-]+@acme\.example/g) ?? [];
  expect(new Set(addresses).size).toBe(addresses.length);
  expect(addresses.length).toBeGreaterThanOrEqual(646);
});

test('a third export at once is put off, and so is any while visitors need the database', async () => {
  const server = await local();
  await server.publish(demo);
  const body = submission({ ...answers.sql, ...ann });
  await server.submit('demo', body);
  const { id } = await server.leadOf(body.id);
  const open = () => server.app.request('/api/leads/export.csv', { headers: bearer });
  const [first, second] = [await open(), await open()];
  for (const refused of [
    await open(),
    await server.app.request(`/api/leads/${id}/export`, { headers: bearer }),
  ]) {
    expect(refused.status).toBe(503);
    expect(refused.headers.get('retry-after')).toBe('5');
    expect(await refused.json()).toMatchObject({ code: 'export_later' });
  }
  expect((await server.submit('demo', submission(answers.sql))).status).toBe(201);
  await first.body?.cancel();
  expect((await table(server)).response.status).toBe(200);
  await second.text();

  const { load } = server.store;
  server.store.load = () => ({ ...load(), waiting: 300 });
  expect((await open()).status).toBe(503);
  server.store.load = load;
  expect((await table(server)).lines.length).toBeGreaterThan(2);
});

test('an export that is under way waits while visitors need the database', async () => {
  const server = await local();
  await server.publish(demo);
  await server.submit('demo', submission({ ...answers.sql, ...ann }));
  const response = await server.app.request('/api/leads/export.csv', { headers: bearer });
  const { load } = server.store;
  let looks = 0;
  server.store.load = () => {
    looks += 1;
    return { ...load(), waiting: 300 };
  };
  let ended = false;
  const reading = response.text().then((text) => {
    ended = true;
    return text;
  });
  // It looks again and again, and goes no further.
  await expect.poll(() => looks).toBeGreaterThan(2);
  expect(ended).toBe(false);
  server.store.load = load;
  expect(await reading).toContain('ann@acme.example');
});

test('whoever reads no further, or never begins, holds no place for long', async () => {
  const exports = createExports(20);
  const idle = { load: () => ({ waiting: 0, lists: 0, commits: 0 }) };
  async function* parts() {
    for (;;) yield 'x';
  }
  const end = exports.begin(idle) ?? (() => {});
  const reader = streamOf(parts(), { patience: exports.patience, end }).getReader();
  await reader.read();
  expect(exports.running()).toBe(1);
  await expect.poll(() => exports.running()).toBe(0);
  await expect(reader.read()).rejects.toThrow('Nobody reads on');
});

test('whoever leaves while a part is being made is no error', async () => {
  const [making, gate] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  async function* parts() {
    yield 'x';
    making.resolve();
    await gate.promise;
    yield 'y';
  }
  const ends: unknown[] = [];
  const reader = streamOf(parts(), { patience: 60_000, end: (error) => ends.push(error) }).getReader();
  await reader.read();
  void reader.read();
  await making.promise;
  const left = reader.cancel();
  gate.resolve();
  await left;
  expect(ends).toEqual([undefined]);
});

test('whoever takes something out stands in the log, whose it was by an id alone, and nothing of what was searched for', async () => {
  const server = await local();
  await server.publish(demo);
  const sent = submission({ ...answers.sql, ...ann });
  await server.submit('demo', sent);
  const { id } = await server.leadOf(sent.id);
  await server.submit('demo', {
    ...submission({ ...answers.sql, email: 'odd@acme.example' }),
    proof: { trap: 'x' },
  });
  await table(server, '?stage=sql&q=ann@acme');
  await server.app.request(`/api/leads/${id}/export`, { headers: bearer });
  const post = (email: string) => ({ method: 'POST', body: JSON.stringify({ email }) });
  await server.api('/api/exports', post('odd@acme.example'));
  expect((await server.api('/api/exports', post('nobody@acme.example'))).status).toBe(404);
  const { body } = await server.api<{ lines: AuditLine[] }>('/api/audit');
  const latest = body.lines.slice(0, 3);
  expect(latest.map(({ name, action, target, detail }) => [name, action, target, detail])).toEqual([
    ['owner', 'lead.export', '', {}],
    ['owner', 'lead.export', id, {}],
    ['owner', 'leads.export', 'leads.csv', { stage: 'sql', searched: true }],
  ]);
});

test('where the log cannot be written nothing is taken out, and the next one is not kept waiting', async () => {
  const server = await local();
  await server.publish(demo);
  const { commit } = server.store;
  server.store.commit = () => Promise.reject(new Busy());
  for (let tries = 0; tries < 5; tries += 1)
    expect((await server.app.request('/api/leads/export.csv', { headers: bearer })).status).toBe(503);
  server.store.commit = commit;
  expect((await table(server)).response.status).toBe(200);
});
