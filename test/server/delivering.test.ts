/** What is in the outbox reaches everybody who is to be told, by however many servers, whatever hangs, ends or is erased meanwhile. */
import { setImmediate as turn } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import pg from 'pg';
import { expect, inject, onTestFinished, test } from 'vitest';
import { attempts, deliveries, outbox } from '../../server/db/schema/deliveries.ts';
import { startCourier } from '../../server/deliveries/courier.ts';
import { heard } from '../../server/deliveries/heard.ts';
import { waitFor } from '../wait.ts';
import { courierOn, leftIn, note, pretendChannel, second } from './channels.ts';
import { answers, demo } from './forms.ts';
import { type Local, local, submission } from './local.ts';
import { kind } from './stores.ts';

/** A courier that ends before its database does. */
function courier(server: Local, pretend: ReturnType<typeof pretendChannel>) {
  const made = courierOn(server.store, pretend.channel, () => server.clock.now);
  onTestFinished(async () => {
    let isOver = false;
    const ended = made.stop().finally(() => {
      isOver = true;
    });
    // Again and again: what it was just about to begin hangs as well.
    while (!isOver) {
      made.timers.run();
      for (const { end } of pretend.hanging)
        end({ outcome: 'failed', status: null, error: null, reply: null });
      await turn();
    }
    await ended;
  });
  return made;
}

const rows = ({ store }: Local) => store.orm.select().from(deliveries);
const put = ({ store }: Local, notes: ReturnType<typeof note>[]) =>
  store.commit(notes.map((one) => ['addOutbox', one] as const));

test('three servers on one database tell each target of each message once', async () => {
  const server = await local();
  const pretend = pretendChannel({ a: 'takes it', b: 'takes it' });
  const notes = Array.from({ length: 100 }, () => note());
  await put(server, notes);
  for (let servers = 0; servers < 3; servers += 1) courier(server, pretend);
  await waitFor(async () =>
    expect((await rows(server)).map(({ state }) => state)).toEqual(Array(200).fill('delivered')),
  );
  expect(await leftIn(server.store)).toEqual({ outbox: 0, messages: 100 });
  const wanted = notes.map(({ id }) => id).sort();
  for (const target of ['a', 'b']) expect(pretend.toldTo(target).sort()).toEqual(wanted);
  expect(await server.store.orm.select().from(attempts)).toHaveLength(200);
});

test('what nobody wants to hear of leaves the outbox and no trace', async () => {
  const server = await local();
  await put(server, [note(), note()]);
  courier(server, pretendChannel({}));
  await waitFor(async () => expect(await leftIn(server.store)).toEqual({ outbox: 0, messages: 0 }));
});

test('a commit of this server is heard of at once, without a timer', async () => {
  const server = await local();
  const pretend = pretendChannel({ a: 'takes it' });
  let tell = () => {};
  const store = heard(server.store, () => tell());
  const made = courierOn(store, pretend.channel, () => server.clock.now);
  onTestFinished(made.stop);
  tell = made.wake;
  await waitFor(() => expect(made.timers.next()).toBe(5 * second));
  const one = note();
  await store.commit([['addOutbox', one]]);
  await waitFor(() => expect(pretend.toldTo('a')).toEqual([one.id]));
});

test('P6: while every target hangs, submissions are answered, and what is new still reaches one that does not', async () => {
  const server = await local();
  await server.publish(demo);
  const targets = Array.from({ length: 30 }, (_, n) => `dead ${n}`);
  const pretend = pretendChannel({
    ...Object.fromEntries(targets.map((target) => [target, 'hangs' as const])),
    alive: 'takes it',
  });
  const made = courier(server, pretend);
  const send = async () => {
    const sent = await server.submit('demo', submission(answers.sql));
    made.wake();
    return sent.status;
  };
  expect(await Promise.all(Array.from({ length: 40 }, send))).toEqual(Array(40).fill(201));
  await waitFor(() => expect(pretend.toldTo('alive').length).toBeGreaterThanOrEqual(120));
  // Each is tried by a few at a time, and none of them has ended.
  for (const target of targets) expect(pretend.toldTo(target)).toHaveLength(5);
  expect(pretend.hanging).toHaveLength(150);
  expect(await send()).toBe(201);
  await waitFor(() => expect(pretend.toldTo('alive').length).toBeGreaterThanOrEqual(123));
});

