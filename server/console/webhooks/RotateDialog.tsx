/** A new secret for a webhook: the former one signs as well for a day, unless it leaked. */
import { useSignal } from '@preact/signals';
import { api, ask } from '../api.ts';
import { Dialog } from '../Dialog.tsx';
import type { Endpoint, MadeEndpoint, Trouble } from '../shapes.ts';
import { TroubleBox } from '../TroubleBox.tsx';
import { Secret } from './Secret.tsx';

interface Props {
  endpoint: Endpoint;
  onClose: () => void;
}

export function RotateDialog({ endpoint, onClose }: Props) {
  const leaked = useSignal(false);
  const secret = useSignal<string | undefined>(undefined);
  const trouble = useSignal<Trouble | undefined>(undefined);
  const busy = useSignal(false);

  async function rotate() {
    busy.value = true;
    const request = { param: { id: endpoint.id }, json: { keep: !leaked.value } };
    const answer = await ask<MadeEndpoint>(api.endpoints[':id'].rotate.$post(request));
    busy.value = false;
    if (answer.ok) secret.value = answer.value.secret;
    else trouble.value = answer.trouble;
  }

  return (
    <Dialog title="New secret" onClose={onClose}>
      {secret.value ? (
        <Secret secret={secret.value} />
      ) : (
        <>
          <p>
            For 24 hours every message is signed with both, the former secret and the new one, so that nothing
            is refused while you change it over.
          </p>
          <label class="stage-choice event-choice">
            <input
              type="checkbox"
              checked={leaked.value}
              onChange={({ currentTarget }) => (leaked.value = currentTarget.checked)}
            />
            <span>
              <strong>The former one has leaked</strong>
              <span class="muted">It signs nothing more, from now on</span>
            </span>
          </label>
        </>
      )}
      {trouble.value && <TroubleBox trouble={trouble.value} />}
      <div class="dialog-foot">
        <button type="button" class={secret.value ? 'button button-main' : 'button'} onClick={onClose}>
          {secret.value ? 'Done' : 'Cancel'}
        </button>
        {!secret.value && (
          <button
            type="button"
            class="button button-main"
            disabled={busy.value}
            onClick={() => void rotate()}
          >
            Make a new secret
          </button>
        )}
      </div>
    </Dialog>
  );
}
