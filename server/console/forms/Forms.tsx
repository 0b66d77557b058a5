/** The forms: what is live, what is being changed, how much came in. */
import { useSignal } from '@preact/signals';
import { api, ask } from '../api.ts';
import { AlertIcon, FileIcon, PlusIcon } from '../icons.tsx';
import { useKeys } from '../keys.ts';
import { useResource } from '../resource.ts';
import { at, place } from '../router.ts';
import { Skeleton } from '../Skeleton.tsx';
import { may } from '../session.ts';
import type { FormEntry } from '../shapes.ts';
import { Time } from '../Time.tsx';
import { TroubleBox } from '../TroubleBox.tsx';
import { useTitle } from '../title.ts';
import { NewForm } from './NewForm.tsx';
import { keptIds } from './unsaved.ts';

export function Forms() {
  useTitle('Forms');
  const { value, trouble, reload } = useResource('forms', () =>
    ask<{ forms: FormEntry[] }>(api.forms.$get()),
  );
  const creating = useSignal(place.value.query.has('new'));
  useKeys('Forms', [
    { keys: 'j', says: 'Next form', run: () => step(1) },
    { keys: 'k', says: 'Previous form', run: () => step(-1) },
    { keys: 'Enter', says: 'Open the form' },
    ...(may('forms:write') ? [{ keys: 'n', says: 'New form', run: () => (creating.value = true) }] : []),
  ]);
  const forms = value?.forms;
  return (
    <div class="forms">
      <header class="forms-head">
        <h1>Forms</h1>
        {may('forms:write') && (
          <button type="button" class="button button-main" onClick={() => (creating.value = true)}>
            <PlusIcon size={15} /> New form
          </button>
        )}
      </header>
      {trouble && <TroubleBox trouble={trouble} onRetry={reload} />}
      {!forms && !trouble && <Skeleton lines={6} />}
      {forms?.length === 0 && (
        <div class="empty">
          <h2>No forms yet</h2>
          <p>
            A form is one JSON file. Start from one that works and change it here, or put your own into the
            folder <code>FORMS_DIR</code> and start the server again.
          </p>
          {may('forms:write') && (
            <button type="button" class="button button-main" onClick={() => (creating.value = true)}>
              <PlusIcon size={15} /> New form
            </button>
          )}
        </div>
      )}
      {forms && forms.length > 0 && <Table forms={forms} />}
      {creating.value && (
        <NewForm taken={forms?.map(({ id }) => id) ?? []} onClose={() => (creating.value = false)} />
      )}
    </div>
  );
}

function step(by: 1 | -1) {
  const links = [...document.querySelectorAll<HTMLAnchorElement>('a[data-form]')];
  const index = links.indexOf(document.activeElement as HTMLAnchorElement);
  links[index === -1 ? 0 : Math.min(links.length - 1, Math.max(0, index + by))]?.focus();
}

function Table({ forms }: { forms: FormEntry[] }) {
  const unsaved = keptIds();
  return (
    <div class="lead-list">
      <table class="lead-table form-table">
        <thead>
          <tr>
            <th scope="col" class="form-title">
              Form
            </th>
            <th scope="col" class="form-live">
              Live
            </th>
            <th scope="col" class="form-draft">
              Draft
            </th>
            <th scope="col" class="form-number">
              Submissions
            </th>
            <th scope="col" class="form-number">
              Leads
            </th>
          </tr>
        </thead>
        <tbody>
          {forms.map((form) => (
            <tr key={form.id} class="lead-line">
              <td class="form-title">
                <a href={at(`forms/${form.id}`)} data-form={form.id}>
                  {form.title}
                </a>
                <span class="muted mono form-id">{form.id}</span>
                {form.source === 'file' && (
                  <span class="tag" title="This form comes from a file; the file in FORMS_DIR wins.">
                    <FileIcon size={12} /> file
                  </span>
                )}
              </td>
              <td class="form-live">
                {form.live ? (
                  <>
                    <span class="live">v{form.live.version}</span>{' '}
                    <span class="muted">
                      <Time at={form.live.publishedAt} />
                    </span>
                  </>
                ) : (
                  <span class="muted">Not published</span>
                )}
              </td>
              <td class="form-draft">
                <DraftState form={form} unsaved={unsaved.has(form.id)} />
              </td>
              <td class="form-number">
                {form.submissions}
                <span class="only-phone"> submissions</span>
              </td>
              <td class="form-number">
                {form.leads > 0 ? <a href={at('leads', { form: form.id })}>{form.leads}</a> : 0}
                <span class="only-phone"> leads</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function DraftState({ form, unsaved }: { form: FormEntry; unsaved: boolean }) {
  if (unsaved) return <span class="warning-text">Unsaved changes in this tab</span>;
  if (!form.draft) return <span class="muted">No draft</span>;
  if (form.draft.problems > 0) {
    return (
      <span class="warning-text">
        <AlertIcon size={13} /> {form.draft.problems} {form.draft.problems === 1 ? 'problem' : 'problems'}
      </span>
    );
  }
  return (
    <span>
      Ready to publish{' '}
      <span class="muted">
        <Time at={form.draft.updatedAt} />
      </span>
    </span>
  );
}
