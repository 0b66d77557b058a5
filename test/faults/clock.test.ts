/** A server whose clock is years off, or is set right while it runs: submissions are taken, and nobody is kept signed in by it. */
import { describe, expect, test } from 'vitest';
import { answers, demo } from '../server/forms.ts';
import { apiKey, local } from '../server/local.ts';
import { submission } from '../server/submission.ts';

const day = 24 * 60 * 60 * 1000;
const years = 4 * 365 * day;

describe.each([
  ['four years ahead', years],
  ['four years behind', -years],
])('a clock that jumps to %s', (_, jump) => {
  test('takes submissions as before: the same id is the same submission, the same address the same lead', async () => {
    const server = await local();
    await server.publish(demo);
    const early = submission({ ...answers.sql, email: 'ann@harbour.example' });
    const first = await server.submit('demo', early);
    server.clock.now += jump;
    const replayed = await server.submit('demo', early);
    expect([replayed.status, replayed.body]).toEqual([200, first.body]);

    const late = submission({ ...answers.mql, email: 'ann@harbour.example' });
    expect((await server.submit('demo', late)).status).toBe(201);
    expect(await server.leads()).toHaveLength(1);
    const { submissions } = await server.leadOf(late.id);
    expect([...submissions].sort()).toEqual([early.id, late.id].sort());
    // Back again, both are still what they were.
    server.clock.now -= jump;
    expect((await server.submit('demo', late)).status).toBe(200);
    expect((await server.submit('demo', early)).body).toEqual(first.body);
  });

  test('takes ids of browsers whose own clocks are off, and lists all of them', async () => {
    const server = await local();
    await server.publish(demo);
    server.clock.now += jump;
    const stamps = [0, 1, Date.now() - 400 * day, Date.now() + 400 * day, 2 ** 48 - 1];
    const ids = stamps.map((stamp, n) => {
      const hex = stamp.toString(16).padStart(12, '0');
      return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-00000000000${n}`;
    });
    for (const id of ids)
      expect((await server.submit('demo', submission(answers.sql, { id }))).status).toBe(201);
    const { body } = await server.api<{ submissions: { id: string }[] }>('/api/submissions');
    expect(body.submissions.map(({ id }) => id)).toEqual([...ids].reverse());
  });
});

async function signIn({ app }: Awaited<ReturnType<typeof local>>): Promise<string> {
  const response = await app.request('/api/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ key: apiKey }),
  });
  return response.headers.get('set-cookie')?.split(';')[0] ?? '';
}

test('a session does not outlive its time by a jump ahead, and one that began in the future can be begun anew', async () => {
  const server = await local();
  const opens = async (cookie: string) =>
    (await server.app.request('/api/leads', { headers: { cookie } })).status;
  const before = await signIn(server);
  expect(await opens(before)).toBe(200);
  server.clock.now += years;
  expect(await opens(before)).toBe(401);
  const ahead = await signIn(server);
  expect(await opens(ahead)).toBe(200);
  server.clock.now -= 2 * years;
  expect(await opens(await signIn(server))).toBe(200);
});

test('a token of a visitor ends with its time, and who has an old one is asked everything again', async () => {
  const server = await local();
  await server.publish(demo);
  const { body } = await server.submit('demo', submission(answers.sql));
  const visitor = body.visitor as string;
  const knows = async () => {
    const next = submission({ need: 'switch' }, { visitor });
    return (await server.submit('demo', next)).status;
  };
  expect(await knows()).toBe(201);
  server.clock.now += years;
  // The size is not known any more, so it has to be answered.
  expect(await knows()).toBe(422);
  server.clock.now -= 2 * years;
  expect(await knows()).toBe(201);
});
