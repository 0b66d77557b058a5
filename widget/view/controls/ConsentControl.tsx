/** A box to tick with the words that are agreed to. Never ticked by anybody but the visitor. */

import { Text } from '../Text.tsx';
import type { ControlProps } from './control.ts';

export function ConsentControl({ field, store, native }: ControlProps<'consent'>) {
  return (
    <label class="consent" part="card">
      <input
        {...native}
        type="checkbox"
        checked={store.values.value[field.id] === true}
        onClick={(event) => store.answer(field.id, event.currentTarget.checked)}
      />
      <span>
        <Text of={field.label} store={store} />
      </span>
    </label>
  );
}
