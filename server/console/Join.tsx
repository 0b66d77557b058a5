/** What a link of an invitation opens: choosing a password. */
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { api, ask } from './api.ts';
import { Mark } from './Mark.tsx';
import { NewPassword } from './NewPassword.tsx';
import { at, go } from './router.ts';
import { join } from './session.ts';
import type { Trouble } from './shapes.ts';
import { TroubleBox } from './TroubleBox.tsx';
import { useTitle } from './title.ts';

interface Invited {
  email: string;
  name: string;
}

export function Join() {
  useTitle('Choose a password');
  const token = useRef(location.hash.slice(1));
  const invited = useSignal<Invited | undefined>(undefined);
  const trouble = useSignal<Trouble | undefined>(undefined);
  const refused = useSignal<Trouble | undefined>(undefined);
  const busy = useSignal(false);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    void ask<Invited>(api.invitation.$post({ json: { token: token.current } })).then((answer) => {
      if (answer.ok) invited.value = answer.value;
      else trouble.value = answer.trouble;
    });
  }, []);
  useEffect(() => input.current?.focus(), [invited.value]);

  async function submit(event: Event) {
    event.preventDefault();
    busy.value = true;
    refused.value = await join(token.current, input.current?.value ?? '');
    busy.value = false;
    if (refused.value) input.current?.focus();
    else go(at('leads'), { replace: true });
  }

  return (
    <main class="sign-in">
      <div class="sign-in-box">
        <h1>
          <Mark size={28} />
          Qualiform
        </h1>
        {trouble.value && (
          <>
            <TroubleBox trouble={trouble.value} />
            <a class="link-button" href={at('leads')}>
              Go to the sign-in
            </a>
          </>
        )}
        {invited.value && (
          <form class="stack" onSubmit={submit} noValidate>
            <p>Welcome, {invited.value.name}. Choose a password, and you are in.</p>
            <label class="field">
              <span class="field-label">E-mail</span>
              <input
                class="input"
                type="email"
                name="email"
                autoComplete="username"
                value={invited.value.email}
                readOnly
              />
            </label>
            <NewPassword label="Password" input={input} />
            {refused.value && (
              <p class="field-error" role="alert">
                {refused.value.code === 'invalid' ? 'The password is too short.' : refused.value.detail}{' '}
                {refused.value.code !== 'invalid' && refused.value.remedy}
              </p>
            )}
            <button type="submit" class="button button-main" disabled={busy.value}>
              Begin
            </button>
          </form>
        )}
      </div>
    </main>
  );
}
