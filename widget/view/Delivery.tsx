/** How the submission fares, in words: sending, sent, kept on this device or only in this page, or refused with another try. */

import type { Words } from '../locales/en.ts';
import type { Store } from '../store.ts';
import type { Delivery as State } from '../submission.ts';
import { Contact } from './Contact.tsx';
import { Icon } from './Icon.tsx';

const looks: { [S in State]: { icon: 'check' | 'clock' | 'alert'; words: keyof Words & S } } = {
  sending: { icon: 'clock', words: 'sending' },
  sent: { icon: 'check', words: 'sent' },
  saved: { icon: 'clock', words: 'saved' },
  held: { icon: 'alert', words: 'held' },
  refused: { icon: 'alert', words: 'refused' },
};

interface Props {
  store: Store;
  /** A heading above says it already. */
  isTitled?: boolean;
}

export function Delivery({ store, isTitled }: Props) {
  const state = store.delivery.value;
  return (
    <div role="status" class={`delivery ${state}`} part="delivery">
      {state && !isTitled && (
        <p>
          <Icon name={looks[state].icon} />
          <span>{store.words[looks[state].words]}</span>
        </p>
      )}
      {state === 'refused' && (
        <p class="foot">
          <button type="button" class="button" part="button" onClick={store.retry}>
            {store.words.retry}
          </button>
          <Contact contact={store.form.contact} words={store.words.reach} />
        </p>
      )}
    </div>
  );
}
