/** A rating: stars up to five, numbers beyond. */

import { defaultRating } from '../../engine/answers.ts';
import { Icon } from '../Icon.tsx';
import type { ControlProps } from './control.ts';

export function RatingControl({ field, store, native }: ControlProps<'rating'>) {
  const steps = Array.from({ length: field.max ?? defaultRating }, (_, index) => index + 1);
  const areStars = steps.length <= 5;
  const { name, required } = native;
  return (
    <>
      <div class="rating">
        {steps.map((step) => (
          <label key={step} class={areStars ? 'star' : 'cell'} part="card">
            <input
              class="over"
              type="radio"
              name={name}
              required={required}
              value={step}
              checked={store.values.value[field.id] === step}
              onClick={() => store.answer(field.id, step)}
            />
            {areStars && <Icon name="star" />}
            <span class={areStars ? 'unseen' : ''}>{step}</span>
          </label>
        ))}
      </div>
      {(field.low || field.high) && (
        <p class="ends">
          <span>{field.low}</span>
          <span>{field.high}</span>
        </p>
      )}
    </>
  );
}
