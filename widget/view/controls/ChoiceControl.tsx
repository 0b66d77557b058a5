/** One of several options, as cards. */

import { Card, cardsClass } from './Card.tsx';
import type { ControlProps } from './control.ts';

export function ChoiceControl({ field, store, native, alone, outside }: ControlProps<'choice'>) {
  const { name, required } = native;
  return (
    <div class={cardsClass(field.options)}>
      {field.options.map((option, index) => (
        <Card
          key={option.id}
          type="radio"
          option={option}
          digit={alone && index < 9 ? index + 1 : undefined}
          chosen={store.values.value[field.id] === option.id}
          native={{ name, required }}
          store={store}
          field={field.id}
          outside={outside}
          onChoose={() => store.answer(field.id, option.id)}
        />
      ))}
    </div>
  );
}
