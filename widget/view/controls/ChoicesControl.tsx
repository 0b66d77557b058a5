/** Any number of options, as cards. */

import { Card, cardsClass } from './Card.tsx';
import type { ControlProps } from './control.ts';

export function ChoicesControl({ field, store, native, alone, outside }: ControlProps<'choices'>) {
  const chosen = () => (store.values.value[field.id] ?? []) as string[];
  const choose = (id: string, isChosen: boolean) => {
    const others = chosen().filter((other) => other !== id);
    store.answer(field.id, isChosen ? [...others, id] : others);
  };
  return (
    <div class={cardsClass(field.options)}>
      {field.options.map((option, index) => (
        <Card
          key={option.id}
          type="checkbox"
          option={option}
          digit={alone && index < 9 ? index + 1 : undefined}
          chosen={chosen().includes(option.id)}
          native={{ name: native.name, 'aria-invalid': native['aria-invalid'] }}
          store={store}
          field={field.id}
          outside={outside}
          onChoose={(isChosen) => choose(option.id, isChosen)}
        />
      ))}
    </div>
  );
}
