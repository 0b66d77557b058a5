/** What the visitor gets in the end: a heading, a sentence, one clear thing to do. */

import type { ComponentType } from 'preact';
import type { Words } from '../locales/en.ts';
import type { ShowType } from '../schema/form.ts';
import type { Store } from '../store.ts';
import { Delivery } from './Delivery.tsx';
import { BookingEnding } from './endings/BookingEnding.tsx';
import { CallEnding } from './endings/CallEnding.tsx';
import type { EndingProps } from './endings/ending.ts';
import { LinkEnding } from './endings/LinkEnding.tsx';
import { MessageEnding } from './endings/MessageEnding.tsx';
import { RedirectEnding } from './endings/RedirectEnding.tsx';
import type { Outside } from './outside.ts';
import { Text } from './Text.tsx';

/** One row a kind of ending: what it offers, and its heading unless the form has one. */
const endings: { [T in ShowType]: { Draw: ComponentType<EndingProps<T>>; title: keyof Words } } = {
  message: { Draw: MessageEnding, title: 'thanks' },
  redirect: { Draw: RedirectEnding, title: 'leaving' },
  download: { Draw: LinkEnding, title: 'thanks' },
  booking: { Draw: BookingEnding, title: 'book' },
  call: { Draw: CallEnding, title: 'thanks' },
};

export function Ending({ store, outside }: { store: Store; outside: Outside | undefined }) {
  const show = store.ending.value?.show;
  if (!show) return null;
  const { Draw, title } = endings[show.type];
  const Offer = Draw as ComponentType<EndingProps<ShowType>>;
  return (
    <>
      <h2 class="lead" part="heading" tabIndex={-1}>
        <Text of={show.title ?? String(store.words[title])} store={store} />
      </h2>
      {show.text && (
        <p class="prose">
          <Text of={show.text} store={store} />
        </p>
      )}
      <Offer show={show as never} store={store} outside={outside} />
      <Delivery store={store} />
    </>
  );
}
