/** One of many options, in a native list. */

import type { ControlProps } from './control.ts';
import { Select } from './Select.tsx';

export function DropdownControl({ field, store, native }: ControlProps<'dropdown'>) {
  return (
    <Select native={native} store={store} placeholder={field.placeholder}>
      {field.options.map(({ id, label }) => (
        <option key={id} value={id} selected={store.values.value[field.id] === id}>
          {label}
        </option>
      ))}
    </Select>
  );
}
