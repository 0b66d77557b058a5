/** The bar over a form: what it is called, what is live, what is saved, and what can be done. */

import { formLanguage, speak } from '../../../widget/schema/definition.ts';
import { BackIcon, CodeIcon, FileIcon } from '../icons.tsx';
import { at } from '../router.ts';
import { may } from '../session.ts';
import { Time } from '../Time.tsx';
import type { Draft } from './draft.ts';

interface Props {
  draft: Draft;
  onSave: () => void;
  onPublish: () => void;
  onSnippet: () => void;
}

export function EditorBar({ draft, onSave, onPublish, onSnippet }: Props) {
  const form = draft.form.value;
  const title = form ? speak(form.title, formLanguage(form), formLanguage(form)) : draft.id;
  const live = draft.live.value;
  return (
    <header class="editor-bar">
      <a class="quiet-button" href={at('forms')} aria-label="Forms" title="Forms">
        <BackIcon />
      </a>
      <div class="editor-name">
        <h1>{title}</h1>
        <span class="muted mono">{draft.id}</span>
        {draft.source === 'file' && (
          <span
            class="tag"
            title="This form comes from a file. When the server starts, the file in FORMS_DIR wins over what is published here."
          >
            <FileIcon size={12} /> from a file: the file in FORMS_DIR wins
          </span>
        )}
      </div>
      <div class="editor-state" role="status">
        {live ? (
          <span class="live" title="The version that visitors get">
            v{live.version} live
          </span>
        ) : (
          <span class="muted">Not published</span>
        )}
        <SaveState draft={draft} />
      </div>
      <div class="editor-actions">
        <button type="button" class="button" onClick={onSnippet}>
          <CodeIcon size={15} /> Snippet
        </button>
        {may('forms:write') && (
          <>
            <button
              type="button"
              class="button"
              onClick={onSave}
              disabled={draft.busy.value || !draft.isDirty.value}
              title="Save draft (Ctrl S)"
            >
              Save draft
            </button>
            <button
              type="button"
              class="button button-main"
              onClick={onPublish}
              disabled={draft.busy.value || !draft.isAhead.value}
            >
              Publish
            </button>
          </>
        )}
      </div>
    </header>
  );
}

function SaveState({ draft }: { draft: Draft }) {
  if (draft.busy.value) return <span class="muted">Saving…</span>;
  if (draft.isDirty.value) return <span class="unsaved">Unsaved changes</span>;
  if (!draft.draftAt.value) return draft.live.value ? <span class="muted">No changes since</span> : null;
  return (
    <span class="muted">
      Draft saved <Time at={draft.draftAt.value} />
    </span>
  );
}
