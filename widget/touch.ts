/** What brought somebody here: campaign, click ids, the site before, and the page where they landed. */

import { adsIn } from './engine/ads.ts';
import { contextType, fitFact } from './engine/facts.ts';
import type { Context } from './engine/input.ts';
import { pick } from './json.ts';
import type { Place } from './world.ts';

/** Facts by their names in the form language; only texts. */
export type Touch = Readonly<Record<string, string>>;

/** Another site's host. Moving about within this site is no origin, nor is coming from its bare domain or a part of it. */
function originOf({ referrer, host }: Place): string | undefined {
  if (referrer === '') return undefined;
  try {
    const from = new URL(referrer).host;
    const isOwn = from === host || from.endsWith(`.${host}`) || host.endsWith(`.${from}`);
    return isOwn ? undefined : from;
  } catch {
    return undefined;
  }
}

/**
 * The touch of one page, always as a whole: names of two campaigns put together would be a third that never was. And what it is worth: an ad beats a link from elsewhere, which beats nothing at all. */
export function touchOf(place: Place): { touch: Touch; by: 'ad' | 'link' | 'nobody' } {
  const ads = adsIn(place.query);
  const origin = originOf(place);
  const touch: Record<string, string> = { ...ads };
  if (origin) touch['referrer.host'] = fitFact('referrer.host', origin) ?? '';
  touch['landing.path'] = fitFact('landing.path', place.path) ?? '';
  return {
    touch,
    by: Object.keys(ads).length > 0 ? 'ad' : origin ? 'link' : 'nobody',
  };
}

const isAd = (name: string) => /^(utm|click)\./.test(name);

/** Whether two touches are of one ad: a reload, or an address that carries its campaign along from page to page. */
export function isSameAd(one: Touch, other: Touch): boolean {
  const [first, second] = [one, other].map((touch) => Object.keys(touch).filter(isAd)) as [
    string[],
    string[],
  ];
  return first.length === second.length && first.every((name) => one[name] === other[name]);
}

/** Takes from storage, where anything may stand, what is a touch. */
export const readTouch = (found: unknown): Touch =>
  pick<string>(
    found,
    Object.keys(found ?? {}),
    (value, name) =>
      typeof value === 'string' &&
      contextType(`first.${name}`) !== undefined &&
      fitFact(name, value) === value,
  );

/** The first touch by its own names. */
export const asFirst = (touch: Touch): Context =>
  Object.fromEntries(Object.entries(touch).map(([name, value]) => [`first.${name}`, value]));
