/** A message; after a no also a way to say 'I think this is a mistake'. */

import type { Words } from '../../locales/en.ts';
import type { Store } from '../../store.ts';
import type { EndingProps } from './ending.ts';
import { LinkEnding } from './LinkEnding.tsx';

const told = {
  sending: 'waiting',
  held: 'appealHeld',
  sent: 'appealed',
  failed: 'appealFailed',
} as const satisfies Record<NonNullable<Store['appealing']['value']>, keyof Words>;

export function MessageEnding(props: EndingProps<'message'>) {
  const { show, store } = props;
  const { words } = store;
  const state = store.appealing.value;
  return (
    <>
      <LinkEnding {...props} />
      {show.appeal && (
        <div role="status">
          {state && <p class="prose">{words[told[state]]}</p>}
          {(!state || state === 'failed') && (
            <button type="button" class="quiet" onClick={store.appeal}>
              {state ? words.retry : words.appeal}
            </button>
          )}
        </div>
      )}
    </>
  );
}
