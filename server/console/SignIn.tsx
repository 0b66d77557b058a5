/** Signing in: alone on the page, or over what is open when a session has expired. */
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { Dialog } from './Dialog.tsx';
import { Mark } from './Mark.tsx';
import { keptWay, signIn, type Way } from './session.ts';
import type { Trouble } from './shapes.ts';
import { useTitle } from './title.ts';

export function SignIn({ expired = false }: { expired?: boolean }) {
  if (expired) {
    return (
      <Dialog title="Sign in again">
        <p class="muted">Your session has ended. What is open stays as it is.</p>
        <SignInForm />
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
        <SignInForm />
      </div>
    </main>
  );
}

function SignInForm() {
  const way = useSignal<Way>(keptWay());
  return (
    <>
      {way.value === 'key' ? <KeyForm /> : <PasswordForm />}
      <button
        type="button"
        class="link-button"
        onClick={() => (way.value = way.value === 'key' ? 'password' : 'key')}
      >
        {way.value === 'key' ? 'Sign in with address and password' : 'Sign in with the key of the server'}
      </button>
    </>
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
    trouble.value = await signIn({ key });
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
      <p class="muted">
        The server prints the key that it made when it starts. Where <code>QUALIFORM_API_KEY</code> is set, it
        is that one instead.
      </p>
    </form>
  );
}

function PasswordForm() {
  const email = useRef<HTMLInputElement>(null);
  const password = useRef<HTMLInputElement>(null);
  const code = useRef<HTMLInputElement>(null);
  const asksForCode = useSignal(false);
  const trouble = useSignal<Trouble | undefined>(undefined);
  const busy = useSignal(false);
  useEffect(() => email.current?.focus(), []);
  useEffect(() => {
    if (asksForCode.value) code.current?.focus();
  }, [asksForCode.value]);

  async function submit(event: Event) {
    event.preventDefault();
    const typed = (input: { current: HTMLInputElement | null }) => input.current?.value ?? '';
    busy.value = true;
    const found = await signIn({
      email: typed(email),
      password: typed(password),
      ...(asksForCode.value && { code: typed(code) }),
    });
    busy.value = false;
    // The first time it is no mistake, but the next question.
    const isAsked = found?.code === 'code_needed' && !asksForCode.value;
    trouble.value = isAsked ? undefined : found;
    if (isAsked) asksForCode.value = true;
    else if (found) (found.code === 'wrong_password' ? password : code).current?.select();
  }

  return (
    <form class="stack" onSubmit={submit} noValidate>
      <label class="field">
        <span class="field-label">E-mail</span>
        <input ref={email} class="input" type="email" name="email" autoComplete="username" />
      </label>
      <label class="field">
        <span class="field-label">Password</span>
        <input
          ref={password}
          class="input"
          type="password"
          name="password"
          autoComplete="current-password"
          aria-invalid={trouble.value !== undefined}
          aria-describedby={trouble.value ? 'sign-in-trouble' : undefined}
        />
      </label>
      {asksForCode.value && (
        <label class="field">
          <span class="field-label">Code of your authenticator app</span>
          <input
            ref={code}
            class="input"
            name="code"
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={7}
          />
        </label>
      )}
      {trouble.value && (
        <p id="sign-in-trouble" class="field-error" role="alert">
          {trouble.value.detail || trouble.value.title} {trouble.value.remedy}
        </p>
      )}
      <button type="submit" class="button button-main" disabled={busy.value}>
        Sign in
      </button>
    </form>
  );
}
