/** A number to call. */

import { say } from '../../wording/say.ts';
import type { EndingProps } from './ending.ts';

export function CallEnding({ show, store }: EndingProps<'call'>) {
  // Marks that keep a number in one piece where the words around it run from right to left.
  const phone = `\u2066${show.phone}\u2069`;
  return (
    <p class="foot">
      <a class="button" part="button" href={`tel:${show.phone.replaceAll(' ', '')}`}>
        {show.label ?? say(store.words.call, store.form.language, { phone })}
      </a>
    </p>
  );
}
