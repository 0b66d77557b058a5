/** Signals: what somebody did on this site, counted here for the forms that ask about it. */

import type { Signals } from './engine/input.ts';
import { areNumbers, pick } from './json.ts';
import type { Keep } from './keep.ts';
import type { Served } from './served.ts';

const day = 86_400_000;
const longest = 180 * day;
const most = 50;

/** Whether a path is like a pattern, in which * stands for anything. A slash at the end makes no difference. */
export function isLike(pattern: string, path: string): boolean {
  const [start = '', ...rest] = pattern.split('*');
  const end = rest.pop();
  const bare = (text: string) => text.replace(/(.)\/$/, '$1');
  if (end === undefined) return bare(pattern) === bare(path);
  if (!path.startsWith(start)) return false;
  // Each piece at its first place: what is left is never shorter than by any other choice.
  let from = start.length;
  for (const piece of rest) {
    const at = path.indexOf(piece, from);
    if (at === -1) return false;
    from = at + piece.length;
  }
  return path.length - end.length >= from && path.endsWith(end);
}

/** Events that were kept, and those that were counted while nothing could be. */
export function joinEvents(stored: unknown, gathered: unknown): Record<string, number[]> {
  const [before, after] = [stored, gathered].map((events) =>
    pick<number[]>(events, Object.keys(events ?? {}), areNumbers),
  ) as [Record<string, number[]>, Record<string, number[]>];
  const ids = Object.keys({ ...before, ...after });
  return Object.fromEntries(
    ids.map((id) => [id, [...(before[id] ?? []), ...(after[id] ?? [])].slice(-most)]),
  );
}

export interface Behaviour {
  /** A page was looked at; the same one again, without another between, is not counted twice. */
  see(path: string): void;
  /** Something happened that the page told of. */
  track(event: string): void;
  /** Ages of all events in days, by signal. */
  ages(): Signals;
}

/** Kept per form, and only where the form has signals: 50 events each, for 180 days. */
export function openBehaviour(
  keep: Keep,
  form: Pick<Served, 'id' | 'signals'>,
  now: () => number,
): Behaviour {
  const key = `signals:${form.id}`;
  let last: string | undefined;
  const isRecent = (time: unknown) => typeof time === 'number' && now() - time < longest;
  const read = () =>
    pick<number[]>(
      keep.load(key),
      form.signals.map((signal) => signal.id),
      areNumbers,
    );

  function count(isMeant: (signal: Served['signals'][number]) => boolean) {
    const met = form.signals.filter(isMeant);
    if (met.length === 0) return;
    const events = read();
    for (const { id } of met) events[id] = [...(events[id] ?? []), now()].filter(isRecent).slice(-most);
    keep.save(key, events);
  }

  return {
    see(path) {
      if (path === last) return;
      last = path;
      count(({ page }) => page !== undefined && isLike(page, path));
    },
    track: (event) => count((signal) => signal.event === event),
    ages: () =>
      Object.fromEntries(
        Object.entries(read()).map(([id, times]) => [
          id,
          // Four digits of a day are nine seconds.
          times.filter(isRecent).map((time) => Math.round((Math.max(0, now() - time) / day) * 1e4) / 1e4),
        ]),
      ),
  };
}
