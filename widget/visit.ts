/** Facts about the visit: how often and how long somebody has been here, and where they came from. */

import type { Context } from './engine/input.ts';
import { isRecord, pick } from './json.ts';
import type { Keep } from './keep.ts';
import type { Place, World } from './world.ts';

/** Half an hour without a page ends a visit. */
const longestGap = 1_800_000;
const minute = 60_000;
const day = 86_400_000;
/** Somebody who stayed away for so long is a stranger again. */
const lifetime = 180 * day;
const longestText = 200;

interface Visit {
  /** When the first visit of all began, when this one did, and when its last page was seen. */
  first: number;
  start: number;
  seen: number;
  count: number;
  /** Campaign and origin of this visit's first page. */
  utm: Record<string, string>;
  referrer?: string | undefined;
}

const isText = (value: unknown) => typeof value === 'string';

function campaignOf(query: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(query)) {
    const key = /^utm_([a-z_]{1,40})$/.exec(name)?.[1];
    if (key && value) found[`utm.${key}`] = value.slice(0, longestText);
  }
  return found;
}

/** Another site's host; moving about within this one is no origin. */
function originOf({ referrer, host }: Place): string | undefined {
  try {
    const from = new URL(referrer).host;
    return from && from !== host ? from.slice(0, longestText) : undefined;
  } catch {
    return undefined;
  }
}

function visitOf(found: unknown, now: number): Visit | undefined {
  if (!isRecord(found)) return undefined;
  const { first, start, seen, count, utm } = found;
  if (![first, start, seen, count].every(Number.isFinite) || now - Number(seen) > lifetime) return undefined;
  return { ...found, utm: pick(utm, Object.keys(utm ?? {}), isText) } as Visit;
}

/** Counts this page in, and returns the facts as they are whenever somebody asks. */
export function openVisit(keep: Keep, { now, place }: Pick<World, 'now' | 'place'>): () => Context {
  const page = place();
  const time = now();
  const utm = campaignOf(page.query);
  const referrer = originOf(page);
  const before = visitOf(keep.load('visit'), time);
  const goesOn = before && time - before.seen < longestGap;
  const visit: Visit = goesOn
    ? { ...before, seen: time }
    : {
        first: before?.first ?? time,
        start: time,
        seen: time,
        count: (before?.count ?? 0) + 1,
        utm,
        referrer,
      };
  keep.save('visit', visit);

  const whole = (milliseconds: number, unit: number) => Math.max(0, Math.floor(milliseconds / unit));
  const origin = referrer ?? visit.referrer;
  return () => ({
    'visit.count': visit.count,
    'visit.days': whole(now() - visit.first, day),
    'visit.minutes': whole(now() - visit.start, minute),
    'page.path': place().path.slice(0, longestText),
    // All of one campaign: names of two of them together would be a third that never was.
    ...(Object.keys(utm).length > 0 ? utm : visit.utm),
    ...(isText(origin) && { 'referrer.host': origin }),
  });
}
