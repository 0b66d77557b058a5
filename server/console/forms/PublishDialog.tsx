/** The last look before a draft goes live: from which version to which, what changes, what is doubtful. */
import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import type { Form } from '../../../widget/schema/form.ts';
import { checkForm } from '../../../widget/schema/lint.ts';
import { api, ask } from '../api.ts';
import { Dialog } from '../Dialog.tsx';
import { AlertIcon, MoveIcon } from '../icons.tsx';
import { Skeleton } from '../Skeleton.tsx';
import type { Trouble } from '../shapes.ts';
import { TroubleBox } from '../TroubleBox.tsx';
import { type Change, changesBetween } from './changes.ts';
import type { Draft } from './draft.ts';

interface Props {
  draft: Draft;
  onClose: () => void;
  onPublished: () => void;
}

const signs: Record<Change['kind'], string> = { added: '+', removed: '−', changed: '~' };

export function PublishDialog({ draft, onClose, onPublished }: Props) {
  const live = draft.live.value;
  const before = useSignal<Form | 'none' | undefined>(live ? undefined : 'none');
  const trouble = useSignal<Trouble | undefined>(undefined);
  const version = live?.version;
  useEffect(() => {
    if (version === undefined) return;
    const param = { form: draft.id, n: String(version) };
    void ask<{ text: string }>(api.forms[':form'].versions[':n'].$get({ param })).then((answer) => {
      if (answer.ok) before.value = checkForm(answer.value.text).form ?? 'none';
      else trouble.value = answer.trouble;
    });
  }, [version, draft, before, trouble]);

  const form = draft.checked.value.form;
  const former = before.value;
  const changes = useMemo(
    () => (form && former && former !== 'none' ? changesBetween(former, form) : []),
    [form, former],
  );
  const warnings = draft.warnings.value;

  async function publish() {
    if (await draft.publish()) onPublished();
    else trouble.value = draft.trouble.value;
  }

  return (
    <Dialog title={live ? 'Publish a new version' : 'Publish'} onClose={onClose} wide>
      <p class="publish-versions">
        {live && (
          <>
            <span class="live">v{live.version}</span> <MoveIcon size={14} />{' '}
          </>
        )}
        <span class="live">v{(live?.version ?? 0) + 1}</span>
        <span class="muted">
          {live
            ? 'Visitors who have begun finish on the version they began with.'
            : 'From then on it can be put on a page.'}
        </span>
      </p>
      {former === undefined && !trouble.value && <Skeleton lines={3} height={30} />}
      {live && former !== undefined && former !== 'none' && (
        <ul class="changes">
          {changes.map(({ kind, words }) => (
            <li key={kind + words} class={`change-${kind}`}>
              <span aria-hidden="true">{signs[kind]}</span>
              <span class="unseen">{kind}: </span>
              {words}
            </li>
          ))}
          {changes.length === 0 && <li class="muted">Nothing but notes and spacing.</li>}
        </ul>
      )}
      {warnings.length > 0 && (
        <div class="publish-warnings">
          <h3>
            <AlertIcon size={14} /> {warnings.length === 1 ? 'One warning' : `${warnings.length} warnings`}
          </h3>
          <ul>
            {warnings.map((warning) => (
              <li key={warning.pointer + warning.code}>
                {warning.message} <span class="muted">{warning.remedy}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
      {trouble.value && <TroubleBox trouble={trouble.value} />}
      <div class="dialog-foot">
        <button type="button" class="button" onClick={onClose}>
          Cancel
        </button>
        <button
          type="button"
          class="button button-main"
          disabled={draft.busy.value}
          onClick={() => void publish()}
        >
          Publish version {(live?.version ?? 0) + 1}
        </button>
      </div>
    </Dialog>
  );
}
