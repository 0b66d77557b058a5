/** Several lines of text. Grows with what is written, where the browser can. */

import type { ControlProps } from './control.ts';

export function LongTextControl({ field, store, native }: ControlProps<'longtext'>) {
  return (
    <textarea
      {...native}
      class="box"
      part="control"
      style={{ '--rows': field.rows ?? 3 }}
      placeholder={field.placeholder}
      value={String(store.values.value[field.id] ?? '')}
      onInput={(event) => store.answer(field.id, event.currentTarget.value)}
    />
  );
}
