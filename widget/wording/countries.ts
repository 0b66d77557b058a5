/** The countries of ISO 3166-1 and Kosovo, each word a first letter with all its second ones. Browsers and Node know the names. */
import { formatCountry } from './format.ts';

const words =
  'ADEFGILMOQRSTUWXZ BABDEFGHIJLMNOQRSTVWYZ CACDFGHIKLMNORUVWXYZ DEJKMOZ ECEGHRST FIJKMOR GABDEFGHILMNPQRSTUWY HKMNRTU IDELMNOQRST JEMOP KEGHIMNPRWYZ LABCIKRSTUVY MACDEFGHKLMNOPQRSTUVWXYZ NACEFGILOPRUZ OM PAEFGHKLMNRSTWY QA REOSUW SABCDEGHIJKLMNORSTVXYZ TCDFGHJKLMNORTVWZ UAGMSYZ VACEGINU WFS XK YET ZAMW';

const countries: readonly string[] = words
  .split(' ')
  .flatMap((word) => [...word.slice(1)].map((second) => `${word[0]}${second}`));

export type Named = readonly [code: string, name: string];

/** By language; naming them all takes longer than a key press should. */
const sorted = new Map<string, readonly Named[]>();

/** All countries, named in a language and sorted by its alphabet. */
export function countriesIn(language: string): readonly Named[] {
  const { compare } = new Intl.Collator(language);
  const known =
    sorted.get(language) ??
    countries
      .map((code): Named => [code, formatCountry(code, language)])
      .sort(([, one], [, other]) => compare(one, other));
  sorted.set(language, known);
  return known;
}
