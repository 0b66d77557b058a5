/** In which country a visitor most likely has a telephone: by the time zone where it tells, else by the browser's language. */

import { callingCode } from '../../engine/e164.ts';

/** Cities that name a time zone, each with its country. Of the others the language must tell. */
const cities =
  'Warsaw PL,Berlin DE,Paris FR,Rome IT,Madrid ES,Lisbon PT,London GB,Dublin IE,Amsterdam NL,Brussels BE,Zurich CH,Vienna AT,Prague CZ,Budapest HU,Bucharest RO,Sofia BG,Athens GR,Istanbul TR,Kyiv UA,Kiev UA,Moscow RU,Stockholm SE,Oslo NO,Copenhagen DK,Helsinki FI,Vilnius LT,Riga LV,Tallinn EE,Zagreb HR,Belgrade RS,Ljubljana SI,Bratislava SK,Luxembourg LU,Cairo EG,Riyadh SA,Dubai AE,Jerusalem IL,Casablanca MA,Lagos NG,Nairobi KE,Johannesburg ZA,Tokyo JP,Seoul KR,Shanghai CN,Hong_Kong HK,Taipei TW,Singapore SG,Jakarta ID,Manila PH,Bangkok TH,Kolkata IN,Calcutta IN,Karachi PK,Dhaka BD,Sydney AU,Melbourne AU,Brisbane AU,Perth AU,Auckland NZ,New_York US,Chicago US,Denver US,Los_Angeles US,Phoenix US,Toronto CA,Vancouver CA,Montreal CA,Mexico_City MX,Sao_Paulo BR,Buenos_Aires AR,Santiago CL,Bogota CO,Lima PE';
const countries = new Map(cities.split(',').map((row) => row.split(' ') as [string, string]));

export function guessCountry(timeZone: string, languages: readonly string[]): string {
  const region = (tag: string) => /[-_]([A-Z]{2})\b/.exec(tag)?.[1] ?? '';
  const known = countries.get(timeZone.replace(/^.*\//, ''));
  return known ?? languages.map(region).find((country) => callingCode(country) !== undefined) ?? '';
}
