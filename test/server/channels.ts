/** Couriers and a channel for tests: what goes out is kept, and each target does as it is told. */

import { messages, outbox } from '../../server/db/schema/deliveries.ts';
import type { Store } from '../../server/db/store.ts';
import type { Channel, Channels, Message, Tried } from '../../server/deliveries/channel.ts';
import { type Courier, startCourier } from '../../server/deliveries/courier.ts';
import { newId } from '../../server/ids.ts';
import { silent } from '../../server/log.ts';

export const second = 1000;

export type Does = 'takes it' | 'fails' | 'hangs' | 'hangs on';

/** Told to these targets, each of a lane of its own. `hangs on` also where it is told to stop. */
export function pretendChannel(does: Record<string, Does>) {
  const told: { target: string; message: string; tries: number }[] = [];
  const hanging: { target: string; end: (tried: Tried) => void }[] = [];
  const outcome = (what: Tried['outcome'], error: string | null = null): Tried => ({
    outcome: what,
    status: null,
    error,
    reply: null,
  });
  const channel: Channel = {
    waits: [5 * second, 300 * second],
    longest: 15 * second,
    addresseesOf: async (batch: readonly Message[]) =>
      batch.flatMap(({ id }) => Object.keys(does).map((target) => ({ message: id, target, lane: target }))),
    deliver: ({ target, message, tries, signal }) => {
      told.push({ target, message: message.id, tries });
      if (does[target] === 'takes it') return Promise.resolve(outcome('delivered'));
      if (does[target] === 'fails') return Promise.resolve(outcome('failed', 'refused'));
      return new Promise((end) => {
        hanging.push({ target, end });
        if (does[target] === 'hangs')
          signal.addEventListener('abort', () => end(outcome('failed', 'stopped')), { once: true });
      });
    },
  };
  const toldTo = (target: string) =>
    told.filter((one) => one.target === target).map(({ message }) => message);
  return { channel, does, told, toldTo, hanging };
}

/** Timers that run when a test says so. */
export function pretendTimers() {
  const waiting = new Map<number, { ms: number; then: () => void }>();
  let made = 0;
  return {
    later(ms: number, then: () => void) {
      made += 1;
      const mine = made;
      waiting.set(mine, { ms, then });
      return () => void waiting.delete(mine);
    },
    /** In how many milliseconds the next one would be. */
    next: () => Math.min(...[...waiting.values()].map(({ ms }) => ms)),
    run() {
      const all = [...waiting.values()];
      waiting.clear();
      for (const { then } of all) then();
    },
  };
}

/** A row of the outbox with one message, which has the same id. */
export function note(
  leadId: string | null = null,
  kind = 'lead.stage_changed',
  payload: Record<string, unknown> = { n: 1 },
) {
  const id = newId();
  return { id, leadId, about: {}, news: [{ id, kind, payload }], createdAt: 1 };
}

export const withTimers = (courier: Courier, timers: ReturnType<typeof pretendTimers>) => ({
  ...courier,
  timers,
  /** Time has passed: whatever has a timer is done, also by one that had none just then, about to look by the time before. */
  look() {
    timers.run();
    courier.wake();
  },
});

/** A courier on a store, with the clock and the timers of the test. */
export function createCourier(store: Store, channels: Channels, now: () => number) {
  const timers = pretendTimers();
  const courier = startCourier({
    store,
    channels,
    now,
    log: silent,
    random: () => 0,
    later: timers.later,
  });
  return withTimers(courier, timers);
}

export const courierOn = (store: Store, channel: Channel, now: () => number) =>
  createCourier(store, { pretend: channel }, now);

/** What is left in the outbox, and of whose messages there are rows. */
export const leftIn = async ({ orm }: Store) => ({
  outbox: (await orm.select({ id: outbox.id }).from(outbox)).length,
  messages: (await orm.select({ id: messages.id }).from(messages)).length,
});
