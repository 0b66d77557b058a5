/** Whoever asks by their address is told of, and forgotten with, all that is held: also somebody who only ever was in quarantine. */
import { describe, expect, test } from 'vitest';
import { tables } from '../../server/db/copy.ts';
import type { Erasure } from '../../server/erasures/admin.ts';
import type { Person } from '../../server/exports/person.ts';
import { answers, demo } from './forms.ts';
import { type Local, local, submission } from './local.ts';

const json = (value: unknown) => ({ method: 'POST', body: JSON.stringify(value) });
const erase = (server: Local, email: string) => server.api<Erasure>('/api/erasures', json({ email }));
const handOut = (server: Local, email: string) => server.api<Person>('/api/exports', json({ email }));

const ann = { ...answers.sql, email: 'Ann.Private@acme.example', name: 'Ann Private', privacy: true };

/** Sends something that looks like a robot's. */
async function setAside(server: Local, given: Record<string, unknown>) {
  const body = submission(given);
  const sent = { ...body, proof: { trap: 'x' } };
  expect((await server.submit('demo', sent)).status).toBe(201);
  return { ...body, again: () => server.submit('demo', sent) };
}

async function opened(): Promise<Local> {
  const server = await local();
  await server.publish(demo);
  return server;
}

async function everything({ store }: Local): Promise<string> {
  return JSON.stringify(await Promise.all(tables.map((table) => store.orm.select().from(table))));
}

describe('somebody who only ever was in quarantine', () => {
  test('is erased by address, in whatever letters, and stays erased', async () => {
    const server = await opened();
    const odd = await setAside(server, ann);
    const other = await setAside(server, { ...ann, email: 'joann.private@acme.example', name: 'Jo' });
    const { status, body } = await erase(server, ' ann.private@ACME.example ');
    expect([status, body.lead, body.by]).toEqual([201, null, 'owner']);
    expect(body.counts).toMatchObject({ leads: 0, submissions: 1, consents: 1 });
    expect(await everything(server)).not.toMatch(/"ann.private/i);
    expect((await server.stored(other.id)).quarantined).toBe(true);
    expect((await odd.again()).status).toBe(410);
    const listed = await server.api<{ erasures: Erasure[] }>('/api/erasures');
    expect(listed.body.erasures.map(({ id, lead }) => [id, lead])).toEqual([[body.id, null]]);
    expect((await erase(server, ann.email)).body.code).toBe('unknown_person');
  });

  test('gets everything in words, and nothing of others who name them', async () => {
    const server = await opened();
    const odd = await setAside(server, ann);
    await setAside(server, { ...answers.mql, email: 'bob@acme.example', name: 'Ann.Private@acme.example' });
    const { status, headers, body } = await handOut(server, ann.email);
    expect(status).toBe(200);
    expect(headers.get('content-disposition')).toMatch(/filename="person-\d{4}-\d\d-\d\d\.json"$/);
    expect(body).toMatchObject({ person: null, standing: null, answers: [], history: [] });
    expect(body.submissions).toMatchObject([
      {
        id: odd.id,
        setAside: true,
        signsOfARobot: ['trap', 'no token'],
        consents: [{ text: 'I agree' }],
        verdict: 'SQL',
      },
    ]);
    expect((await handOut(server, 'nobody@acme.example')).body.code).toBe('unknown_person');
  });

  test('is found whatever small and capital letters a language has', async () => {
    const server = await opened();
    await setAside(server, { ...ann, email: undefined, name: 'ÜNAL_Å%@ACME.EXAMPLE' });
    expect((await erase(server, 'ünal_å%@acme.example')).body.counts.submissions).toBe(1);
  });
});

describe('a lead', () => {
  test('is erased by address like by its id, with what was set aside and that it is always let in', async () => {
    const server = await opened();
    const odd = await setAside(server, ann);
    const allow = { method: 'POST', body: JSON.stringify({ allow: 'email' }) };
    const released = await server.api(`/api/quarantine/${odd.id}/release`, allow);
    expect(released.status).toBe(200);
    const lead = await server.leadOf(odd.id);
    const { body } = await erase(server, ann.email);
    expect(body).toMatchObject({ lead: lead.id, counts: { leads: 1, submissions: 1 } });
    expect(await everything(server)).not.toMatch(/private/i);
  });

  test('gets what was set aside too, and that it is always let in', async () => {
    const server = await opened();
    const good = submission(ann);
    await server.submit('demo', good);
    const lead = await server.leadOf(good.id);
    const odd = await setAside(server, { ...ann, name: 'Another' });
    const both = [await handOut(server, ann.email), await server.api<Person>(`/api/leads/${lead.id}/export`)];
    for (const { body } of both) {
      expect(body.person?.id).toBe(lead.id);
      expect(body.submissions.map(({ id, setAside: isAside }) => [id, isAside])).toEqual([
        [good.id, false],
        [odd.id, true],
      ]);
      expect(body.alwaysLetIn).toEqual([]);
    }
    await server.api(`/api/quarantine/${odd.id}/release`, json({ allow: 'email' }));
    const { body } = await handOut(server, ann.email);
    expect(body.alwaysLetIn).toMatchObject([{ address: 'ann.private@acme.example', by: 'owner' }]);
  });
});
