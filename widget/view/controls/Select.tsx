/** A list to choose one from: the browser's own on phones and where it is short, otherwise one that can be searched. */

import type { Store } from '../../store.ts';
import { Finer } from '../Finer.tsx';
import { Icon } from '../Icon.tsx';
import type { Outside } from '../outside.ts';
import type { Native } from './control.ts';

export interface Item {
  value: string;
  label: string;
  /** Other words that it is found by. */
  also?: readonly string[];
}

export interface SelectProps {
  native: Native;
  store: Store;
  outside: Outside | undefined;
  placeholder: string | undefined;
  autocomplete?: string;
  items: readonly Item[];
  /** How many of the first stand apart from the others. */
  top?: number;
}

/** Above so many, searching beats looking. */
const many = 12;

export function Select(props: SelectProps) {
  const plain = <Plain {...props} />;
  if (props.items.length <= many) return plain;
  return (
    <Finer
      part="combobox"
      outside={props.outside}
      when={() => matchMedia('(pointer: fine)').matches}
      plain={plain}
      draw={({ Combobox }) => <Combobox {...props} />}
    />
  );
}

function Plain({ native, store, placeholder, autocomplete, items, top = 0 }: SelectProps) {
  const draw = ({ value, label }: Item) => (
    <option key={value} value={value} selected={store.values.value[native.name] === value}>
      {label}
    </option>
  );
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
        {items.slice(0, top).map(draw)}
        {top > 0 && <hr />}
        {items.slice(top).map(draw)}
      </select>
      <Icon name="down" />
    </span>
  );
}
