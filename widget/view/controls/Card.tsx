/** One option to choose: the whole card is the target, the number key at its start chooses it. */

import type { DefinitionOption } from '../../schema/definition.ts';
import type { Store } from '../../store.ts';
import { Icon, Sign } from '../Icon.tsx';
import type { Outside } from '../outside.ts';
import { Text } from '../Text.tsx';
import { Picture } from './Picture.tsx';

interface Props {
  type: 'radio' | 'checkbox';
  option: DefinitionOption;
  /** The number key that chooses this card, if one does. */
  digit: number | undefined;
  chosen: boolean;
  native: { name: string; required?: boolean; 'aria-invalid'?: boolean };
  store: Store;
  /** Id of the question, and where its pictures come from. */
  field: string;
  outside: Outside | undefined;
  onChoose(chosen: boolean): void;
}

export function Card({ type, option, digit, chosen, native, store, field, outside, onChoose }: Props) {
  return (
    <label class={`card ${type}`} part="card">
      <input
        {...native}
        class="over"
        type={type}
        value={option.id}
        checked={chosen}
        aria-keyshortcuts={digit?.toString()}
        onClick={(event) => onChoose(event.currentTarget.checked)}
      />
      {option.pictured && <Picture field={field} option={option.id} outside={outside} />}
      {digit && (
        <b class="key" aria-hidden="true">
          {digit}
        </b>
      )}
      {option.sign && <Sign path={option.sign} />}
      <span>
        <Text of={option.label} store={store} />
        {option.help && (
          <small>
            <Text of={option.help} store={store} />
          </small>
        )}
      </span>
      <i>
        <Icon name="check" />
      </i>
    </label>
  );
}

/** Cards stand in two columns only where every label is short; whether there is room, the style decides. */
export function cardsClass(options: readonly DefinitionOption[]): string {
  if (options.some(({ pictured }) => pictured)) return 'cards pictured';
  const areShort = options.length > 3 && options.every(({ label, help }) => label.length < 20 && !help);
  return areShort ? 'cards short' : 'cards';
}
