/** The outbox: a submission stays on the device until the server has acknowledged it. */

import { request } from './api.ts';
import { isId } from './ids.ts';
import { isRecord, toJson } from './json.ts';
import type { Keep } from './keep.ts';
import type { Delivery, Reply, Submission } from './submission.ts';
import type { World } from './world.ts';

/** `problem` is the server's answer where it has refused. */
export type Report = (state: Delivery, reply?: Reply, problem?: unknown) => void;

/** What is stored: all that a later page needs to send it. */
interface Parcel {
  url: string;
  submission: Submission;
  /** When it was handed in. */
  at: number;
  /** The server asked not to come before. */
  notBefore?: number;
  /** It was given a new id because the server knew the old one with other answers. Happens once at the most. */
  renamed?: boolean;
}

/** A parcel that this page is trying to deliver. */
interface Ride {
  parcel: Parcel;
  /** Missing for what an earlier page has left behind. */
  report?: Report | undefined;
  /** It stands in storage, not only in this page's memory. */
  kept: boolean;
  tries: number;
  busy: boolean;
  stop?: () => void;
}

export interface Queue {
  /** `late` is what is still being made of it: it leaves with that, or without where it has to leave before. */
  deliver(url: string, submission: Submission, report: Report, late?: Promise<Partial<Submission>>): void;
}

const longestBody = 64_000;
/** Browsers let 64 KiB outlive a page, all requests together. */
const longestFarewell = 60_000;
const day = 86_400_000;
const longestPause = 1_800_000;
const again = [408, 425, 429];

/** Pause before the next try in milliseconds: 1 s, doubled each time, ± 50 %, 30 min at the most. */
export const pause = (tries: number, random: number): number =>
  Math.min(longestPause, 1000 * 2 ** tries * (0.5 + random));

const keyOf = (id: string) => `queue:${id}`;

function isParcel(value: unknown): value is Parcel {
  if (!isRecord(value) || !isRecord(value.submission)) return false;
  return isId(value.submission.id) && typeof value.url === 'string' && typeof value.at === 'number';
}

function isReply(value: unknown, id: string): value is Reply {
  return isRecord(value) && value.id === id && typeof value.outcome === 'string';
}

/** One for each storage, which `lasts` beyond this tab or not. What an earlier page has left is sent at once. */
export function createQueue(keep: Keep, world: World, lasts = true): Queue {
  const { now } = world;
  const rides = new Map<string, Ride>();
  let flying = 0;

  function settle(ride: Ride, state: Delivery, reply?: Reply, problem?: unknown) {
    const key = keyOf(ride.parcel.submission.id);
    rides.delete(key);
    keep.erase(key);
    ride.report?.(state, reply, problem);
  }

  function start(parcel: Parcel, kept: boolean, report?: Report): Ride {
    const ride = { parcel, report, kept, tries: 0, busy: false };
    rides.set(keyOf(parcel.submission.id), ride);
    return ride;
  }

  const store = (parcel: Parcel) => keep.save(keyOf(parcel.submission.id), parcel);

  /** Only one tab sends a parcel at a time. Resolves to nothing where another one does. */
  function alone<T>(name: string, work: () => Promise<T>): Promise<T | undefined> {
    let begun: Promise<T> | undefined;
    const begin = () => {
      begun = work();
      return begun;
    };
    return (
      world.locks
        ?.request(`qualiform:${name}`, { ifAvailable: true }, async (lock) => (lock ? begin() : undefined))
        // Refused on some sandboxed pages; the server stores a submission once in any case.
        .catch(() => begun ?? begin()) ?? begin()
    );
  }

  async function send(ride: Ride): Promise<void> {
    if (ride.busy) return;
    const { parcel, report } = ride;
    const { id } = parcel.submission;
    const key = keyOf(id);
    const body = toJson(parcel.submission);
    const { size } = new Blob([body]);
    ride.stop?.();
    if (now() - parcel.at > day || size > longestBody) return settle(ride, 'refused');
    // Another tab has delivered what this one only found in storage.
    if (!report && !keep.load(key)) return void rides.delete(key);

    ride.busy = true;
    const answer = await alone(key, async () => {
      flying += size;
      const keepalive = flying <= longestFarewell;
      const result = await request(world, parcel.url, { method: 'POST', body, keepalive });
      flying -= size;
      return result;
    });
    ride.busy = false;

    const { status = 0, body: reply, wait = 0 } = answer ?? {};
    if (status >= 200 && status < 300 && isReply(reply, id)) return settle(ride, 'sent', reply);
    if (status === 422 && isRecord(reply) && reply.code === 'key_reused' && !parcel.renamed) {
      // Gone from storage: another tab has been here before and sent it under another id.
      if (ride.kept && !keep.load(key)) return settle(ride, 'sent');
      const renamed = { ...parcel, submission: { ...parcel.submission, id: world.newId() }, renamed: true };
      rides.delete(key);
      const kept = store(renamed);
      keep.erase(key);
      return send(start(renamed, kept, report));
    }
    if (status >= 400 && status < 500 && !again.includes(status))
      return settle(ride, 'refused', undefined, reply);

    if (answer) report?.(ride.kept && lasts ? 'saved' : 'held');
    if (wait) {
      parcel.notBefore = now() + wait;
      ride.kept = store(parcel);
    }
    // A timer takes 24 days at the most, and after one day the parcel is erased.
    const next = Math.max(pause(ride.tries++, world.random()), Math.min(wait, day));
    ride.stop = world.timer(() => void send(ride), next);
  }

  /** Tries everything now that the server has not asked to wait with. */
  function flush() {
    for (const key of keep.keys(keyOf(''))) {
      if (rides.has(key)) continue;
      const parcel = keep.load(key);
      if (isParcel(parcel) && keyOf(parcel.submission.id) === key) start(parcel, true);
      else keep.erase(key);
    }
    for (const ride of [...rides.values()]) if (now() >= (ride.parcel.notBefore ?? 0)) void send(ride);
  }

  world.onChance(flush);
  // Storage may be used now, or not any more: what is on its way is kept there, or only here.
  keep.onChange(() => {
    for (const ride of rides.values()) ride.kept = store(ride.parcel);
    flush();
  });
  flush();

  return {
    deliver(url, submission, report, late) {
      const { id } = submission;
      // Two tabs of one draft have one id between them; what the first one hands in must not be overwritten.
      const taken = rides.has(keyOf(id)) || keep.load(keyOf(id)) !== undefined;
      const own = taken ? { ...submission, id: world.newId() } : submission;
      const parcel = { url, submission: own, at: now() };
      const ride = start(parcel, store(parcel), report);
      if (!late) return void send(ride);
      void late.then((more) => {
        parcel.submission = { ...parcel.submission, ...more };
        if (rides.get(keyOf(own.id)) !== ride) return;
        ride.kept = store(parcel);
        if (ride.tries === 0) void send(ride);
      });
    },
  };
}
