/** The two ways to sign in, in one frame: by the key of the server, and by address and password. */
import { type Signal, useSignal } from '@preact/signals';
import type { ComponentChildren, RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { signIn } from './session.ts';
import type { Trouble } from './shapes.ts';

type Input = RefObject<HTMLInputElement | null>;
const typed = ({ current }: Input) => current?.value ?? '';

interface FrameProps {
  /** Answers what was wrong, if anything. */
  send: () => Promise<Trouble | undefined>;
  trouble: Signal<Trouble | undefined>;
  says: (trouble: Trouble) => ComponentChildren;
  children: ComponentChildren;
}

function Frame({ send, trouble, says, children }: FrameProps) {
  const busy = useSignal(false);

  async function submit(event: Event) {
    event.preventDefault();
    busy.value = true;
    trouble.value = await send();
    busy.value = false;
  }

  return (
    <form class="stack" onSubmit={submit} noValidate>
      {children}
      {trouble.value && (
        <p id="sign-in-trouble" class="field-error" role="alert">
          {says(trouble.value)} {trouble.value.remedy}
        </p>
      )}
      <button type="submit" class="button button-main" disabled={busy.value}>
        Sign in
      </button>
    </form>
  );
}

interface SecretProps {
  label: string;
  name: string;
  input: Input;
  isWrong: boolean;
}

const Secret = ({ label, name, input, isWrong }: SecretProps) => (
  <label class="field">
    <span class="field-label">{label}</span>
    <input
      ref={input}
      class="input"
      type="password"
      name={name}
      autoComplete="current-password"
      aria-invalid={isWrong}
      aria-describedby={isWrong ? 'sign-in-trouble' : undefined}
    />
  </label>
);

export function KeyForm() {
  const input = useRef<HTMLInputElement>(null);
  const trouble = useSignal<Trouble | undefined>(undefined);
  useEffect(() => input.current?.focus(), []);

  async function send() {
    const key = typed(input).trim();
    const found = key ? await signIn({ key }) : noKey;
    input.current?.focus();
    if (found) input.current?.select();
    return found;
  }

  return (
    <>
      <Frame
        send={send}
        trouble={trouble}
        says={({ status, title, detail }) =>
          status === 401 ? 'This key is not known here.' : `${title} ${detail}`
        }
      >
        <Secret label="Key" name="key" input={input} isWrong={trouble.value !== undefined} />
      </Frame>
      <p class="muted">
        The server prints the key that it made when it starts. Where <code>QUALIFORM_API_KEY</code> is set, it
        is that one instead.
      </p>
    </>
  );
}

const noKey: Trouble = { status: 0, code: 'no_key', title: 'Type or paste the key.', detail: '' };

export function PasswordForm() {
  const email = useRef<HTMLInputElement>(null);
  const password = useRef<HTMLInputElement>(null);
  const code = useRef<HTMLInputElement>(null);
  const asksForCode = useSignal(false);
  const trouble = useSignal<Trouble | undefined>(undefined);
  useEffect(() => email.current?.focus(), []);
  useEffect(() => {
    if (asksForCode.value) code.current?.focus();
  }, [asksForCode.value]);

  async function send() {
    const found = await signIn({
      email: typed(email),
      password: typed(password),
      ...(asksForCode.value && { code: typed(code) }),
    });
    // The first time it is no mistake, but the next question.
    if (found?.code === 'code_needed' && !asksForCode.value) {
      asksForCode.value = true;
      return undefined;
    }
    if (found) (found.code === 'wrong_password' ? password : code).current?.select();
    return found;
  }

  return (
    <Frame send={send} trouble={trouble} says={({ title, detail }) => detail || title}>
      <label class="field">
        <span class="field-label">E-mail</span>
        <input ref={email} class="input" type="email" name="email" autoComplete="username" />
      </label>
      <Secret
        label="Password"
        name="password"
        input={password}
        isWrong={trouble.value !== undefined && trouble.value.code !== 'wrong_code'}
      />
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
    </Frame>
  );
}
