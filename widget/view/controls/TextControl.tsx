/** One line of text: names, e-mail addresses, phone numbers, web addresses. */

import type { InputHTMLAttributes } from 'preact';
import type { ControlProps } from './control.ts';

type Kind = 'text' | 'email' | 'phone' | 'url';

/** Keyboards and autofill. Addresses and numbers read from left to right in every language. */
const kinds: { [K in Kind]: InputHTMLAttributes } = {
  text: {},
  email: { type: 'email', autocomplete: 'email', dir: 'ltr' },
  phone: { type: 'tel', autocomplete: 'tel', dir: 'ltr' },
  url: { inputMode: 'url', autocomplete: 'url', autocapitalize: 'none', dir: 'ltr' },
};

export function TextControl({ field, store, native }: ControlProps<Kind>) {
  return (
    <input
      {...native}
      {...kinds[field.type]}
      {...('autocomplete' in field && { autocomplete: field.autocomplete })}
      class="box"
      part="control"
      placeholder={field.placeholder}
      enterkeyhint={store.following.value ? 'next' : 'send'}
      value={String(store.values.value[field.id] ?? '')}
      onInput={(event) => store.answer(field.id, event.currentTarget.value)}
    />
  );
}
