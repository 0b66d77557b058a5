/** The widget's own words with their numbers filled in, by the rules of the language. */

import type { Plural } from '../locales/en.ts';

/**
 * Fills {n} and the like. Of several wordings the one for the plural category of `max`, else of `n`, is taken (CLDR plural
 * rules; a range goes by its upper end).
 */
export function say(
  wording: string | Plural,
  language: string,
  values: Readonly<Record<string, string | number>> = {},
): string {
  const number = (value: number) => new Intl.NumberFormat(language).format(value);
  const count = Number(values.max ?? values.n);
  const chosen =
    typeof wording === 'string'
      ? wording
      : (wording[new Intl.PluralRules(language).select(count)] ?? wording.other);
  return chosen.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name] ?? '';
    return typeof value === 'number' ? number(value) : value;
  });
}
