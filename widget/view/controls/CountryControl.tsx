/** A country, named in the form's language and sorted by its alphabet, those of the form first. */

import { countriesIn, type Named } from '../../wording/countries.ts';
import { formatCountry } from '../../wording/format.ts';
import type { ControlProps } from './control.ts';
import { type Item, Select } from './Select.tsx';

export function CountryControl({ field, store, native, outside }: ControlProps<'country'>) {
  const all = countriesIn(store.form.language);
  const top = (field.top ?? []).flatMap((code) => all.filter(([other]) => other === code));
  const others = all.filter(([code]) => !field.top?.includes(code));
  const item = ([value, label]: Named): Item => ({
    value,
    label,
    // Asked for by those alone who search.
    get also() {
      return [value, formatCountry(value, 'en')];
    },
  });
  return (
    <Select
      native={native}
      store={store}
      outside={outside}
      placeholder={field.placeholder}
      autocomplete="country"
      items={[...top, ...others].map(item)}
      top={top.length}
    />
  );
}
