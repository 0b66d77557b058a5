/** A native list to choose from, in the widget's look. */

import type { ComponentChildren } from 'preact';
import type { Store } from '../../store.ts';
import { Icon } from '../Icon.tsx';
import type { Native } from './control.ts';

interface Props {
  native: Native;
  store: Store;
  placeholder: string | undefined;
  autocomplete?: string;
  children: ComponentChildren;
}

export function Select({ native, store, placeholder, autocomplete, children }: Props) {
  return (
    <span class="select">
      <select
        {...native}
        class="box"
        part="control"
        autocomplete={autocomplete}
        onInput={(event) => store.answer(native.name, event.currentTarget.value)}
      >
        <option value="">{placeholder ?? store.words.choose}</option>
        {children}
      </select>
      <Icon name="down" />
    </span>
  );
}
