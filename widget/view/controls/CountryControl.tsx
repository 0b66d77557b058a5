/** A country, named in the form's language and sorted by its alphabet, those of the form first. */

import { countriesIn, type Named } from '../../wording/countries.ts';
import type { ControlProps } from './control.ts';
import { Select } from './Select.tsx';

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
