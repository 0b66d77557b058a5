/** The question before a person is erased: what goes, and whether it is really this one. */
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { Dialog } from '../Dialog.tsx';
import type { Lead, Trouble } from '../shapes.ts';
import { TroubleBox } from '../TroubleBox.tsx';
import { type Erasable, erase, erasing, nameOf, wordsToType } from './erase.ts';

export function EraseDialog() {
  const whom = erasing.value;
  return whom ? <EraseForm key={wordsToType(whom)} whom={whom} /> : null;
}

const close = () => {
  erasing.value = undefined;
};

const counted = (count: number, one: string) => `${count} ${one}${count === 1 ? '' : 's'}`;

function EraseForm({ whom }: { whom: Erasable }) {
  const words = wordsToType(whom);
  const typed = useSignal('');
  const trouble = useSignal<Trouble | undefined>(undefined);
  const busy = useSignal(false);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const isMeant = typed.value.trim().toLowerCase() === words.trim().toLowerCase();

  async function submit(event: Event) {
    event.preventDefault();
    if (!isMeant) return field.current?.focus();
    busy.value = true;
    trouble.value = await erase(whom);
    busy.value = false;
    if (!trouble.value) close();
  }

  return (
    <Dialog title={`Erase ${nameOf(whom)}`} onClose={close}>
      <form class="stack" onSubmit={submit} noValidate>
        <p>Gone for good, and from every list and count:</p>
        <ul class="erase-list">
          {'id' in whom ? (
            <OfLead lead={whom} />
          ) : (
            <li>every submission of this address that was set aside</li>
          )}
          <li>that this address is always let in, if it is</li>
        </ul>
        <p class="muted">
          What stays is a line that says when this was done and by whom, but not who it was. Backups of before
          still hold the person.
        </p>
        <label class="field">
          <span class="field-label">
            Type <strong class="erase-words">{words}</strong> to erase
          </span>
          <input
            ref={field}
            class="input"
            name="words"
            autoComplete="off"
            autoCapitalize="off"
            spellcheck={false}
            value={typed.value}
            onInput={(event) => (typed.value = event.currentTarget.value)}
          />
        </label>
        {trouble.value && <TroubleBox trouble={trouble.value} />}
        <div class="dialog-foot">
          <button type="button" class="button" onClick={close}>
            Cancel
          </button>
          <button type="submit" class="button button-danger" disabled={busy.value || !isMeant}>
            Erase for good
          </button>
        </div>
      </form>
    </Dialog>
  );
}

function OfLead({ lead }: { lead: Lead }) {
  return (
    <>
      <li>the lead with its answers and score, and leads that were merged into it</li>
      <li>
        {counted(lead.submissions.length, 'submission')}, with the consents in them, and what was set aside
      </li>
      <li>{counted(lead.history.length, 'line')} of history, and hand-overs</li>
      <li>messages that were not delivered yet, and browsers that were known as this person’s</li>
    </>
  );
}
