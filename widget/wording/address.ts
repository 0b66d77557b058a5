/** Addresses of endings with answers in them. */

import type { Answers } from '../engine/input.ts';
import { isSafeUrl } from '../engine/url.ts';

/**
 * Puts answers in the place of {{field}}, behind the '?' only and always encoded, so that no answer can change where an address
 * leads. Undefined if what comes out is not safe.
 */
export function fillAddress(url: string, answers: Answers): string | undefined {
  const [place = '', ...query] = url.split('?');
  const filled = query
    .join('?')
    .replace(/\{\{\s*(\w+)\s*(?:\|([^{}]*))?\}\}/g, (_, field: string, fallback = '') =>
      encodeURIComponent(String(Object.hasOwn(answers, field) ? answers[field] : fallback)),
    );
  const address = query.length > 0 ? `${place}?${filled}` : place;
  return isSafeUrl(address) ? address : undefined;
}

/** Adds values to the query of an https address. */
export function addQuery(url: string, values: Readonly<Record<string, unknown>>): string {
  const address = new URL(url);
  for (const [name, value] of Object.entries(values))
    if (value !== undefined) address.searchParams.set(name, String(value));
  return address.href;
}
