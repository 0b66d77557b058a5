/** Everybody who may sign in, and in which role. */
import { useSignal } from '@preact/signals';
import { api, ask } from '../api.ts';
import { PlusIcon } from '../icons.tsx';
import { useResource } from '../resource.ts';
import { Skeleton } from '../Skeleton.tsx';
import type { Person } from '../shapes.ts';
import { TroubleBox } from '../TroubleBox.tsx';
import { InviteDialog } from './InviteDialog.tsx';
import { PersonDialog } from './PersonDialog.tsx';
import { roles } from './roles.ts';
import { stateLabels } from './words.ts';

export function People() {
  const { value, trouble, reload } = useResource('people', () =>
    ask<{ people: Person[] }>(api.people.$get()),
  );
  const inviting = useSignal(false);
  const open = useSignal<Person | undefined>(undefined);
  const people = value?.people;
  return (
    <>
      <div class="team-bar">
        <p class="muted">Each person signs in by address and password, and may do what the role allows.</p>
        <button type="button" class="button button-main" onClick={() => (inviting.value = true)}>
          <PlusIcon size={15} /> Invite
        </button>
      </div>
      {trouble && <TroubleBox trouble={trouble} onRetry={reload} />}
      {!people && !trouble && <Skeleton lines={4} />}
      {people?.length === 0 && (
        <div class="empty">
          <h2>Nobody but you yet</h2>
          <p>
            Whoever has the key of the server may do everything. Invite the others instead of handing the key
            around: each gets a role, and the histories show who did what.
          </p>
        </div>
      )}
      {people && people.length > 0 && (
        <table class="team-table">
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Role</th>
              <th scope="col">State</th>
            </tr>
          </thead>
          <tbody>
            {people.map((person) => (
              <tr key={person.id} class={person.state === 'disabled' ? 'is-off' : undefined}>
                <td>
                  <button type="button" class="row-button" onClick={() => (open.value = person)}>
                    {person.name}
                  </button>
                  <span class="muted">{person.email}</span>
                </td>
                <td title={roles[person.role].says}>{roles[person.role].label}</td>
                <td>
                  {stateLabels[person.state]}
                  {person.totp && <span class="tag">authenticator</span>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {inviting.value && (
        <InviteDialog
          onClose={() => {
            inviting.value = false;
            reload();
          }}
        />
      )}
      {open.value && (
        <PersonDialog
          key={open.value.id}
          person={open.value}
          onClose={() => {
            open.value = undefined;
            reload();
          }}
        />
      )}
    </>
  );
}
