/** The workbench of one form: structure, JSON with its problems, and the real widget drawing the draft. */
import '../jitless.ts';
import '../style/preview.css';
import '../style/publish.css';
import '../style/editor.css';
import { useSignal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { useKeys } from '../keys.ts';
import { notify } from '../notices.ts';
import { at, go } from '../router.ts';
import type { FormSource } from '../shapes.ts';
import { TroubleBox } from '../TroubleBox.tsx';
import { createDraft } from './draft.ts';
import { EditorBar } from './EditorBar.tsx';
import { JsonPane } from './JsonPane.tsx';
import type { JsonEditor } from './json/editor.ts';
import { LeaveDialog } from './LeaveDialog.tsx';
import { Outline } from './Outline.tsx';
import { PreviewPane } from './PreviewPane.tsx';
import { Problems } from './Problems.tsx';
import { PublishDialog } from './PublishDialog.tsx';
import { SnippetDialog } from './SnippetDialog.tsx';
import { useLeaveGuard } from './useLeaveGuard.ts';

const panes = ['Structure', 'JSON', 'Preview'] as const;
type Pane = (typeof panes)[number];

export function Editor({ source, onChanged }: { source: FormSource; onChanged: () => void }) {
  const draft = useMemo(() => createDraft(source), []);
  const editor = useRef<JsonEditor | undefined>(undefined);
  const asking = useSignal<'publish' | 'snippet' | undefined>(undefined);
  const pane = useSignal<Pane>('JSON');
  const leaving = useLeaveGuard(draft);
  useEffect(() => draft.dispose, [draft]);
  useEffect(() => {
    if (!draft.restored) return;
    const meanwhile = draft.overtaken ? '; the saved form has changed meanwhile' : '';
    notify(`Your unsaved changes are back${meanwhile}`, {
      action: { label: 'Discard', run: () => editor.current?.setText(draft.saved.value) },
    });
  }, [draft]);

  async function save() {
    if (await draft.save()) notify('Draft saved');
    else if (draft.errors.value[0]) jumpTo(draft.errors.value[0]);
  }

  async function openPublish() {
    if (draft.errors.value[0]) {
      notify('A form with errors cannot go live', { kind: 'failed' });
      return jumpTo(draft.errors.value[0]);
    }
    asking.value = 'publish';
  }

  function jumpTo(problem: Parameters<JsonEditor['jumpTo']>[0]) {
    pane.value = 'JSON';
    // The pane may have been hidden until now, and what is hidden cannot take the focus.
    requestAnimationFrame(() => editor.current?.jumpTo(problem));
  }

  useKeys('Form', [
    { keys: 's', says: 'Snippet for your page', run: () => (asking.value = 'snippet') },
    { keys: 'p', says: 'Publish', run: () => void openPublish() },
    { keys: 'Ctrl+S', says: 'Save the draft' },
    { keys: 'F8', says: 'Next problem, in the JSON' },
    { keys: 'Escape', says: 'In the JSON, before Tab: leave it' },
  ]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 's') return;
      event.preventDefault();
      if (!document.querySelector('dialog:modal')) void save();
    };
    document.addEventListener('keydown', onKey, true);
    return () => document.removeEventListener('keydown', onKey, true);
  });

  return (
    <div class="editor">
      <EditorBar
        draft={draft}
        onSave={() => void save()}
        onPublish={() => void openPublish()}
        onSnippet={() => (asking.value = 'snippet')}
      />
      {draft.trouble.value && draft.trouble.value.code !== 'invalid_form' && (
        <TroubleBox trouble={draft.trouble.value} />
      )}
      <fieldset class="pane-tabs" aria-label="Parts of the form">
        {panes.map((name) => (
          <button
            key={name}
            type="button"
            aria-pressed={pane.value === name}
            onClick={() => (pane.value = name)}
          >
            {name}
          </button>
        ))}
      </fieldset>
      <div class="panes" data-pane={pane.value}>
        <Outline
          draft={draft}
          onJump={(pointer) => {
            pane.value = 'JSON';
            requestAnimationFrame(() => editor.current?.jump(pointer));
          }}
        />
        <section class="pane pane-json" aria-label="JSON">
          <JsonPane draft={draft} editor={editor} />
          <Problems draft={draft} onJump={jumpTo} />
        </section>
        <PreviewPane draft={draft} />
      </div>
      {asking.value === 'publish' && (
        <PublishDialog
          draft={draft}
          onClose={() => (asking.value = undefined)}
          onPublished={() => {
            asking.value = draft.live.value?.version === 1 ? 'snippet' : undefined;
            onChanged();
          }}
        />
      )}
      {asking.value === 'snippet' && (
        <SnippetDialog
          id={draft.id}
          snippet={draft.snippet}
          isLive={draft.live.value !== null}
          onClose={() => (asking.value = undefined)}
        />
      )}
      {leaving.to.value && (
        <LeaveDialog
          canSave={draft.errors.value.length === 0}
          onStay={() => (leaving.to.value = undefined)}
          onLeave={() => go(leaving.to.value ?? at('forms'), { force: true })}
          onSave={async () => {
            if (await draft.save()) go(leaving.to.value ?? at('forms'), { force: true });
            else leaving.to.value = undefined;
          }}
        />
      )}
    </div>
  );
}
