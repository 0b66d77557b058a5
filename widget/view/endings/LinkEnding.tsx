/** A link as a button: a guide to download, a page to go on to. */

import { fillAddress } from '../../wording/address.ts';
import type { EndingProps } from './ending.ts';

export function LinkEnding({ show, store }: EndingProps<'download' | 'message' | 'redirect'>) {
  const { words, judgement } = store;
  const address = show.url && fillAddress(show.url, judgement.value.path.answers);
  const isFile = show.type === 'download';
  if (!address) return null;
  return (
    <p class="foot">
      <a class="button" part="button" href={address} {...(isFile && { target: '_blank', rel: 'noopener' })}>
        {'label' in show && show.label ? show.label : isFile ? words.download : words.continue}
        {isFile && <span class="unseen"> ({words.newTab})</span>}
      </a>
    </p>
  );
}
