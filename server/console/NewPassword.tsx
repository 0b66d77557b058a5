/** A field for a password that is being chosen: it can be looked at, and says when it is long enough. */
import { useSignal } from '@preact/signals';
import type { RefObject } from 'preact';

/** As the server wants it. */
export const shortestPassword = 12;

interface Props {
  label: string;
  input: RefObject<HTMLInputElement | null>;
}

export function NewPassword({ label, input }: Props) {
  const length = useSignal(0);
  const isShown = useSignal(false);
  const missing = shortestPassword - length.value;
  return (
    <div class="field">
      <label class="field-label" for="new-password">
        {label}
      </label>
      <div class="beside">
        <input
          ref={input}
          id="new-password"
          class="input"
          // Preact's types know no field that changes its type.
          type={(isShown.value ? 'text' : 'password') as 'password'}
          autoComplete="new-password"
          aria-describedby="new-password-help"
          onInput={(event) => (length.value = event.currentTarget.value.length)}
        />
        <button
          type="button"
          class="button"
          aria-pressed={isShown.value}
          onClick={() => (isShown.value = !isShown.value)}
        >
          {isShown.value ? 'Hide' : 'Show'}
        </button>
      </div>
      <span id="new-password-help" class="field-help">
        {length.value === 0
          ? `At least ${shortestPassword} characters; a few plain words will do.`
          : missing > 0
            ? `${missing} more ${missing === 1 ? 'character' : 'characters'}.`
            : 'Long enough.'}
      </span>
    </div>
  );
}
