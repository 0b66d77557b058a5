/** One person: name and role, a new link, and letting them go. */
import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { api, ask } from '../api.ts';
import { CopyField } from '../CopyField.tsx';
import { Dialog } from '../Dialog.tsx';
import { who } from '../session.ts';
import type { Person, Trouble } from '../shapes.ts';
import { TroubleBox } from '../TroubleBox.tsx';
import { RoleChoice } from './RoleChoice.tsx';
import type { Role } from './roles.ts';

interface Props {
  person: Person;
  onClose: () => void;
}

export function PersonDialog({ person, onClose }: Props) {
  const role = useSignal<Role>(person.role);
  const link = useSignal<string | undefined>(undefined);
  const trouble = useSignal<Trouble | undefined>(undefined);
  const busy = useSignal(false);
  const name = useRef<HTMLInputElement>(null);
  const param = { id: person.id };
  const isOff = person.state === 'disabled';
  const isSelf = person.id === who.value?.id;

  async function change(disabled: boolean) {
    busy.value = true;
    const json = { name: name.current?.value ?? person.name, role: role.value, disabled };
    const answer = await ask(api.people[':id'].$put({ param, json }));
    busy.value = false;
    if (answer.ok) onClose();
    else trouble.value = answer.trouble;
  }

  async function makeLink() {
    busy.value = true;
    const answer = await ask<{ link: string }>(api.people[':id'].link.$post({ param }));
    busy.value = false;
    if (answer.ok) link.value = answer.value.link;
    else trouble.value = answer.trouble;
  }

  return (
    <Dialog title={person.name} onClose={onClose}>
      <form
        class="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void change(isOff);
        }}
      >
        <p class="muted">{person.email}</p>
        <label class="field">
          <span class="field-label">Name</span>
          <input ref={name} class="input" maxLength={120} defaultValue={person.name} autoComplete="off" />
        </label>
        <RoleChoice value={role.value} onChange={(chosen) => (role.value = chosen)} disabled={isSelf} />
        {isSelf && <p class="muted">Your own role is for another admin to change.</p>}
        {link.value && (
          <>
            <CopyField label="Link" text={link.value} />
            <p class="muted">Good for three days, for one person. It replaces the links before it.</p>
          </>
        )}
        {trouble.value && <TroubleBox trouble={trouble.value} />}
        <div class="person-more">
          {!isOff && !link.value && (
            <button type="button" class="button" disabled={busy.value} onClick={() => void makeLink()}>
              {person.state === 'invited' ? 'New invitation link' : 'Link for a new password'}
            </button>
          )}
          {!isSelf && (
            <button
              type="button"
              class={isOff ? 'button' : 'button button-danger'}
              disabled={busy.value}
              onClick={() => void change(!isOff)}
            >
              {isOff ? 'Enable' : 'Disable'}
            </button>
          )}
        </div>
        <div class="dialog-foot">
          <button type="button" class="button" onClick={onClose}>
            Close
          </button>
          <button type="submit" class="button button-main" disabled={busy.value}>
            Save
          </button>
        </div>
      </form>
    </Dialog>
  );
}
