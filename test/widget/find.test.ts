import { describe, expect, test } from 'vitest';
import { toE164 } from '../../widget/engine/e164.ts';
import { find, meant } from '../../widget/view/combobox/find.ts';
import type { Item } from '../../widget/view/controls/Select.tsx';
import { joined, parted, typedIn } from '../../widget/view/phone/dial.ts';
import { guessCountry } from '../../widget/view/phone/guess.ts';
import { countriesIn } from '../../widget/wording/countries.ts';
import { formatCountry } from '../../widget/wording/format.ts';

const countries = (language: string): Item[] =>
  countriesIn(language).map(([value, label]) => ({
    value,
    label,
    also: [value, formatCountry(value, 'en')],
  }));

describe('a country is found', () => {
  test.each([
    ['en', 'pol', 'PL'],
    ['en', 'UK', 'GB'],
    ['en', 'usa', 'US'],
    ['en', 'holl', 'NL'],
    ['en', 'cote d', 'CI'],
    ['en', 'reunion', 'RE'],
    ['pl', 'wlochy', 'IT'],
    ['pl', 'slowenia', 'SI'],
    ['pl', 'Germany', 'DE'],
    ['de', 'osterreich', 'AT'],
    ['de', 'AT', 'AT'],
    ['tr', 'irlanda', 'IE'],
    ['ar', 'poland', 'PL'],
    ['ja', 'it', 'IT'],
  ])('in %s by %s', (language, typed, code) => {
    expect(find(countries(language), typed)[0]?.value).toBe(code);
  });

  test('and none by what is no country', () => {
    expect(find(countries('en'), 'xyzzy')).toEqual([]);
  });

  test.each([
    ['Poland', 'PL'],
    ['pl', 'PL'],
    ['Niger', 'NE'],
    ['Polan', 'PL'],
    ['united', undefined],
    ['xyzzy', undefined],
  ])('leaving the box with %s means %s', (typed, code) => {
    expect(meant(countries('en'), typed)?.value).toBe(code);
  });
});

describe('a phone number', () => {
  test('of the form’s own country is stored as people there write it', () => {
    expect(joined({ country: 'GB', number: '020 7946 0311' }, 'GB')).toBe('020 7946 0311');
    expect(joined({ country: 'GB', number: '020 7946 0311' }, 'PL')).toBe('+44 020 7946 0311');
  });

  test.each([
    // country chosen, typed, country then, stored, dialled
    ['PL', '600 100 200', 'PL', '+48 600 100 200', '+48600100200'],
    ['PL', '+48 600 100 200', 'PL', '+48 600 100 200', '+48600100200'],
    ['PL', '+49 30 1234567', 'DE', '+49 30 1234567', '+49301234567'],
    ['PL', '0049 30 1234567', 'DE', '+49 30 1234567', '+49301234567'],
    ['DE', '030 1234567', 'DE', '+49 030 1234567', '+49301234567'],
    ['GB', '07911 123456', 'GB', '+44 07911 123456', '+447911123456'],
    ['IT', '06 1234 5678', 'IT', '+39 06 1234 5678', '+390612345678'],
    ['CA', '+1 416 555 0123', 'CA', '+1 416 555 0123', '+14165550123'],
    ['PL', '+1 212 555 0123', 'US', '+1 212 555 0123', '+12125550123'],
    ['', '+353 1 234 5678', 'IE', '+353 1 234 5678', '+35312345678'],
    ['', '600 100 200', '', '600 100 200', undefined],
    ['PL', '', 'PL', '', undefined],
    ['PL', '+', 'PL', '+', undefined],
    ['PL', '+999', 'PL', '+999', undefined],
  ])('with %j chosen and %j typed is of %j and stored as %j', (country, typed, then, stored, dialled) => {
    const dial = typedIn(typed, country);
    expect(dial).toEqual({ country: then, number: typed });
    expect(joined(dial)).toBe(stored);
    expect(toE164(stored, undefined)).toBe(dialled);
  });

  test.each([
    ['+48 600 100 200', 'DE', { country: 'PL', number: '600 100 200' }],
    ['+48600100200', '', { country: 'PL', number: '600100200' }],
    ['+49 (30) 123', 'PL', { country: 'DE', number: '(30) 123' }],
    ['600 100 200', 'PL', { country: 'PL', number: '600 100 200' }],
    ['', 'PL', { country: 'PL', number: '' }],
  ])('stored as %j comes back in two parts', (stored, country, parts) => {
    expect(parted(stored, country)).toEqual(parts);
  });

  test.each([
    ['Europe/Warsaw', ['en-US'], 'PL'],
    ['America/New_York', ['en-US'], 'US'],
    ['Etc/UTC', ['en-GB', 'en'], 'GB'],
    ['Etc/UTC', ['en'], ''],
  ])('in %s with %j is guessed to be of %j', (zone, languages, country) => {
    expect(guessCountry(zone, languages)).toBe(country);
  });
});
