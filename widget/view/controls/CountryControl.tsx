/** A country, named in the form's language and sorted by its alphabet, those of the form first. */

import { formatCountry } from '../../wording/format.ts';
import { countries } from '../countries.ts';
import type { ControlProps } from './control.ts';
import { Select } from './Select.tsx';

type Named = [code: string, name: string];

/** By language; naming them all takes longer than a key press should. */
const sorted = new Map<string, Named[]>();

function countriesIn(language: string): Named[] {
  const { compare } = new Intl.Collator(language);
  const known =
    sorted.get(language) ??
    countries
      .map((code): Named => [code, formatCountry(code, language)])
      .sort(([, one], [, other]) => compare(one, other));
  sorted.set(language, known);
  return known;
}

export function CountryControl({ field, store, native }: ControlProps<'country'>) {
  const all = countriesIn(store.form.language);
  const top = field.top ?? [];
  const draw = ([code, name]: Named) => (
    <option key={code} value={code} selected={store.values.value[field.id] === code}>
      {name}
    </option>
  );
  return (
    <Select native={native} store={store} placeholder={field.placeholder} autocomplete="country">
      {top.flatMap((code) => all.filter(([other]) => other === code)).map(draw)}
      {top[0] && <hr />}
      {all.filter(([code]) => !top.includes(code)).map(draw)}
    </Select>
  );
}
