/** Making a key: what it is for and what it may do; then the key itself, this once. */
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { api, ask } from '../api.ts';
import { CopyField } from '../CopyField.tsx';
import type { MadeKey, Scope } from '../shapes.ts';
import { MakeDialog } from './MakeDialog.tsx';
import { scopeNames, scopes } from './roles.ts';

export function KeyDialog({ onClose }: { onClose: () => void }) {
  const chosen = useSignal<readonly Scope[]>(['leads:read']);
  const name = useRef<HTMLInputElement>(null);
  useEffect(() => name.current?.focus(), []);

  const make = () =>
    ask<MadeKey>(api.keys.$post({ json: { name: name.current?.value ?? '', scopes: [...chosen.value] } }));
  const set = (scope: Scope, isChosen: boolean) => {
    const others = chosen.value.filter((other) => other !== scope);
    chosen.value = isChosen ? [...others, scope] : others;
  };

  return (
    <MakeDialog
      title="New key"
      act="Make the key"
      make={make}
      made={(key) => ({
        title: `The key “${key.name}”`,
        shown: (
          <>
            <p>Copy it now: only its hash is kept, so it can never be shown again.</p>
            <CopyField label="Key" text={key.key} />
          </>
        ),
      })}
      onClose={onClose}
    >
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
              onChange={(event) => set(scope, event.currentTarget.checked)}
            />
            <strong>{scopes[scope]}</strong>
            <span class="muted mono">{scope}</span>
          </label>
        ))}
      </fieldset>
    </MakeDialog>
  );
}