test('a target that fails is tried one at a time, by the schedule, and then no more', async () => {
  const server = await local();
  const pretend = pretendChannel({ a: 'fails' });
  await put(server, [note()]);
  const made = courier(server, pretend);
  const state = async () => {
    const [row] = await rows(server);
    return row && { state: row.state, tries: row.tries, in: row.dueAt && row.dueAt - server.clock.now };
  };
  await waitFor(async () => expect(await state()).toEqual({ state: 'waiting', tries: 1, in: 5 * second }));
  server.clock.now += 4 * second;
  made.look();
  await waitFor(() => expect(made.timers.next()).toBe(second));
  expect(pretend.told).toHaveLength(1);
  server.clock.now += second;
  made.look();
  await waitFor(async () => expect(await state()).toEqual({ state: 'waiting', tries: 2, in: 300 * second }));
  await put(server, [note(), note()]);
  pretend.does.a = 'hangs';
  server.clock.now += 300 * second;
  made.look();
  await waitFor(() => expect(pretend.hanging).toHaveLength(1));
  pretend.hanging[0]?.end({ outcome: 'failed', status: 500, error: null, reply: 'no' });
  await waitFor(async () => expect((await rows(server)).map(({ state: one }) => one)).toContain('failed'));
  const log = await server.store.orm.select().from(attempts);
  expect(log.map(({ status, error, reply }) => [status, error, reply])).toEqual([
    [null, 'refused', null],
    [null, 'refused', null],
    [500, null, 'no'],
  ]);
});

test('what a killed server had claimed is taken over once its claim is over, and not before', async () => {
  const server = await local();
  const pretend = pretendChannel({ a: 'hangs on' });
  await put(server, [note()]);
  const killed = courierOn(server.store, pretend.channel, () => server.clock.now);
  await waitFor(() => expect(pretend.told).toHaveLength(1));
  pretend.does.a = 'takes it';
  const other = courier(server, pretend);
  await waitFor(() => expect(other.timers.next()).toBeLessThan(Number.POSITIVE_INFINITY));
  server.clock.now += 29 * second;
  other.look();
  await waitFor(() => expect(other.timers.next()).toBe(second));
  expect(pretend.told).toHaveLength(1);
  server.clock.now += second;
  other.look();
  await waitFor(async () => expect((await rows(server))[0]?.state).toBe('delivered'));
  // The one that was thought dead comes back: what it has to tell is no longer asked for.
  pretend.hanging[0]?.end({ outcome: 'failed', status: null, error: 'late', reply: null });
  await killed.stop();
  expect((await rows(server))[0]).toMatchObject({ state: 'delivered', tries: 1 });
  expect(await server.store.orm.select().from(attempts)).toHaveLength(1);
});

if (kind !== 'sqlite')
  test('what a killed server had claimed of the outbox is taken over as well', async () => {
    const server = await local();
    const { now } = server.clock;
    await put(server, [note()]);
    await server.store.orm.update(outbox).set({ claimedUntil: now + 30 * second });
    const pretend = pretendChannel({ a: 'takes it' });
    const made = courier(server, pretend);
    await waitFor(() => expect(made.timers.next()).toBe(5 * second));
    expect(await leftIn(server.store)).toEqual({ outbox: 1, messages: 0 });
    server.clock.now += 31 * second;
    made.look();
    await waitFor(() => expect(pretend.told).toHaveLength(1));
  });

if (kind === 'postgres')
  test('what another server has in hand is passed over, and not waited for', async () => {
    const server = await local();
    const notes = [note(), note(), note()];
    await put(server, notes);
    const [[name] = []] = await server.store.orm.values<[string]>(sql`select current_database()`);
    const other = new pg.Client(inject('postgres').replace(/postgres$/, String(name)));
    await other.connect();
    onTestFinished(() => other.end());
    await other.query('begin');
    await other.query('select id from outbox where id = $1 for update', [notes[0]?.id]);
    const pretend = pretendChannel({ a: 'takes it' });
    const made = courier(server, pretend);
    await waitFor(() => expect(pretend.toldTo('a').sort()).toEqual(notes.slice(1).map(({ id }) => id)));

    pretend.does.a = 'fails';
    await put(server, [note(), note()]);
    made.wake();
    const failed = async () =>
      (await rows(server)).filter(({ state, tries }) => state === 'waiting' && tries === 1);
    await waitFor(async () => expect(await failed()).toHaveLength(2));
    const [held, free] = await failed();
    await other.query('select id from deliveries where id = $1 for update', [held?.id]);
    server.clock.now += 10 * second;
    pretend.does.a = 'takes it';
    pretend.told.length = 0;
    made.wake();
    await waitFor(() => expect(pretend.toldTo('a')).toEqual([free?.messageId]));
    await other.query('rollback');
  });

