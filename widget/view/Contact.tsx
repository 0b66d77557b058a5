/** Another way to reach somebody, where the form is none. */

import { isSafeUrl } from '../engine/url.ts';
import type { Served } from '../served.ts';

interface Props {
  contact: Served['contact'];
  /** What the link says unless the form has words of its own. */
  words: string;
}

export function Contact({ contact, words }: Props) {
  if (!contact || !isSafeUrl(contact.url)) return null;
  return (
    <a class="quiet" href={contact.url}>
      {contact.label ?? words}
    </a>
  );
}
