/** Between 'Send' and the ending, where only the server knows which one it is. */

import type { Store } from '../store.ts';
import type { Delivery as State } from '../submission.ts';
import { Delivery } from './Delivery.tsx';
import { Skeleton } from './Skeleton.tsx';

const titles = {
  sending: 'waiting',
  sent: 'waiting',
  saved: 'thanks',
  held: 'waiting',
  refused: 'refused',
} as const;

export function Waiting({ store }: { store: Store }) {
  const state: State = store.delivery.value ?? 'sending';
  return (
    <>
      <h2 class="lead" tabIndex={-1}>
        {store.words[titles[state]]}
      </h2>
      {titles[state] === 'waiting' && <Skeleton />}
      <Delivery store={store} isTitled={state === 'refused'} />
    </>
  );
}
