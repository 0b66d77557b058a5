/** Facts about the visit: how often and how long somebody has been here, and what brought them, first and last. */

import { fitFact } from './engine/facts.ts';
import type { Context } from './engine/input.ts';
import { isRecord } from './json.ts';
import type { Keep } from './keep.ts';
import { asFirst, isSameAd, readTouch, type Touch, touchOf } from './touch.ts';
import type { Place, World } from './world.ts';

/** Half an hour without a page ends a visit. */
const longestGap = 1_800_000;
const minute = 60_000;
const day = 86_400_000;
/** Somebody who stayed away for so long is a stranger again. */
const lifetime = 180 * day;
/** An ad or a link of so long ago has nothing to do with today's visit. */
const longestTouch = 90 * day;

interface Visit {
  /** When the first visit of all began, when this one did, and when its last page was seen. */
  first: number;
  start: number;
  seen: number;
  count: number;
  /** What brought the very first visit, even if nothing but its page is known. */
  firstTouch: Touch;
  /** What counts for this one, and when it happened. */
  touch: Touch;
  touched: number;
}

function visitOf(found: unknown, now: number): Visit | undefined {
  if (!isRecord(found)) return undefined;
  const { first, start, seen, count, touched, firstTouch, touch } = found;
  if (![first, start, seen, count].every(Number.isFinite) || now - Number(seen) > lifetime) return undefined;
  return {
    ...(found as unknown as Visit),
    firstTouch: readTouch(firstTouch),
    touch: readTouch(touch),
    touched: Number(touched) || 0,
  };
}

/**
 * The visit with this page counted in. The last touch is that of the latest visit that came by an ad (a campaign or a click
 * id) or from another site; a visit that came by itself changes nothing, unless the touch is over 90 days old. Within a visit
 * only another ad counts anew: who comes back from another site meanwhile was there to sign in or to pay.
 */
function arrive(before: Visit | undefined, place: Place, time: number): Visit {
  const { touch, by } = touchOf(place);
  const own = { touch, touched: by === 'nobody' ? 0 : time };
  if (!before) return { first: time, start: time, seen: time, count: 1, firstTouch: touch, ...own };
  const goesOn = time - before.seen < longestGap;
  const isOld = time - before.touched > longestTouch;
  const counts = goesOn ? by === 'ad' && !isSameAd(before.touch, touch) : by !== 'nobody' || isOld;
  return {
    ...before,
    seen: time,
    ...(!goesOn && { start: time, count: before.count + 1 }),
    ...(counts && own),
  };
}

/** Counts this page in, and every further one; returns the facts as they are whenever somebody asks. */
export function openVisit(
  keep: Keep,
  { now, place, onMove }: Pick<World, 'now' | 'place' | 'onMove'>,
): () => Context {
  const page = { ...place() };
  const time = now();
  let visit: Visit;
  function count(at: Place, when: number) {
    visit = arrive(visitOf(keep.load('visit'), when), at, when);
    keep.save('visit', visit);
  }
  count(page, time);
  // Consent came, or was taken back: this page counts from what is kept now.
  keep.onChange(() => count(page, time));
  // Without a load the site before is still the one before the first page.
  onMove(() => count({ ...place(), referrer: '' }, now()));

  const whole = (milliseconds: number, unit: number) => Math.max(0, Math.floor(milliseconds / unit));
  return () => ({
    'visit.count': visit.count,
    'visit.days': whole(now() - visit.first, day),
    'visit.minutes': whole(now() - visit.start, minute),
    'page.path': fitFact('page.path', place().path) ?? '',
    ...visit.touch,
    ...asFirst(visit.firstTouch),
  });
}
