/** A slider. It has no answer until it is touched, so that nobody answers by passing by. */

import { defaultRange } from '../../engine/answers.ts';
import { formatNumber } from '../../wording/format.ts';
import type { ControlProps } from './control.ts';

export function RangeControl({ field, store, native }: ControlProps<'range'>) {
  const { min, max, step } = { ...defaultRange, ...field };
  const answered = store.values.value[field.id];
  const value = typeof answered === 'number' ? answered : undefined;
  const inWords = (number: number) => formatNumber(number, field, store.form.language);
  const spoken = value === undefined ? store.words.slide : inWords(value);
  const take = (event: { currentTarget: HTMLInputElement }) =>
    store.answer(field.id, event.currentTarget.valueAsNumber);
  const { required, ...others } = native;
  return (
    <div class="range">
      <output for={native.id} class={value === undefined ? 'muted' : ''}>
        {spoken}
      </output>
      <input
        {...others}
        type="range"
        part="control"
        class={value === undefined ? 'untouched' : ''}
        min={min}
        max={max}
        step={step}
        value={String(value ?? min + Math.round((max - min) / 2 / step) * step)}
        aria-valuetext={spoken}
        style={{ '--at': value === undefined ? 0 : (value - min) / (max - min || 1) }}
        onInput={take}
        // A press on the handle where it stands is an answer as well.
        onClick={take}
      />
      <p class="ends">
        <span>
          {inWords(min)} {field.low}
        </span>
        <span>
          {field.high} {inWords(max)}
        </span>
      </p>
    </div>
  );
}
