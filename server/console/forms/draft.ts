/** One form being written: its text, what is wrong with it, what of it is saved and what is live. */
import { computed, effect, signal } from '@preact/signals';
import type { Form } from '../../../widget/schema/form.ts';
import { checkForm, type Problem } from '../../../widget/schema/lint.ts';
import { api, ask, typed } from '../api.ts';
import { notify } from '../notices.ts';
import type { FormSource, Trouble } from '../shapes.ts';
import { type Names, namesIn } from './json/names.ts';
import { find, forget, keep } from './unsaved.ts';

/** Long enough not to check every letter, short enough to feel at once. */
const pause = 180;

export interface Checked {
  problems: Problem[];
  /** There if the text is a whole form, errors of meaning aside. */
  form?: Form;
}

export type Draft = ReturnType<typeof createDraft>;

/** Opens a form. What was typed in this tab and not saved comes back, unless it has been saved since. */
export function createDraft(source: FormSource) {
  const { id, sendsMail } = source;
  const kept = find(id);
  const text = signal(kept?.text ?? source.text);
  const saved = signal(source.text);
  const live = signal(source.live);
  const draftAt = signal(source.draft?.updatedAt);
  const checked = signal<Checked>(check(id, text.value, sendsMail));
  /** The last whole form, to be drawn while the text is in between. */
  const form = signal<Form | undefined>(checked.value.form);
  const names = signal<Names>(namesIn(undefined));
  const trouble = signal<Trouble | undefined>();
  const busy = signal(false);

  const isDirty = computed(() => text.value !== saved.value);
  const errors = computed(() => checked.value.problems.filter(({ severity }) => severity === 'error'));
  const warnings = computed(() => checked.value.problems.filter(({ severity }) => severity === 'warning'));
  /** Something to publish: a saved draft, or changes that saving makes one. */
  const isAhead = computed(() => isDirty.value || draftAt.value !== undefined);

  function judgeText() {
    checked.value = check(id, text.value, sendsMail);
    if (checked.value.form) form.value = checked.value.form;
    try {
      names.value = namesIn(JSON.parse(text.value));
    } catch {
      // In the middle of a word: the names of a moment ago are the best there are.
    }
  }
  judgeText();

  let timer: ReturnType<typeof setTimeout> | undefined;
  function edit(next: string) {
    text.value = next;
    clearTimeout(timer);
    timer = setTimeout(judgeText, pause);
  }

  const stopKeeping = effect(() => {
    if (isDirty.value) keep(id, { text: text.value, from: saved.value });
    else forget(id);
  });

  /** Saves the text as the draft. Answers whether it is saved now. */
  async function save(): Promise<boolean> {
    clearTimeout(timer);
    judgeText();
    if (busy.value) return false;
    if (!isDirty.value && (draftAt.value !== undefined || live.value)) return true;
    const sending = text.value;
    busy.value = true;
    const answer = await ask(api.forms[':form'].$put({ param: { form: id } }, typed(sending)));
    busy.value = false;
    trouble.value = answer.ok ? undefined : answer.trouble;
    if (!answer.ok) return false;
    saved.value = sending;
    draftAt.value = new Date().toISOString();
    return true;
  }

  /** Saves what is not saved and makes it the live version. */
  async function publish(): Promise<boolean> {
    if (!(await save())) return false;
    busy.value = true;
    const answer = await ask<{ version: number }>(api.forms[':form'].publish.$post({ param: { form: id } }));
    busy.value = false;
    trouble.value = answer.ok ? undefined : answer.trouble;
    if (!answer.ok) return false;
    live.value = { version: answer.value.version, publishedAt: new Date().toISOString() };
    draftAt.value = undefined;
    notify(`Version ${answer.value.version} is live`);
    return true;
  }

  return {
    id,
    source: source.source,
    snippet: source.snippet,
    restored: kept !== undefined && kept.text !== source.text,
    /** The server's text is not the one that the unsaved changes were made to. */
    overtaken: kept !== undefined && kept.from !== source.text && kept.text !== source.text,
    text,
    saved,
    live,
    draftAt,
    checked,
    form,
    names,
    trouble,
    busy,
    isDirty,
    isAhead,
    errors,
    warnings,
    edit,
    save,
    publish,
    dispose() {
      clearTimeout(timer);
      stopKeeping();
    },
  };
}

function check(id: string, text: string, sendsMail: boolean): Checked {
  const { form, problems } = checkForm(text, { sendsMail });
  if (!form || form.id === id) return { problems, ...(form && { form }) };
  const otherId: Problem = {
    pointer: '/id',
    severity: 'error',
    code: 'other_id',
    message: `this form calls itself "${form.id}", but it is "${id}" here`,
    remedy: `write "id": "${id}"; to begin another form, use New form`,
  };
  return { form, problems: [otherId, ...problems] };
}
