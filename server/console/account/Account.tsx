/** Your own account: the password, and the authenticator app. */
import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { api, ask } from '../api.ts';
import { NewPassword } from '../NewPassword.tsx';
import { notify } from '../notices.ts';
import { who } from '../session.ts';
import type { Trouble } from '../shapes.ts';
import { TroubleBox } from '../TroubleBox.tsx';
import { roles } from '../team/roles.ts';
import { useTitle } from '../title.ts';
import { Authenticator } from './Authenticator.tsx';

export function Account() {
  useTitle('Account');
  const person = who.value;
  if (!person) return null;
  return (
    <div class="page account">
      <header>
        <h1>{person.name}</h1>
        <p class="muted">
          {[person.email, person.role && roles[person.role].label].filter(Boolean).join(' · ')}
        </p>
      </header>
      {person.kind === 'person' ? (
        <>
          <PasswordSection />
          <Authenticator />
        </>
      ) : (
        <p>
          You are signed in with the key of the server. People who are invited have accounts of their own.
        </p>
      )}
    </div>
  );
}

function PasswordSection() {
  const present = useRef<HTMLInputElement>(null);
  const next = useRef<HTMLInputElement>(null);
  const trouble = useSignal<Trouble | undefined>(undefined);
  const busy = useSignal(false);
  const round = useSignal(0);

  async function submit(event: Event) {
    event.preventDefault();
    busy.value = true;
    const json = { password: present.current?.value ?? '', next: next.current?.value ?? '' };
    const answer = await ask(api.account.password.$put({ json }));
    busy.value = false;
    trouble.value = answer.ok ? undefined : answer.trouble;
    if (!answer.ok) return;
    round.value += 1;
    notify('The password is changed. Every other session has ended.');
  }

  return (
    <section aria-labelledby="password-title">
      <h2 id="password-title">Password</h2>
      <form key={round.value} class="stack" onSubmit={submit} noValidate>
        <label class="field">
          <span class="field-label">Present password</span>
          <input ref={present} class="input" type="password" autoComplete="current-password" />
        </label>
        <NewPassword label="New password" input={next} />
        {trouble.value && <TroubleBox trouble={trouble.value} />}
        <div>
          <button type="submit" class="button" disabled={busy.value}>
            Change the password
          </button>
        </div>
      </form>
    </section>
  );
}
