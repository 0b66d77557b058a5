/** A number, typed the way the visitor's language writes it, with its currency or unit beside it. */

import { formatNumber } from '../../wording/format.ts';
import { readNumber } from '../../wording/number.ts';
import type { ControlProps } from './control.ts';

/** Marks of direction, which some languages put around a currency. */
const marks = /[\u200e\u200f\u061c]/g;

export function NumberControl({ field, store, native }: ControlProps<'number'>) {
  const { language } = store.form;
  const value = store.values.value[field.id] ?? '';
  const read = (input: HTMLInputElement) => readNumber(input.value, language);
  const show = (input: HTMLInputElement) => {
    input.value = typeof value === 'number' ? formatNumber(value, {}, language) : String(value);
  };
  // '5 €' or '$5': the language decides on which side the sign stands.
  const money = formatNumber(5, { currency: field.currency }, language).replace(marks, '');
  const leads = field.currency && !/^\p{N}/u.test(money);
  const sign = field.unit ?? (field.currency && money.replace(/[\p{N}\s]/gu, ''));
  return (
    <span class={`box amount ${leads ? 'leads' : ''}`} part="control">
      <input
        {...native}
        // What stands there is left as it was typed as long as it means the same.
        ref={(input) => {
          if (input && read(input) !== value) show(input);
        }}
        inputMode="decimal"
        autocomplete="off"
        placeholder={field.placeholder}
        enterkeyhint={store.following.value ? 'next' : 'send'}
        onInput={(event) => store.answer(field.id, read(event.currentTarget))}
        onChange={(event) => show(event.currentTarget)}
      />
      {sign && <span>{sign}</span>}
    </span>
  );
}
