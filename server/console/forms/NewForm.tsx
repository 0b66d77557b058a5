/** A new form: a title and the id that it will be known by for ever; the rest starts from a form that works. */
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { api, ask, typed } from '../api.ts';
import { Dialog } from '../Dialog.tsx';
import { at, go } from '../router.ts';
import type { Trouble } from '../shapes.ts';
import { TroubleBox } from '../TroubleBox.tsx';
import { starter } from './starter.ts';

/** A title as an id: 'Book a demo!' becomes 'book-a-demo'. */
export function idFrom(title: string): string {
  return title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('ł', 'l')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 64)
    .replace(/^-+|-+$/g, '');
}

const isId = (id: string) => /^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/.test(id);

export function NewForm({ taken, onClose }: { taken: string[]; onClose: () => void }) {
  const title = useSignal('');
  const ownId = useSignal<string | undefined>(undefined);
  const trouble = useSignal<Trouble | undefined>(undefined);
  const refused = useSignal(false);
  const busy = useSignal(false);
  const first = useRef<HTMLInputElement>(null);
  const second = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), []);

  const id = ownId.value ?? idFrom(title.value);
  const wrong = !title.value.trim()
    ? 'Give it a title.'
    : !isId(id)
      ? 'An id is 1 to 64 small letters, digits and hyphens.'
      : taken.includes(id)
        ? 'There is a form with this id already.'
        : undefined;

  async function submit(event: Event) {
    event.preventDefault();
    refused.value = wrong !== undefined;
    if (wrong) return (title.value.trim() ? second : first).current?.focus();
    busy.value = true;
    const answer = await ask(
      api.forms[':form'].$put({ param: { form: id } }, typed(starter(id, title.value.trim()))),
    );
    busy.value = false;
    if (answer.ok) go(at(`forms/${id}`));
    else trouble.value = answer.trouble;
  }

  return (
    <Dialog title="New form" onClose={onClose}>
      <form class="stack" onSubmit={submit} noValidate>
        <label class="field">
          <span class="field-label">Title</span>
          <input
            ref={first}
            class="input"
            placeholder="Book a demo"
            value={title.value}
            onInput={(event) => (title.value = event.currentTarget.value)}
          />
        </label>
        <label class="field">
          <span class="field-label">Id</span>
          <input
            ref={second}
            class="input mono"
            value={id}
            autoCapitalize="off"
            spellcheck={false}
            aria-describedby="id-help"
            onInput={(event) => (ownId.value = event.currentTarget.value)}
          />
          <span id="id-help" class="field-help">
            Permanent, and part of its address: /f/{id || 'book-a-demo'}.js
          </span>
        </label>
        {refused.value && wrong && (
          <p class="field-error" role="alert">
            {wrong}
          </p>
        )}
        {trouble.value && <TroubleBox trouble={trouble.value} />}
        <div class="dialog-foot">
          <button type="button" class="button" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" class="button button-main" disabled={busy.value}>
            Create draft
          </button>
        </div>
      </form>
    </Dialog>
  );
}
