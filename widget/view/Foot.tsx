/** The row under a step: on, back, how much is left, and a quiet way to start over. */

import type { Store } from '../store.ts';
import { say } from '../wording/say.ts';
import { Icon } from './Icon.tsx';
import type { Moves } from './moves.ts';
import type { Outside } from './outside.ts';
import { Text } from './Text.tsx';

/** '2–4 questions left'. */
export function leftInWords({ left, words, form }: Store): string {
  const { min, max } = left.value;
  return min === max
    ? say(words.left, form.language, { n: max })
    : say(words.leftBetween, form.language, { min, max });
}

interface Props {
  store: Store;
  moves: Moves;
  outside: Outside | undefined;
}

export function Foot({ store, moves, outside }: Props) {
  const { words, id, stepId, previous, following, definition, memory, move } = store;
  const own = definition.value?.button;
  const isKnown = memory.value.known.length > 0 || Object.keys(memory.value.answers).length > 0;
  // Nothing has moved yet and there is a way back: a draft from before.
  const isResumed = previous.value && move.value === 'none';
  return (
    <>
      <div class="foot">
        <button type="submit" class="button" part="button">
          {own ? <Text of={own} store={store} /> : following.value ? words.next : words.submit}
        </button>
        {previous.value && (
          <button type="button" class="quiet" part="back" onClick={moves.back}>
            <Icon name="back" />
            {words.back}
          </button>
        )}
        <span class="left">{leftInWords(store)}</span>
      </div>
      {outside && stepId.value !== '' && (
        // Robots fill in whatever there is. Its name is another one each time, so that neither they nor autofill know it.
        <input
          class="unseen"
          name={id.value.slice(-7)}
          tabIndex={-1}
          autoComplete="off"
          aria-hidden="true"
          onInput={(event) => outside.spring(event.currentTarget.value)}
        />
      )}
      {isResumed && (
        <button type="button" class="quiet small" onClick={() => moves.reset()}>
          {words.restart}
        </button>
      )}
      {!previous.value && isKnown && (
        <button type="button" class="quiet small" onClick={() => moves.reset({ forget: true })}>
          {words.notYou}
        </button>
      )}
    </>
  );
}
