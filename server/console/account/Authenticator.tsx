/** Switching an authenticator app on, by its first code, and off. */
import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { api, ask } from '../api.ts';
import { notify } from '../notices.ts';
import { who } from '../session.ts';
import type { Offer, Trouble } from '../shapes.ts';
import { TroubleBox } from '../TroubleBox.tsx';
import { QrCode } from './QrCode.tsx';

export function Authenticator() {
  const offer = useSignal<Offer | undefined>(undefined);
  const trouble = useSignal<Trouble | undefined>(undefined);
  const busy = useSignal(false);
  const password = useRef<HTMLInputElement>(null);
  const code = useRef<HTMLInputElement>(null);
  const isOn = who.value?.totp === true;

  function set(totp: boolean) {
    if (who.value) who.value = { ...who.value, totp };
    offer.value = undefined;
    notify(totp ? 'From now on signing in asks for a code too.' : 'Signing in asks for no code any more.');
  }

  async function submit(event: Event) {
    event.preventDefault();
    busy.value = true;
    trouble.value = await (offer.value ? confirm(offer.value) : isOn ? switchOff() : start());
    busy.value = false;
  }

  async function start() {
    const json = { password: password.current?.value ?? '' };
    const answer = await ask<Offer>(api.account.totp.$post({ json }));
    if (!answer.ok) return answer.trouble;
    offer.value = answer.value;
  }

  async function confirm({ sealed }: Offer) {
    const json = { sealed, code: code.current?.value ?? '' };
    const answer = await ask(api.account.totp.$put({ json }));
    if (!answer.ok) return answer.trouble;
    set(true);
  }

  async function switchOff() {
    const json = { password: password.current?.value ?? '' };
    const answer = await ask(api.account.totp.$delete({ json }));
    if (!answer.ok) return answer.trouble;
    set(false);
  }

  return (
    <section aria-labelledby="app-title">
      <h2 id="app-title">Authenticator app</h2>
      <p class="muted">
        {isOn
          ? 'Signing in asks for a code of your app.'
          : 'With an app such as Aegis, 1Password or Google Authenticator a stolen password is not enough.'}
      </p>
      <form class="stack" onSubmit={submit} noValidate>
        {offer.value ? (
          <>
            <p>Point your app at this, or type the secret into it; then type the code that it shows.</p>
            <QrCode text={offer.value.address} />
            <p class="secret mono">{offer.value.secret.match(/.{1,4}/g)?.join(' ')}</p>
            <label class="field">
              <span class="field-label">Code</span>
              <input
                ref={code}
                class="input"
                inputMode="numeric"
                autoComplete="one-time-code"
                maxLength={7}
              />
            </label>
          </>
        ) : (
          <label class="field">
            <span class="field-label">Your password, once more</span>
            <input ref={password} class="input" type="password" autoComplete="current-password" />
          </label>
        )}
        {trouble.value && <TroubleBox trouble={trouble.value} />}
        <div>
          <button type="submit" class="button" disabled={busy.value}>
            {offer.value ? 'Confirm' : isOn ? 'Switch it off' : 'Use an app'}
          </button>
        </div>
      </form>
    </section>
  );
}
