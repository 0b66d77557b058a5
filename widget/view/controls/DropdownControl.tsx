/** One of many options, in a list. */

import type { ControlProps } from './control.ts';
import { Select } from './Select.tsx';

export function DropdownControl({ field, store, native, outside }: ControlProps<'dropdown'>) {
  return (
    <Select
      native={native}
      store={store}
      outside={outside}
      placeholder={field.placeholder}
      items={field.options.map(({ id, label }) => ({ value: id, label }))}
    />
  );
}
