import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { callingCode, toE164 } from '../../widget/engine/e164.ts';

/** ISO 3166-1, every code that stands for a place where somebody may have a phone. */
const countries =
  `AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF
CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI
GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ
LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO
NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST
SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW`.split(
    /\s/,
  );

/** Typed, in which country, and what it is; none if it cannot be told. */
const numbers: [string, string | undefined, string | undefined][] = [
  // With a code, the country does not matter.
  ['+48 22 123 45 67', undefined, '+48221234567'],
  ['+48 22 123 45 67', 'US', '+48221234567'],
  ['0048 600 123 456', 'DE', '+48600123456'],
  ['tel:+1-202-555-0143', undefined, '+12025550143'],
  ['011 44 20 7946 0958', 'US', '+442079460958'],
  ['0011 44 20 7946 0958', 'AU', '+442079460958'],
  ['010 48 600 123 456', 'JP', '+48600123456'],
  ['+999 123 456 789', undefined, undefined],
  ['+800 1234 5678', undefined, '+80012345678'],
  // Typed at home: the trunk prefix goes.
  ['022 123 45 67', 'DE', '+49221234567'],
  ['030/1234567', 'DE', '+49301234567'],
  ['020 7946 0958', 'GB', '+442079460958'],
  ['06 12 34 56 78', 'FR', '+33612345678'],
  ['06-1 234 5678', 'HU', '+3612345678'],
  ['8 (912) 345-67-89', 'RU', '+79123456789'],
  ['912 345 67 89', 'RU', '+79123456789'],
  ['800 555 35 35', 'RU', '+78005553535'],
  ['8 701 234 56 78', 'KZ', '+77012345678'],
  ['8 029 123-45-67', 'BY', '+375291234567'],
  ['029 123 45 67', 'BY', '+375291234567'],
  ['8 612 34567', 'LT', '+37061234567'],
  ['0 612 34567', 'LT', '+37061234567'],
  ['(202) 555-0143', 'US', '+12025550143'],
  ['1 202 555 0143', 'CA', '+12025550143'],
  ['555-0143', 'US', undefined],
  ['044 55 1234 5678', 'MX', '+525512345678'],
  // No trunk prefix.
  ['612 34 56 78', 'ES', '+34612345678'],
  ['22 123 45 67', 'PL', '+48221234567'],
  ['601 123 456', 'CZ', '+420601123456'],
  ['20 12 34 56', 'DK', '+4520123456'],
  ['412 34 567', 'NO', '+4741234567'],
  ['912 345 678', 'PT', '+351912345678'],
  ['210 123 4567', 'GR', '+302101234567'],
  // The 0 belongs to the number.
  ['06 1234 5678', 'IT', '+390612345678'],
  ['06 698 1234', 'VA', '+39066981234'],
  ['0549 123456', 'SM', '+3780549123456'],
  ['+39 (0)6 1234 5678', undefined, '+390612345678'],
  ['392 123 4567', 'IT', '+393921234567'],
  // A 0 in brackets, or one that was left by mistake.
  ['+44 (0)20 7946 0958', undefined, '+442079460958'],
  ['0044 (0) 20 7946 0958', undefined, '+442079460958'],
  ['+49 030 1234567', undefined, '+49301234567'],
  // The code without its plus.
  ['48 22 123 45 67', 'PL', '+48221234567'],
  ['7 912 345 67 89', 'RU', '+79123456789'],
  ['49 30 1234567', 'DE', undefined],
  // What stands behind the number.
  ['+1 202 555 0143 ext. 12', undefined, '+12025550143'],
  ['202-555-0143 x7', 'US', '+12025550143'],
  ['+1 202 555 0143 #4', undefined, '+12025550143'],
  ['+1-202-555-0143;ext=99', undefined, '+12025550143'],
  ['22 123 45 67 wew. 12', 'PL', '+48221234567'],
  // Other digits, other dashes, signs that cannot be seen.
  ['\u202a+48\u00a0600\u2011123\u2011456\u202c', undefined, '+48600123456'],
  ['+٩٦٦ ٥٠ ١٢٣ ٤٥٦٧', undefined, '+966501234567'],
  ['＋４８ ６００ １２３ ４５６', undefined, '+48600123456'],
  // Nothing to go by.
  ['600 123 456', undefined, undefined],
  ['600 123 456', 'ZZ', undefined],
  ['', 'PL', undefined],
  ['call me', 'PL', undefined],
  ['1-800-FLOWERS', 'US', undefined],
  ['+48 123', undefined, undefined],
  ['+49 1234 5678 9012 3456', undefined, undefined],
  ['12+48600123456', 'PL', undefined],
];

describe('a phone number in E.164', () => {
  test.each(numbers)('%j typed in %s is %s', (typed, country, expected) => {
    expect(toE164(typed, country)).toBe(expected);
  });

  test('every country has a calling code', () => {
    expect(countries.filter((country) => callingCode(country) === undefined)).toEqual([]);
    expect(countries.length).toBeGreaterThan(245);
  });

  test('a country may be written small', () => {
    expect(toE164('22 123 45 67', 'pl')).toBe('+48221234567');
  });

  test('whatever is typed gives E.164 or nothing, and what it gives stays as it is', () => {
    const typed = fc.oneof(fc.string(), fc.stringMatching(/^[+0-9 ()./-]{0,20}$/));
    fc.assert(
      fc.property(typed, fc.constantFrom(...countries, undefined), (text, country) => {
        const number = toE164(text, country);
        if (number === undefined) return;
        expect(number).toMatch(/^\+[1-9]\d{6,14}$/);
        expect(toE164(number, undefined)).toBe(number);
      }),
      { numRuns: 3000 },
    );
  });
});
