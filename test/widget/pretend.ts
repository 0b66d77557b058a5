/** A world of the tests' own: clock, network, storage and locks that do only what a test tells them. */
import { uuidv7 } from '../../widget/ids.ts';
import type { Place, World } from '../../widget/world.ts';

export interface Sent {
  url: string;
  init: RequestInit;
  body: string;
  at: number;
}

/** What the network does with a request. */
export type Respond = (sent: Sent) => unknown;

/** Keeps texts as own properties, as the browser's storage does. */
export class PretendStorage {
  [key: string]: unknown;
  getItem(key: string) {
    return Object.hasOwn(this, key) ? (this[key] as string) : null;
  }
  setItem(key: string, text: string) {
    this[key] = text;
  }
  removeItem(key: string) {
    delete this[key];
  }
}

export const answer = (
  status: number,
  body: unknown = {},
  headers: Record<string, string> = {},
): Partial<Response> => ({
  status,
  headers: new Headers(headers),
  text: async () => (typeof body === 'string' ? body : JSON.stringify(body)),
});

/** Locks as several tabs share them. */
export function pretendLocks() {
  const held = new Set<string>();
  const request = async (name: string, _: unknown, work: (lock: unknown) => Promise<unknown>) => {
    if (held.has(name)) return work(null);
    held.add(name);
    try {
      return await work({ name });
    } finally {
      held.delete(name);
    }
  };
  return { request } as unknown as NonNullable<World['locks']>;
}

export const start = Date.UTC(2026, 2, 2, 9);

/** Lets everything happen that waits for nothing but a promise. */
export const settle = () => new Promise<void>((done) => setImmediate(done));

export function pretendWorld({
  respond = () => answer(503),
  storage = new PretendStorage(),
  locks,
  place = {},
}: {
  respond?: Respond;
  storage?: unknown;
  locks?: World['locks'];
  place?: Partial<Place>;
} = {}) {
  const sent: Sent[] = [];
  const timers = new Set<{ at: number; callback: () => void }>();
  const chances = new Set<() => void>();
  const lines = new Set<() => void>();
  const moves = new Set<() => void>();
  const now = { time: start };
  const network = { respond };
  const here: Place = {
    path: '/',
    query: '',
    host: 'acme.example',
    origin: 'https://acme.example',
    referrer: '',
    languages: ['en'],
    ...place,
  };
  let ids = 0;

  const world: World = {
    fetch(url, init) {
      const one = { url, init, body: String(init.body ?? ''), at: now.time };
      sent.push(one);
      const result = network.respond(one);
      return (result instanceof Promise ? result : Promise.resolve(result)) as Promise<Response>;
    },
    now: () => now.time,
    random: () => 0.5,
    newId: () => uuidv7(start, new Uint8Array([0, 0, 0, 0, 0, 0, 0, 1, ids++])),
    timer(callback, milliseconds) {
      const timer = { at: now.time + milliseconds, callback };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    onChance(callback) {
      chances.add(callback);
      return () => chances.delete(callback);
    },
    onLine(callback) {
      lines.add(callback);
      return () => lines.delete(callback);
    },
    onMove: (callback) => void moves.add(callback),
    storage: () => {
      if (storage instanceof Error) throw storage;
      return storage as Storage;
    },
    place: () => here,
    navigate() {},
    picture: () => Promise.reject(new Error('no picture')),
    load: () => Promise.reject(new Error('nothing to load')),
    locks,
  };

  return {
    world,
    sent,
    storage,
    here,
    timers,
    network,
    /** The connection is back, or the page is about to go. */
    async chance() {
      for (const callback of [...chances]) callback();
      await settle();
    },
    /** The page's address has changed without a load. */
    move(path: string) {
      here.path = path;
      for (const callback of moves) callback();
    },
    /** Lets time pass, timer by timer. */
    async pass(milliseconds: number) {
      const end = now.time + milliseconds;
      await settle();
      for (;;) {
        const next = [...timers].sort((a, b) => a.at - b.at)[0];
        if (!next || next.at > end) break;
        timers.delete(next);
        now.time = Math.max(now.time, next.at);
        next.callback();
        await settle();
      }
      now.time = end;
    },
    /** The device's clock is set, or nobody was here for a while: no timer runs. */
    jump(milliseconds: number) {
      now.time += milliseconds;
    },
    parsed: () => sent.map(({ body }) => JSON.parse(body)),
  };
}
