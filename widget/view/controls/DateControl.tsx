/** A day, with the browser's own calendar. */

import type { ControlProps } from './control.ts';

/** Half a date is something to mend and not the same as none. */
const read = ({ validity, value }: HTMLInputElement) => (validity.badInput ? '?' : value);

export function DateControl({ field, store, native }: ControlProps<'date'>) {
  const value = String(store.values.value[field.id] ?? '');
  return (
    <input
      {...native}
      // Setting the value would wipe out a half-typed one.
      ref={(input) => {
        if (input && read(input) !== value) input.value = value;
      }}
      type="date"
      class="box"
      part="control"
      min={field.min}
      max={field.max}
      onInput={(event) => store.answer(field.id, read(event.currentTarget))}
    />
  );
}
