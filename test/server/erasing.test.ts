/** A person is erased with all that is held of them, stays erased, and nobody else loses a row. */
import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { createApp } from '../../server/app.ts';
import { tables } from '../../server/db/copy.ts';
import { outbox } from '../../server/db/schema/deliveries.ts';
import { messagesIn } from '../../server/deliveries/news.ts';
import { readSettings } from '../../server/env.ts';
import type { Erasure } from '../../server/erasures/admin.ts';
import { erase, removalOf } from '../../server/erasures/erase.ts';
import { findLead } from '../../server/leads/target.ts';
import { silent } from '../../server/log.ts';
import { secretFrom } from '../../server/visitors/tokens.ts';
import { answers, demo } from './forms.ts';
import { apiKey, type Local, local, submission } from './local.ts';
import { kind } from './stores.ts';

const ann = {
  email: 'Ann.Private@acme.example',
  name: 'Ann Private',
  phone: '+44 20 7946 0018',
  privacy: true,
};
const bob = { email: 'bob@acme.example', name: 'Bob', privacy: true };

const eraseLead = (server: Local, id: string) =>
  server.api<Erasure>(`/api/leads/${id}`, { method: 'DELETE' });

/** Every row of every table, as text, by the name of its table. */
async function everything({ store }: Local): Promise<string> {
  const rows = await Promise.all(tables.map((table) => store.orm.select().from(table)));
  return JSON.stringify(rows);
}

/** Ann has come twice and mistyped her address once, is handed over, moved by hand and appeals. */
async function annArrives(server: Local) {
  const first = submission({ ...ann, ...answers.sql });
  await server.submit('demo', first);
  const begun = submission(
    { ...answers.mql, ...ann, email: 'amn.private@acme.example' },
    { status: 'partial' },
  );
  await server.submit('demo', begun);
  const mistyped = await server.leadOf(begun.id);
  const second = { ...begun, status: 'complete' as const, answers: { ...answers.mql, ...ann } };
  const { body } = await server.submit('demo', second);
  const lead = await server.leadOf(first.id);
  await server.move(lead.id, 'sal', 'Ann Private said yes');
  await server.ask(`/v1/forms/demo/submissions/${first.id}/appeal`, { method: 'POST' });
  return { first, second, lead, mistyped, token: body.visitor };
}

test('nothing of an erased person is left in any table, and nothing of anybody else is gone', async () => {
  const server = await local();
  await server.publish(demo);
  const kept = submission({ ...bob, ...answers.sql });
  await server.submit('demo', kept);
  const before = await server.leadOf(kept.id);
  const { lead, mistyped } = await annArrives(server);
  expect(mistyped.id).not.toBe(lead.id);

  const erased = await eraseLead(server, lead.id);
  expect(erased.status).toBe(200);
  expect(erased.body).toMatchObject({
    lead: lead.id,
    by: 'owner',
    counts: { leads: 2, submissions: 2, consents: 2, handovers: 1, tokens: 2 },
  });
  expect(await everything(server)).not.toMatch(/private|7946/i);
  expect(await server.leadOf(kept.id)).toEqual(before);
  expect((await server.api(`/api/leads/${lead.id}`)).status).toBe(404);
  expect((await server.api(`/api/leads/${mistyped.id}`)).status).toBe(404);
  expect((await eraseLead(server, lead.id)).status).toBe(404);
  const { body } = await server.api<{ erasures: Erasure[] }>('/api/erasures');
  const { code: _, detail: __, ...record } = erased.body;
  expect(body.erasures).toEqual([record]);
  expect(JSON.stringify(record)).not.toMatch(/private/i);
});

test('the address of a lead that was merged into another erases that one', async () => {
  const server = await local();
  await server.publish(demo);
  const { lead, mistyped } = await annArrives(server);
  expect((await eraseLead(server, mistyped.id)).body).toMatchObject({ lead: lead.id, counts: { leads: 2 } });
  expect(await server.leads()).toEqual([]);
});

test('what the browser of an erased person sends again brings nobody back; what is filled in anew does', async () => {
  const server = await local();
  await server.publish(demo);
  const { first, second, lead, token } = await annArrives(server);
  await eraseLead(server, lead.id);

  for (const again of [first, second, { ...second, answers: { ...second.answers, name: 'Anna' } }]) {
    const refused = await server.submit('demo', again);
    expect([refused.status, refused.body.code]).toEqual([410, 'erased']);
    expect(refused.headers.get('access-control-allow-origin')).toBe('*');
  }
  expect(await server.leads()).toEqual([]);
  expect((await server.ask(`/v1/forms/demo/submissions/${first.id}/appeal`, { method: 'POST' })).status).toBe(
    404,
  );

  const anew = submission({ ...ann, ...answers.lead }, { visitor: token ?? '' });
  expect((await server.submit('demo', anew)).status).toBe(201);
  const back = await server.leadOf(anew.id);
  expect(back).toMatchObject({ stage: 'lead', submissions: [anew.id], history: [{ to: 'lead' }] });
  expect(back.id).not.toBe(lead.id);
});

