/** Making a key: what it is for and what it may do; then the key itself, this once. */
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { api, ask } from '../api.ts';
import { CopyField } from '../CopyField.tsx';
import { Dialog } from '../Dialog.tsx';
import type { MadeKey, Scope, Trouble } from '../shapes.ts';
import { TroubleBox } from '../TroubleBox.tsx';
import { scopeNames, scopes } from './roles.ts';

export function KeyDialog({ onClose }: { onClose: () => void }) {
  const chosen = useSignal<readonly Scope[]>(['leads:read']);
  const made = useSignal<MadeKey | undefined>(undefined);
  const trouble = useSignal<Trouble | undefined>(undefined);
  const busy = useSignal(false);
  const name = useRef<HTMLInputElement>(null);
  useEffect(() => name.current?.focus(), []);

  async function submit(event: Event) {
    event.preventDefault();
    busy.value = true;
    const json = { name: name.current?.value ?? '', scopes: [...chosen.value] };
    const answer = await ask<MadeKey>(api.keys.$post({ json }));
    busy.value = false;
    if (answer.ok) made.value = answer.value;
    else trouble.value = answer.trouble;
  }

  if (made.value) {
    return (
      <Dialog title={`The key “${made.value.name}”`} onClose={onClose}>
        <p>Copy it now: only its hash is kept, so it can never be shown again.</p>
        <CopyField label="Key" text={made.value.key} />
        <div class="dialog-foot">
          <button type="button" class="button button-main" onClick={onClose}>
            Done
          </button>
        </div>
      </Dialog>
    );
  }
  return (
    <Dialog title="New key" onClose={onClose}>
      <form class="stack" onSubmit={submit} noValidate>
        <label class="field">
          <span class="field-label">What it is for</span>
          <input ref={name} class="input" maxLength={120} autoComplete="off" placeholder="Data warehouse" />
        </label>
        <fieldset class="stage-choices">
          <legend class="field-label">It may</legend>
          {scopeNames.map((scope) => (
            <label key={scope} class="stage-choice">
              <input
                type="checkbox"
                checked={chosen.value.includes(scope)}
                onChange={(event) =>
                  (chosen.value = event.currentTarget.checked
                    ? [...chosen.value, scope]
                    : chosen.value.filter((other) => other !== scope))
                }
              />
              <strong>{scopes[scope]}</strong>
              <span class="muted mono">{scope}</span>
            </label>
          ))}
        </fieldset>
        {trouble.value && <TroubleBox trouble={trouble.value} />}
        <div class="dialog-foot">
          <button type="button" class="button" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" class="button button-main" disabled={busy.value}>
            Make the key
          </button>
        </div>
      </form>
    </Dialog>
  );
}
