/** The step that the visitor is on. One question leads; several short ones stand in a column. */

import type { Store } from '../store.ts';
import { isAlone } from './alone.ts';
import type { Outside } from './outside.ts';
import { Question } from './Question.tsx';
import { Text } from './Text.tsx';

export function Step({ store, outside }: { store: Store; outside: Outside | undefined }) {
  const step = store.definition.value;
  const alone = isAlone(store);
  return (
    <>
      {step?.title && (
        <h2 class="lead" part="heading" tabIndex={-1}>
          <Text of={step.title} store={store} />
        </h2>
      )}
      {step?.help && (
        <p class="help" part="help">
          <Text of={step.help} store={store} />
        </p>
      )}
      <div class="fields">
        {store.asked.value.map((field) => (
          <Question
            key={field.id}
            field={field}
            store={store}
            alone={alone}
            outside={outside}
            leads={alone && step?.title === undefined}
          />
        ))}
      </div>
    </>
  );
}
