/** A text that is to be taken elsewhere, with a button that copies it. */
import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { CheckIcon, CopyIcon } from './icons.tsx';

export function CopyField({ label, text }: { label: string; text: string }) {
  const id = useId();
  const state = useSignal<'' | 'copied' | 'failed'>('');

  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      state.value = 'copied';
    } catch {
      state.value = 'failed';
    }
  }

  return (
    <div class="stack">
      <div class="field">
        <label class="field-label" for={id}>
          {label}
        </label>
        <div class="beside">
          <input
            id={id}
            class="input mono"
            value={text}
            readOnly
            onFocus={(event) => event.currentTarget.select()}
          />
          <button type="button" class="button" onClick={() => void copy()}>
            {state.value === 'copied' ? <CheckIcon size={14} /> : <CopyIcon size={14} />}
            {state.value === 'copied' ? 'Copied' : 'Copy'}
          </button>
        </div>
      </div>
      <p class="unseen" role="status">
        {state.value === 'copied' ? `${label} copied` : ''}
      </p>
      {state.value === 'failed' && (
        <p class="field-error" role="alert">
          The browser does not let this page copy. Select the text and copy it by hand.
        </p>
      )}
    </div>
  );
}
