/** Whether a webhook is really to go. */
import { useSignal } from '@preact/signals';
import { api, ask } from '../api.ts';
import { Dialog } from '../Dialog.tsx';
import type { Endpoint, Trouble } from '../shapes.ts';
import { TroubleBox } from '../TroubleBox.tsx';
import { nameOf } from './words.ts';

interface Props {
  endpoint: Endpoint;
  onClose: () => void;
  onGone: () => void;
}

export function RemoveDialog({ endpoint, onClose, onGone }: Props) {
  const trouble = useSignal<Trouble | undefined>(undefined);

  async function remove() {
    const answer = await ask(api.endpoints[':id'].$delete({ param: { id: endpoint.id } }));
    if (answer.ok) onGone();
    else trouble.value = answer.trouble;
  }

  return (
    <Dialog title={`Remove ${nameOf(endpoint)}?`} onClose={onClose}>
      <p>
        It is told nothing more, and what waits for it is given up. To pause it, switch it off instead: then
        it keeps its secret.
      </p>
      {trouble.value && <TroubleBox trouble={trouble.value} />}
      <div class="dialog-foot">
        <button type="button" class="button" onClick={onClose}>
          Keep it
        </button>
        <button type="button" class="button button-danger" onClick={() => void remove()}>
          Remove
        </button>
      </div>
    </Dialog>
  );
}
