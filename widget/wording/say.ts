/** The widget's own words with their numbers filled in, by the rules of the language. */

import type { Plural } from '../locales/en.ts';
import { numberFormat, pluralRules } from './formats.ts';

/** Languages that write whole numbers below a thousand as JavaScript does: most numbers that are said need no formatter. */
const plain = /^(en|pl|it|ru|de|fr|es|pt|nl|uk|tr|ja|zh)\b/;

function inWords(value: number, language: string): string {
  const isPlain = Number.isInteger(value) && value >= 0 && value < 1000 && plain.test(language);
  return isPlain ? String(value) : numberFormat(language).format(value);
}

/**
 * Fills {n} and the like. Of several wordings the one for the plural category of `max`, else of `n`, is taken (CLDR plural
 * rules; a range goes by its upper end).
 */
export function say(
  wording: string | Plural,
  language: string,
  values: Readonly<Record<string, string | number>> = {},
): string {
  const count = Number(values.max ?? values.n);
  const chosen =
    typeof wording === 'string' ? wording : (wording[pluralRules(language).select(count)] ?? wording.other);
  return chosen.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name] ?? '';
    return typeof value === 'number' ? inWords(value, language) : value;
  });
}