test('at its end a server waits for what is under way, and hands back what does not end', async () => {
  const server = await local();
  const pretend = pretendChannel({ a: 'hangs', b: 'hangs' });
  await put(server, [note()]);
  const made = courierOn(server.store, pretend.channel, () => server.clock.now);
  await waitFor(() => expect(pretend.hanging).toHaveLength(2));
  const stopped = made.stop();
  pretend.hanging[0]?.end({ outcome: 'delivered', status: 200, error: null, reply: null });
  await waitFor(async () =>
    expect((await rows(server)).some(({ state }) => state === 'delivered')).toBe(true),
  );
  await waitFor(() => expect(made.timers.next()).toBe(5 * second));
  made.timers.run();
  await stopped;
  const [back] = (await rows(server)).filter(({ state }) => state === 'waiting');
  expect(back).toMatchObject({ tries: 0, dueAt: server.clock.now, claimedBy: null });
  expect(await server.store.orm.select().from(attempts)).toHaveLength(1);
});

test('P13: of somebody who is erased while a message is on its way nothing is left, and nothing comes back', async () => {
  const server = await local();
  await server.publish(demo);
  const sent = submission({ ...answers.sql, email: 'ann.private@acme.example' });
  await server.submit('demo', sent);
  const lead = await server.leadOf(sent.id);
  const pretend = pretendChannel({ a: 'takes it', b: 'hangs' });
  const made = courier(server, pretend);
  await waitFor(async () => {
    expect(pretend.hanging).toHaveLength(3);
    expect((await rows(server)).filter(({ state }) => state === 'delivered')).toHaveLength(3);
  });
  await server.move(lead.id, 'sal', 'Ann Private said yes');
  const told = await server.api<{ messages: { sentTo: object[] }[] }>(`/api/leads/${lead.id}/export`);
  const sentTo = told.body.messages.map((message) => message.sentTo.length);
  // Whether the last one is on its way already is nobody's concern.
  expect([
    [2, 2, 2, 0],
    [2, 2, 2, 2],
  ]).toContainEqual(sentTo);

  const erased = await server.api<{ counts: Record<string, number> }>(`/api/leads/${lead.id}`, {
    method: 'DELETE',
  });
  expect(erased.body).toMatchObject({ counts: { messages: 4 } });
  expect([6, 8]).toContain(erased.body.counts.deliveries);
  for (const { end } of pretend.hanging)
    end({ outcome: 'delivered', status: 200, error: null, reply: 'Ann' });
  made.wake();
  await waitFor(() => expect(made.timers.next()).toBe(5 * second));
  expect(await rows(server)).toEqual([]);
  expect(await server.store.orm.select().from(attempts)).toEqual([]);
  expect(await leftIn(server.store)).toEqual({ outbox: 0, messages: 0 });
});

test('a message of somebody who is erased between the claim and the commit is told to nobody; the others are', async () => {
  const server = await local();
  const [kept, gone] = [note('kept'), note('gone')];
  await put(server, [kept, gone]);
  const pretend = pretendChannel({ a: 'takes it' });
  const { addresseesOf } = pretend.channel;
  pretend.channel.addresseesOf = async (batch) => {
    await server.store.commit([['removeOutbox', { leadId: 'gone' }]]);
    return addresseesOf(batch);
  };
  courier(server, pretend);
  await waitFor(() => expect(pretend.toldTo('a')).toEqual([kept.id]));
  expect(await leftIn(server.store)).toEqual({ outbox: 0, messages: 1 });
});

test('where nobody can say whom to tell of what is new, what is on its way goes on', async () => {
  const server = await local();
  const pretend = pretendChannel({ a: 'fails' });
  await put(server, [note()]);
  const made = courier(server, pretend);
  await waitFor(async () => expect((await rows(server))[0]?.tries).toBe(1));
  pretend.channel.addresseesOf = () => Promise.reject(new Error('broken'));
  pretend.does.a = 'takes it';
  await put(server, [note()]);
  server.clock.now += 10 * second;
  made.wake();
  await waitFor(async () => expect((await rows(server))[0]?.state).toBe('delivered'));
  expect((await leftIn(server.store)).outbox).toBe(1);
});

test('trouble with the database is logged, and the work goes on after it', async () => {
  const server = await local();
  const pretend = pretendChannel({ a: 'takes it' });
  const one = note();
  await put(server, [one]);
  const said: unknown[] = [];
  let isDown = true;
  const store = {
    ...server.store,
    commit: ((writes) =>
      isDown ? Promise.reject(new Error('down')) : server.store.commit(writes)) as typeof server.store.commit,
  };
  const made = startCourier({
    store,
    channels: { pretend: pretend.channel },
    now: () => server.clock.now,
    log: (event) => said.push(event.event),
    later: (_, then) => {
      const timer = setTimeout(then, 1);
      return () => clearTimeout(timer);
    },
  });
  onTestFinished(made.stop);
  await waitFor(() => expect(said).toContain('error'));
  isDown = false;
  server.clock.now += 60 * second;
  await waitFor(() => expect(pretend.toldTo('a')).toEqual([one.id]));
});
