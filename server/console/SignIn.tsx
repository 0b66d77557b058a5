/** Signing in: alone on the page, or over what is open when a session has expired. */
import { useSignal } from '@preact/signals';
import { Dialog } from './Dialog.tsx';
import { Mark } from './Mark.tsx';
import { KeyForm, PasswordForm } from './SignInForms.tsx';
import { keptWay, type Way } from './session.ts';
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
