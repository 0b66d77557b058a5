/** Purges at night, once a day, whichever of the servers gets to it first. */
import type { Deps } from '../context.ts';
import { traceOf } from '../db/trouble.ts';
import { purge } from './purge.ts';
import { findJob } from './queries.ts';

const hour = 60 * 60 * 1000;
const night = { from: 2, to: 5 };

/**
 * Between two and five o'clock, if nobody has tried since yesterday; at any time where nobody has for two days, as on a machine that
 * sleeps at night. A last try in the future is none.
 */
export function isTime(now: number, lastTry: number | undefined): boolean {
  const hours =
    lastTry === undefined || lastTry > now + hour ? Number.POSITIVE_INFINITY : (now - lastTry) / hour;
  const oClock = new Date(now).getHours();
  return hours >= 48 || (hours >= 20 && oClock >= night.from && oClock < night.to);
}

export interface Nightly {
  /** Ends what is under way, within a batch. */
  stop(): Promise<void>;
}

export function purgeNightly(deps: Pick<Deps, 'store' | 'versions' | 'now' | 'log'>): Nightly {
  let stopped = false;
  let working: Promise<unknown> | undefined;

  async function look() {
    const lastTry = (await findJob(deps.store.orm))?.result?.at;
    if (isTime(deps.now(), lastTry)) await purge(deps, { goesOn: () => !stopped });
  }

  // It keeps no process alive: who stops the server does not wait for the night.
  const timer = setInterval(() => {
    if (working) return;
    working = look()
      .catch((error) => deps.log({ event: 'error', job: 'purge', error: traceOf(error) }))
      .finally(() => {
        working = undefined;
      });
  }, hour).unref();

  return {
    async stop() {
      stopped = true;
      clearInterval(timer);
      await working;
    },
  };
}
