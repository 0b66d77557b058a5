/** Stands where the form would, when it cannot be shown: says so, and offers another try and another way. */

import type { Served } from './served.ts';
import { Contact } from './view/Contact.tsx';

export interface Excuse {
  words: Pick<Served['words'], 'loadFailed' | 'retry' | 'reach'>;
  contact: Served['contact'];
}

interface Props extends Excuse {
  retry(): void;
}

export function Fault({ words, contact, retry }: Props) {
  return (
    <div class="fault" role="alert">
      <p>{words.loadFailed}</p>
      <p class="foot">
        <button type="button" class="button" part="button" onClick={retry}>
          {words.retry}
        </button>
        <Contact contact={contact} words={words.reach} />
      </p>
      {/* What the page has put into the element for this case. */}
      <slot />
    </div>
  );
}
