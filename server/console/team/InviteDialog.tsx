/** Inviting somebody: an address, a name and a role; then the link to hand over. */
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { api, ask } from '../api.ts';
import { CopyField } from '../CopyField.tsx';
import type { Invited } from '../shapes.ts';
import { MakeDialog } from './MakeDialog.tsx';
import { RoleChoice } from './RoleChoice.tsx';
import type { Role } from './roles.ts';

export function InviteDialog({ onClose }: { onClose: () => void }) {
  const role = useSignal<Role>('sales');
  const name = useRef<HTMLInputElement>(null);
  const email = useRef<HTMLInputElement>(null);
  useEffect(() => name.current?.focus(), []);

  const make = () => {
    const json = {
      name: name.current?.value ?? '',
      email: email.current?.value.trim() ?? '',
      role: role.value,
    };
    return ask<Invited>(api.people.$post({ json }));
  };

  return (
    <MakeDialog
      title="Invite somebody"
      act="Make a link"
      make={make}
      made={({ person, link }) => ({
        title: `${person.name} is invited`,
        shown: (
          <>
            <p>
              Send this link to {person.email}. It is shown this once, and good for three days, for one
              person.
            </p>
            <CopyField label="Link" text={link} />
          </>
        ),
      })}
      onClose={onClose}
    >
      <label class="field">
        <span class="field-label">Name</span>
        <input ref={name} class="input" maxLength={120} autoComplete="off" />
      </label>
      <label class="field">
        <span class="field-label">E-mail</span>
        <input ref={email} class="input" type="email" maxLength={254} autoComplete="off" />
      </label>
      <RoleChoice value={role.value} onChange={(chosen) => (role.value = chosen)} />
    </MakeDialog>
  );
}