test('while submissions of the same person come in, an erasure is whole: what it took is gone, what came after is a new lead', async () => {
  const server = await local();
  await server.publish(demo);
  const given = {
    store: server.store,
    settings: readSettings({}),
    apiKey,
    now: Date.now,
    log: silent,
    ask: fetch,
  };
  const other = createApp({ ...given, secret: secretFrom(apiKey) });
  const instances = [server.app, other];
  for (let round = 0; round < 6; round += 1) {
    const first = submission({ ...ann, ...answers.sql });
    await server.submit('demo', first);
    const { id } = await server.leadOf(first.id);
    const sent = Array.from({ length: 12 }, () => submission({ ...ann, ...answers.mql }));
    const sending = sent.map((body, index) =>
      instances[index % 2]?.request('/v1/forms/demo/submissions', {
        method: 'POST',
        body: JSON.stringify(body),
      }),
    );
    const erasing = erase({ ...given, now: Date.now }, { lead: id }, { id: 'owner', name: 'owner' });
    const [erasure, ...replies] = await Promise.all([erasing, ...sending]);
    for (const reply of replies) expect([201, 503]).toContain(reply?.status);
    expect(erasure).toMatchObject({ leadId: id });
    expect((await server.api(`/api/leads/${id}`)).status).toBe(404);

    const there = await Promise.all(
      sent.map(async (body) => await server.api<{ lead: string }>(`/api/submissions/${body.id}`)),
    );
    const left = there.filter(({ status }) => status === 200).map(({ body }) => body.lead);
    // Whatever was acknowledged is there or was erased, and its id remembered.
    const stored = sent.filter((_, index) => replies[index]?.status === 201);
    const again = await Promise.all(stored.map((body) => server.submit('demo', body)));
    const gone = again.filter((reply) => reply.status === 410).length;
    expect(left.length + gone).toBe(stored.length);
    const now = await server.leads();
    expect(new Set(left)).toEqual(new Set(now.map((lead) => lead.id)));
    for (const lead of now) await eraseLead(server, lead.id);
  }
});

test('what comes in between the look and the erasure goes with it, and is counted', async () => {
  const server = await local();
  await server.publish(demo);
  const [first, second] = [answers.sql, answers.mql].map((given) => submission({ ...ann, ...given }));
  await server.submit('demo', first ?? {});
  const { id } = await server.leadOf(first?.id ?? '');
  const { commit } = server.store;
  server.store.commit = async (writes) => {
    server.store.commit = commit;
    expect((await server.submit('demo', second ?? {})).status).toBe(201);
    return commit(writes);
  };
  expect((await eraseLead(server, id)).body.counts.submissions).toBe(2);
  expect(await everything(server)).not.toMatch(/private/i);
});

test('a message that leaves the outbox between two looks is handed out once, and counted once', async () => {
  const server = await local();
  await server.publish(demo);
  const sent = submission({ ...ann, ...answers.sql });
  await server.submit('demo', sent);
  const lead = await server.leadOf(sent.id);
  const [row] = await server.store.orm.select().from(outbox);
  const waiting = messagesIn(row as NonNullable<typeof row>);
  // As it looks to somebody who read the outbox before, and the messages after it was taken off.
  await server.store.commit(waiting.map((message) => ['addMessage', message] as const));

  const { body: person } = await server.api<{ messages: { about: string }[] }>(
    `/api/leads/${lead.id}/export`,
  );
  expect(person.messages.map(({ about }) => about)).toEqual(waiting.map(({ kind }) => kind));
  const { body: erased } = await eraseLead(server, lead.id);
  expect(erased.counts.messages).toBe(waiting.length);
});

test('a crowd that changes the lead all the time does not keep it from being erased', async () => {
  const server = await local();
  await server.publish(demo);
  const first = submission({ ...ann, ...answers.sql });
  await server.submit('demo', first);
  const { id } = await server.leadOf(first.id);
  const { commit } = server.store;
  let isInner = false;
  server.store.commit = async (writes) => {
    if (isInner) return commit(writes);
    isInner = true;
    await server.submit('demo', submission({ ...ann, ...answers.mql }));
    const kept = await commit(writes);
    isInner = false;
    return kept;
  };
  expect((await eraseLead(server, id)).status).toBe(200);
  server.store.commit = commit;
  expect(await everything(server)).not.toMatch(/private/i);
});

test('a lead that turns out to be the same person at that very moment is not left behind', async () => {
  const server = await local();
  await server.publish(demo);
  const { lead } = await annArrives(server);
  const row = await findLead(server.store.orm, lead.id);
  const writes = removalOf(row ? [row] : [], { seize: true });
  expect(await server.store.commit(writes)).toBe(false);
  expect((await server.lead(lead.id)).email).toBe('Ann.Private@acme.example');
});

test('an id that was erased between the look and the write is refused', async () => {
  const server = await local();
  await server.publish(demo);
  const body = submission({ ...ann, ...answers.sql });
  const { commit } = server.store;
  // As on another server: the same submission arrives there first, and is erased, before this one writes.
  server.store.commit = async (writes) => {
    server.store.commit = commit;
    await server.submit('demo', body);
    await eraseLead(server, (await server.leadOf(body.id)).id);
    return commit(writes);
  };
  expect((await server.submit('demo', body)).status).toBe(410);
  expect(await server.leads()).toEqual([]);
  expect(await everything(server)).not.toMatch(/private/i);
});

// Another database has no file of its own to look into.
const onFile: typeof test | undefined = kind === 'sqlite' ? test : undefined;
onFile?.('the file itself has nothing left of what was erased', async () => {
  const server = await local();
  await server.publish(demo);
  const { lead } = await annArrives(server);
  await eraseLead(server, lead.id);
  await server.store.orm.run('pragma wal_checkpoint(TRUNCATE)');
  const bytes = fs.readFileSync(path.join(server.folder, 'data/qualiform.db'), 'latin1');
  expect(bytes).not.toMatch(/private/i);
});
