/** Signing in with a key: alone on the page, or over what is open when a session has expired. */
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { Dialog } from './Dialog.tsx';
import { Mark } from './Mark.tsx';
import { signIn } from './session.ts';
import type { Trouble } from './shapes.ts';
import { useTitle } from './title.ts';

export function SignIn({ expired = false }: { expired?: boolean }) {
  if (expired) {
    return (
      <Dialog title="Sign in again">
        <p class="muted">Your session has ended. What is open stays as it is.</p>
        <KeyForm />
      </Dialog>
    );
  }
  return <SignInPage />;
}

function SignInPage() {
  useTitle('Sign in');
  return (
    <main class="sign-in">
      <div class="sign-in-box">
        <h1>
          <Mark size={28} />
          Qualiform
        </h1>
        <KeyForm />
        <p class="muted">
          The server prints the key that it made when it starts. Where <code>QUALIFORM_API_KEY</code> is set,
          it is that one instead.
        </p>
      </div>
    </main>
  );
}

function KeyForm() {
  const input = useRef<HTMLInputElement>(null);
  const trouble = useSignal<Trouble | undefined>(undefined);
  const busy = useSignal(false);
  useEffect(() => input.current?.focus(), []);

  async function submit(event: Event) {
    event.preventDefault();
    const key = input.current?.value.trim() ?? '';
    if (!key) {
      trouble.value = { status: 0, code: 'no_key', title: 'Type or paste the key.', detail: '' };
      return input.current?.focus();
    }
    busy.value = true;
    trouble.value = await signIn(key);
    busy.value = false;
    if (trouble.value) input.current?.select();
  }

  return (
    <form class="stack" onSubmit={submit} noValidate>
      <label class="field">
        <span class="field-label">Key</span>
        <input
          ref={input}
          class="input"
          type="password"
          name="key"
          autoComplete="current-password"
          aria-invalid={trouble.value !== undefined}
          aria-describedby={trouble.value ? 'sign-in-trouble' : undefined}
        />
      </label>
      {trouble.value && (
        <p id="sign-in-trouble" class="field-error" role="alert">
          {trouble.value.status === 401 ? 'This key is not known here.' : trouble.value.title}{' '}
          {trouble.value.status !== 401 && trouble.value.detail} {trouble.value.remedy}
        </p>
      )}
      <button type="submit" class="button button-main" disabled={busy.value}>
        Sign in
      </button>
    </form>
  );
}
