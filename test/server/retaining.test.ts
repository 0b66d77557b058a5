/** What is old goes by itself, and nothing else does: not by a wrong clock, not by a slip of the pen, not by two servers at once. */
import { describe, expect, test } from 'vitest';
import { outbox } from '../../server/db/schema/deliveries.ts';
import { createVersions } from '../../server/forms/versions.ts';
import { isBelievable } from '../../server/retention/clock.ts';
import { monthsBefore } from '../../server/retention/limits.ts';
import { isTime } from '../../server/retention/nightly.ts';
import { plan, purge } from '../../server/retention/purge.ts';
import { findJob } from '../../server/retention/queries.ts';
import type { Form } from '../../widget/schema/form.ts';
import { answers, demo } from './forms.ts';
import { type Body, type Local, local, submission } from './local.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

let made = 0;
/** An id as a browser makes it whose clock shows that time. */
function idAt(time: number): string {
  made += 1;
  const hex = Math.floor(time).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-${String(made).padStart(12, '0')}`;
}

const today = Date.now();

/** Sends something so many days ago, by the clocks of both sides. */
async function send(
  server: Local,
  days: number,
  given: Record<string, unknown>,
  form = 'demo',
  more: Partial<Body> = {},
) {
  server.clock.now = today - days * day;
  const body = submission({ ...answers.mql, ...given }, { id: idAt(server.clock.now), ...more });
  const { status } = await server.submit(form, body);
  if (status !== 201) throw new Error(`answered ${status}`);
  server.clock.now = today;
  return body;
}

/** So many that a few old ones are no large share. */
const sendFresh = async (server: Local, count = 20) => {
  for (let n = 0; n < count; n += 1) await send(server, 3, { email: `fresh-${n}@acme.example` });
};

function purging(server: Local) {
  const told: Record<string, unknown>[] = [];
  const deps = {
    store: server.store,
    versions: createVersions(server.store.orm),
    now: () => server.clock.now,
    log: (event: Record<string, unknown>) => void told.push(event),
  };
  return { deps, told };
}

const isThere = async (server: Local, { id }: Body) =>
  (await server.api(`/api/submissions/${id}`)).status === 200;

test('what is older than its form keeps it goes, with the leads that have nothing else', async () => {
  const server = await local();
  await server.publish(demo);
  await server.publish({ ...demo, id: 'short', retention: { months: 3 } });
  await sendFresh(server);
  const old = await send(server, 800, { email: 'old@acme.example', name: 'Olda', privacy: true });
  const begun = await send(server, 800, {}, 'demo', { status: 'partial' });
  const young = await send(server, 700, { email: 'young@acme.example' });
  const short = await send(server, 100, { email: 'short@acme.example' }, 'short');
  const still = await send(server, 80, { email: 'still@acme.example' }, 'short');
  const before = (await server.leads()).length;

  const { deps, told } = purging(server);
  expect(await plan(deps)).toMatchObject({
    due: [
      { form: 'demo', months: 24, submissions: 2 },
      { form: 'short', months: 3, submissions: 1 },
    ],
    total: 3,
    of: 25,
    stops: null,
  });
  const ran = await purge(deps);
  expect(ran).toMatchObject({ outcome: 'done', due: 3, of: 25, submissions: 3, leads: 2 });
  expect(told).toEqual([{ event: 'purge', ...ran }]);
  expect(await Promise.all([old, begun, short, young, still].map((body) => isThere(server, body)))).toEqual([
    false,
    false,
    false,
    true,
    true,
  ]);
  expect(await server.leads()).toHaveLength(before - 2);
  expect(JSON.stringify(await server.store.orm.select().from(outbox))).not.toMatch(/olda|short@/i);
  expect((await findJob(server.store.orm))?.lastRunAt).toBeGreaterThan(server.clock.now - 1000);
});

test('a lead that has come again keeps what it told then, and nothing of what is gone', async () => {
  const server = await local();
  await server.publish(demo);
  await sendFresh(server);
  const email = 'ann@acme.example';
  const old = await send(server, 800, { ...answers.sql, email, name: 'Ann', phone: '020 7946 0018' });
  const again = await send(server, 10, { need: 'look', size: 'small', email, seats: 3 });
  const before = await server.leadOf(again.id);
  expect(before).toMatchObject({ name: 'Ann', stage: 'sql' });

  expect(await purge(purging(server).deps)).toMatchObject({ outcome: 'done', submissions: 1, leads: 0 });
  expect(await isThere(server, old)).toBe(false);
  const after = await server.leadOf(again.id);
  expect(after).toMatchObject({
    id: before.id,
    email,
    name: null,
    stage: 'sql',
    verdict: 'lead',
    score: { total: 0, ledger: [] },
    answers: { need: 'look', size: 'small', email, seats: 3 },
    submissions: [again.id],
    history: before.history,
    updatedAt: before.updatedAt,
  });
  expect(after.answers).not.toHaveProperty('phone');
  const messages = JSON.stringify(await server.store.orm.select().from(outbox));
  expect(messages).toContain(again.id);
  expect(messages).not.toContain(old.id);
});

test('what is set aside tells nothing of a lead, neither while it is kept nor when others go', async () => {
  const server = await local();
  await server.publish(demo);
  await sendFresh(server);
  const email = 'ann@acme.example';
  await send(server, 800, { ...answers.sql, email });
  // Begun by the person, sent by something that looks like a robot: it hangs on the lead, and does not count.
  const odd = await send(server, 20, { email, name: 'Ann' }, 'demo', { status: 'partial' });
  const sent = {
    ...odd,
    status: 'complete',
    answers: { ...odd.answers, name: 'Robot' },
    proof: { trap: 'x' },
  };
  expect((await server.submit('demo', sent)).status).toBe(200);
  expect(await server.stored(odd.id)).toMatchObject({ quarantined: true, lead: expect.any(String) });
  const good = await send(server, 10, { email, seats: 3 }, 'demo', { status: 'partial' });
  expect((await server.submit('demo', { ...good, status: 'complete' })).status).toBe(200);
  expect((await server.leadOf(good.id)).answers).not.toMatchObject({ name: 'Robot' });

  expect(await purge(purging(server).deps)).toMatchObject({ outcome: 'done', submissions: 1 });
  expect((await server.leadOf(good.id)).answers).not.toMatchObject({ name: 'Robot' });
});

test('more than a fifth of everything is not removed without a person’s word', async () => {
  const server = await local();
  await server.publish(demo);
  await sendFresh(server, 7);
  for (let n = 0; n < 2; n += 1) await send(server, 800, { email: `old-${n}@acme.example` });
  const { deps, told } = purging(server);
  expect(await purge(deps)).toMatchObject({ outcome: 'share', due: 2, of: 9, submissions: 0 });
  expect(told).toMatchObject([{ event: 'purge_stopped', outcome: 'share' }]);
  expect((await server.api<{ submissions: unknown[] }>('/api/submissions')).body.submissions).toHaveLength(9);
  expect((await findJob(server.store.orm))?.lastRunAt).toBeNull();
  await sendFresh(server, 1);
  expect(await purge(deps)).toMatchObject({ outcome: 'done', submissions: 2 });

  await server.publish({ ...demo, retention: { months: 1 } } satisfies Form);
  server.clock.now += 32 * day;
  expect(await purge(deps)).toMatchObject({ outcome: 'share' });
  expect(await purge(deps, { anyway: true })).toMatchObject({ outcome: 'done', submissions: 8 });
  expect(await server.leads()).toEqual([]);
});

test('a clock that has jumped removes nothing, whatever it is told by those who come in meanwhile', async () => {
  const server = await local();
  await server.publish(demo);
  const { deps } = purging(server);
  await send(server, 40, { email: 'due-after-the-jump@acme.example' });
  await sendFresh(server, 9);
  expect(await purge(deps)).toMatchObject({ outcome: 'done', submissions: 0 });

  // 24 months less a month on: the one that is 40 days old would be due, and is no large share.
  server.clock.now = today + 700 * day;
  expect(await purge(deps)).toMatchObject({ outcome: 'clock', due: 1, submissions: 0 });
  const during = submission({ ...answers.mql, email: 'during@acme.example' }, { id: idAt(today) });
  expect((await server.submit('demo', during)).status).toBe(201);
  expect(await purge(deps)).toMatchObject({ outcome: 'clock', submissions: 0 });
  expect(await purge(deps, { anyway: true })).toMatchObject({ outcome: 'done', submissions: 1 });
});

test('a server that was off for a long time is believed once somebody comes in again', async () => {
  const server = await local();
  await server.publish(demo);
  const { deps } = purging(server);
  await sendFresh(server, 9);
  await send(server, 700, { email: 'old@acme.example' });
  await purge(deps);
  const later = today + 60 * day;
  server.clock.now = later;
  expect(await purge(deps)).toMatchObject({ outcome: 'clock' });
  const anew = submission({ ...answers.mql, email: 'anew@acme.example' }, { id: idAt(later) });
  await server.submit('demo', anew);
  expect(await purge(deps)).toMatchObject({ outcome: 'done', submissions: 1 });
});

test('of two servers at once one does it, and one that died is not waited for', async () => {
  const server = await local();
  await server.publish(demo);
  await sendFresh(server);
  await send(server, 800, { email: 'old@acme.example' });
  const { deps } = purging(server);
  let other: unknown = 'not asked';
  const { commit } = server.store;
  let commits = 0;
  server.store.commit = async (writes) => {
    commits += 1;
    if (commits === 2) {
      server.store.commit = commit;
      other = await purge(deps);
    }
    return commit(writes);
  };
  expect(await purge(deps)).toMatchObject({ outcome: 'done', submissions: 1 });
  expect(other).toBeUndefined();

  const claim = (claimedUntil: number) =>
    server.store.commit([
      [
        'claimJob',
        { name: 'purge', claimedBy: 'a server that died', claimedUntil, now: today, furthest: today },
      ],
    ]);
  await claim(today + 10 * minute);
  expect(await purge(deps)).toBeUndefined();
  server.clock.now += 11 * minute;
  expect(await purge(deps)).toMatchObject({ outcome: 'done' });
  // By a clock that was years ahead.
  await claim(today + 3000 * day);
  expect(await purge(deps)).toMatchObject({ outcome: 'done' });
});

test('who has lost the claim removes nothing more', async () => {
  const server = await local();
  await server.publish(demo);
  await sendFresh(server);
  const old = await send(server, 800, { email: 'old@acme.example' });
  const { deps } = purging(server);
  const goesOn = () => {
    server.clock.now += 11 * minute;
    return true;
  };
  const { commit } = server.store;
  let commits = 0;
  server.store.commit = async (writes) => {
    commits += 1;
    if (commits === 2) {
      server.store.commit = commit;
      const now = server.clock.now;
      const [name, claimedBy] = ['purge', 'another server'];
      expect(
        await commit([
          ['claimJob', { name, claimedBy, claimedUntil: now + minute, now, furthest: now + day }],
        ]),
      ).toBe(true);
    }
    return commit(writes);
  };
  expect(await purge(deps, { goesOn })).toMatchObject({ outcome: 'ended', submissions: 0 });
  expect(await isThere(server, old)).toBe(true);
});

test.each([
  ['by somebody who is known', { email: 'ann@acme.example' }],
  ['by nobody yet', {}],
])('what was begun long ago %s and is sent at the same moment stays', async (_, given) => {
  const server = await local();
  await server.publish(demo);
  await sendFresh(server);
  const begun = await send(server, 800, given, 'demo', { status: 'partial' });
  const { commit } = server.store;
  let commits = 0;
  server.store.commit = async (writes) => {
    commits += 1;
    if (commits === 2) {
      server.store.commit = commit;
      expect((await server.submit('demo', { ...begun, status: 'complete' })).status).toBe(200);
    }
    return commit(writes);
  };
  expect(await purge(purging(server).deps)).toMatchObject({ outcome: 'done', submissions: 0 });
  expect((await server.leadOf(begun.id)).submissions).toEqual([begun.id]);
});

test('more than one batch goes, and an end in the middle keeps what is done', async () => {
  const server = await local();
  await server.publish(demo);
  for (let n = 0; n < 60; n += 1) await send(server, 800, { email: `old-${n}@acme.example` });
  await sendFresh(server, 1);
  const { deps } = purging(server);
  let rounds = 0;
  const ended = await purge(deps, { anyway: true, goesOn: () => ++rounds < 2 });
  expect(ended).toMatchObject({ outcome: 'ended', submissions: 40, leads: 40 });
  expect(await purge(deps, { anyway: true })).toMatchObject({ outcome: 'done', submissions: 20 });
  expect(await server.leads()).toHaveLength(1);
});

describe('the clock', () => {
  const now = Date.parse('2026-06-15T03:00:00Z');
  const ago = (days: number) => now - days * day;
  test.each([
    ['a run yesterday', ago(1), [], true],
    ['a run 35 days ago', ago(35), [], true],
    ['a run 36 days ago and nobody since', ago(36), [], false],
    ['a run two months ago and a visitor today', ago(60), [ago(0)], true],
    ['a run ten years ago by its own time, and visitors of then', ago(3650), [ago(3650), ago(3649)], false],
    ['a run in the future', ago(-2), [], false],
    ['a run half an hour in the future', ago(-0.02), [], true],
    ['a run in the future, and visitors of now', ago(-900), [ago(1), ago(2)], true],
    ['no run, and nobody', null, [], false],
    ['no run, and visitors of now', null, [ago(0), ago(20)], true],
    ['no run, and visitors of now among whom one has a wrong clock', null, [ago(0), ago(5000), ago(3)], true],
    ['a visitor ahead of it', null, [ago(-400)], false],
  ])('by %s', (_, lastRunAt, begun, believed) => {
    expect(isBelievable({ now, lastRunAt, begun })).toBe(believed);
  });

  test.each([
    ['2026-06-15', 24, '2024-06-15'],
    ['2026-03-31', 1, '2026-02-28'],
    ['2028-02-29', 12, '2027-02-28'],
    ['2026-01-10', 120, '2016-01-10'],
  ])('%s less %i months is %s', (from, months, to) => {
    expect(monthsBefore(Date.parse(from), months)).toBe(Date.parse(to));
  });

  test.each([
    [3, undefined, true],
    [14, undefined, true],
    [3, 24, true],
    [3, 1, false],
    [14, 24, false],
    [14, 48, true],
    [3, -500, true],
  ])('at %i o’clock, %s hours after the last try, it is time: %s', (oClock, hours, expected) => {
    const at = new Date(2026, 5, 15, oClock, 10).getTime();
    expect(isTime(at, hours === undefined ? undefined : at - hours * 60 * minute)).toBe(expected);
  });
});
