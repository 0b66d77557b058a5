/** A message; after a no also a way to say 'I think this is a mistake'. */

import type { EndingProps } from './ending.ts';
import { LinkEnding } from './LinkEnding.tsx';

export function MessageEnding(props: EndingProps<'message'>) {
  const { show, store } = props;
  return (
    <>
      <LinkEnding {...props} />
      {show.appeal && (
        <div role="status">
          {store.appealed.value ? (
            <p class="prose">{store.words.appealed}</p>
          ) : (
            <button type="button" class="quiet" onClick={store.appeal}>
              {store.words.appeal}
            </button>
          )}
        </div>
      )}
    </>
  );
}
