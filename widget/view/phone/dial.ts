/** A phone number in two parts, country and the rest, and as the one text that is stored. */

import { callingCode } from '../../engine/e164.ts';
import { countriesIn } from '../../wording/countries.ts';

export interface Dialled {
  /** ISO 3166, or empty: then the number stands for itself. */
  country: string;
  number: string;
}

/** Which of several countries with one code is meant unless something else is known. */
const main: Readonly<Record<string, string>> = {
  1: 'US',
  7: 'RU',
  39: 'IT',
  44: 'GB',
  47: 'NO',
  61: 'AU',
  64: 'NZ',
  212: 'MA',
  262: 'RE',
  358: 'FI',
  590: 'GP',
  599: 'CW',
};

/** Calling codes by country. */
export const codesOf = (language: string): readonly [country: string, name: string, code: string][] =>
  countriesIn(language).flatMap(([country, name]) => {
    const code = callingCode(country);
    return code === undefined ? [] : [[country, name, code] as [string, string, string]];
  });

/** A number that says itself from which country it is. */
const isWhole = (text: string) => /^\s*(\+|00)/.test(text);

/** The country of a number with + or 00 in front, and where its code ends. */
function countryOf(text: string, current: string): { country: string; rest: string } | undefined {
  const [, code = '', rest = ''] = splitCode(text) ?? [];
  if (!code) return undefined;
  if (current && callingCode(current) === code) return { country: current, rest };
  const all = countriesIn('en').filter(([country]) => callingCode(country) === code);
  const country = main[code] ?? all[0]?.[0];
  return country === undefined ? undefined : { country, rest };
}

/** No code begins with another, so the first that is one is it. */
function splitCode(text: string): [sign: string, code: string, rest: string] | undefined {
  const after = /^\s*(?:\+|00)\s*(.*)$/s.exec(text)?.[1];
  if (after === undefined) return undefined;
  const known = new Set(countriesIn('en').map(([country]) => callingCode(country)));
  for (const length of [1, 2, 3]) {
    const code = after.slice(0, length);
    if (/^\d+$/.test(code) && code.length === length && known.has(code))
      return ['+', code, after.slice(length).replace(/^[\s.-]+/, '')];
  }
  return undefined;
}

/** The text to store. A number of the form's own country, `home`, stays as people there write it: the server knows the country as well. */
export function joined({ country, number }: Dialled, home?: string): string {
  const typed = number.trim();
  if (typed === '') return '';
  if (isWhole(typed)) return typed.replace(/^00/, '+');
  const code = country && country !== home && callingCode(country);
  return code ? `+${code} ${typed}` : number;
}

/** What was typed, pasted or filled in: a whole number moves the country, and stands as it was typed. */
export function typedIn(number: string, current: string): Dialled {
  return { country: (isWhole(number) && countryOf(number, current)?.country) || current, number };
}

/** A stored text in its two parts. */
export function parted(text: string, current: string): Dialled {
  const found = isWhole(text) ? countryOf(text, current) : undefined;
  return found ? { country: found.country, number: found.rest } : { country: current, number: text };
}
