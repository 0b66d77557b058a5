/** The frame of whatever is made once and then shown this once: a form, and in its place what has come of it. */
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { Dialog } from '../Dialog.tsx';
import type { Asked, Trouble } from '../shapes.ts';
import { TroubleBox } from '../TroubleBox.tsx';

interface Props<Made> {
  title: string;
  /** What the button says that makes it. */
  act: string;
  make: () => Promise<Asked<Made>>;
  made: (made: Made) => { title: string; shown: ComponentChildren };
  onClose: () => void;
  children: ComponentChildren;
}

export function MakeDialog<Made>({ title, act, make, made, onClose, children }: Props<Made>) {
  const value = useSignal<Made | undefined>(undefined);
  const trouble = useSignal<Trouble | undefined>(undefined);
  const busy = useSignal(false);

  async function submit(event: Event) {
    event.preventDefault();
    busy.value = true;
    const answer = await make();
    busy.value = false;
    if (answer.ok) value.value = answer.value;
    else trouble.value = answer.trouble;
  }

  if (value.value !== undefined) {
    const { title: done, shown } = made(value.value);
    return (
      <Dialog title={done} onClose={onClose}>
        {shown}
        <div class="dialog-foot">
          <button type="button" class="button button-main" onClick={onClose}>
            Done
          </button>
        </div>
      </Dialog>
    );
  }
  return (
    <Dialog title={title} onClose={onClose}>
      <form class="stack" onSubmit={submit} noValidate>
        {children}
        {trouble.value && <TroubleBox trouble={trouble.value} />}
        <div class="dialog-foot">
          <button type="button" class="button" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" class="button button-main" disabled={busy.value}>
            {act}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
