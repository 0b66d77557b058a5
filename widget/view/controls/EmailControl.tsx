/** An e-mail address. Where the form wants work addresses, a free one gets a kind hint and is taken all the same. */

import { domainOf, isFreeDomain } from '../../engine/email.ts';
import type { ControlProps } from './control.ts';
import { TextControl } from './TextControl.tsx';

export function EmailControl(props: ControlProps<'email'>) {
  const { field, store } = props;
  const domain = domainOf(String(store.values.value[field.id] ?? '').trim());
  const hint = field.business === 'warn' && domain && isFreeDomain(domain);
  return (
    <>
      <TextControl {...props} />
      <div role="status">{hint && <p class="hint">{store.words.workEmailHint}</p>}</div>
    </>
  );
}
