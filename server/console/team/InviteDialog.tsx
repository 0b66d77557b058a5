/** Inviting somebody: an address, a name and a role; then the link to hand over. */
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { api, ask } from '../api.ts';
import { CopyField } from '../CopyField.tsx';
import { Dialog } from '../Dialog.tsx';
import type { Invited, Trouble } from '../shapes.ts';
import { TroubleBox } from '../TroubleBox.tsx';
import { RoleChoice } from './RoleChoice.tsx';
import type { Role } from './roles.ts';

export function InviteDialog({ onClose }: { onClose: () => void }) {
  const role = useSignal<Role>('sales');
  const invited = useSignal<Invited | undefined>(undefined);
  const trouble = useSignal<Trouble | undefined>(undefined);
  const busy = useSignal(false);
  const name = useRef<HTMLInputElement>(null);
  const email = useRef<HTMLInputElement>(null);
  useEffect(() => name.current?.focus(), []);

  async function submit(event: Event) {
    event.preventDefault();
    const json = {
      name: name.current?.value ?? '',
      email: email.current?.value.trim() ?? '',
      role: role.value,
    };
    busy.value = true;
    const answer = await ask<Invited>(api.people.$post({ json }));
    busy.value = false;
    if (answer.ok) invited.value = answer.value;
    else trouble.value = answer.trouble;
  }

  if (invited.value) {
    return (
      <Dialog title={`${invited.value.person.name} is invited`} onClose={onClose}>
        <p>
          Send this link to {invited.value.person.email}. It is shown this once, and good for three days, for
          one person.
        </p>
        <CopyField label="Link" text={invited.value.link} />
        <div class="dialog-foot">
          <button type="button" class="button button-main" onClick={onClose}>
            Done
          </button>
        </div>
      </Dialog>
    );
  }
  return (
    <Dialog title="Invite somebody" onClose={onClose}>
      <form class="stack" onSubmit={submit} noValidate>
        <label class="field">
          <span class="field-label">Name</span>
          <input ref={name} class="input" maxLength={120} autoComplete="off" />
        </label>
        <label class="field">
          <span class="field-label">E-mail</span>
          <input ref={email} class="input" type="email" maxLength={254} autoComplete="off" />
        </label>
        <RoleChoice value={role.value} onChange={(chosen) => (role.value = chosen)} />
        {trouble.value && <TroubleBox trouble={trouble.value} />}
        <div class="dialog-foot">
          <button type="button" class="button" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" class="button button-main" disabled={busy.value}>
            Make a link
          </button>
        </div>
      </form>
    </Dialog>
  );
}
