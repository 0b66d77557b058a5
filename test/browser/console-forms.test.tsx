/** Writing a form in the console: problems at their lines, completion, what is kept, and what publishing would change. */
import { acceptCompletion, currentCompletions, startCompletion } from '@codemirror/autocomplete';
import { EditorView } from '@codemirror/view';
import { fireEvent, render, screen, waitFor } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { changesBetween } from '../../server/console/forms/changes.ts';
import { createDraft, type Draft } from '../../server/console/forms/draft.ts';
import { type JsonEditor, openEditor } from '../../server/console/forms/json/editor.ts';
import { namesIn } from '../../server/console/forms/json/names.ts';
import type { Schema } from '../../server/console/forms/json/schema.ts';
import { idFrom } from '../../server/console/forms/NewForm.tsx';
import { outlineOf } from '../../server/console/forms/outline.ts';
import { Preview } from '../../server/console/forms/Preview.tsx';
import { Problems } from '../../server/console/forms/Problems.tsx';
import { waysToEmbed } from '../../server/console/forms/SnippetDialog.tsx';
import { starter } from '../../server/console/forms/starter.ts';
import type { FormSource } from '../../server/console/shapes.ts';
import type { Judgement } from '../../widget/engine/qualify.ts';
import type { Form } from '../../widget/schema/form.ts';
import { formJsonSchema } from '../../widget/schema/jsonSchema.ts';
import { checkForm } from '../../widget/schema/lint.ts';

const schema = formJsonSchema() as unknown as Schema;
const text = starter('book-a-demo', 'Book a demo');
const form = checkForm(text).form as Form;

const sourceOf = (change: Partial<FormSource> = {}): FormSource => ({
  id: 'book-a-demo',
  live: null,
  draft: null,
  text,
  snippet: '<script async src="https://forms.acme.example/f/book-a-demo.js"></script>',
  source: 'api',
  sendsMail: true,
  ...change,
});

beforeEach(() => sessionStorage.clear());
afterEach(() => vi.unstubAllGlobals());

describe('the starter', () => {
  test('is a form without a problem, and so can be published as it is', () => {
    expect(checkForm(text).problems).toEqual([]);
  });

  test.each([
    ['Book a demo!', 'book-a-demo'],
    ['  Umów rozmowę  ', 'umow-rozmowe'],
    ['Łódź 2027', 'lodz-2027'],
    ['???', ''],
  ])('has its id from the title: %s → %s', (title, id) => {
    expect(idFrom(title)).toBe(id);
  });
});

describe('the JSON editor', () => {
  let opened: JsonEditor | undefined;
  afterEach(() => opened?.destroy());

  function open(content: string) {
    const host = document.body.appendChild(document.createElement('div'));
    const onText = vi.fn<(changed: string) => void>();
    opened = openEditor(host, {
      text: content,
      label: 'JSON',
      known: () => ({ schema, names: namesIn(JSON.parse(text)) }),
      onText,
    });
    const view = EditorView.findFromDOM(host.shadowRoot?.querySelector('.cm-editor') as HTMLElement);
    if (!view) throw new Error('There is no editor.');
    return { editor: opened, host, view, onText };
  }

  /** The line that the cursor is in. */
  const lineAt = (view: EditorView) => view.state.doc.lineAt(view.state.selection.main.head);

  test('marks each problem at its line, listed below; a press on it goes there', async () => {
    const broken = text.replace('"when": { "need": { "not": "learn" } }', '"when": { "nead": "learn" }');
    const { editor, host, view } = open(broken);
    const { problems } = checkForm(broken);
    editor.showProblems(problems);
    const wrong = [...(host.shadowRoot?.querySelectorAll('.cm-lintRange-error') ?? [])];
    expect(wrong.map((mark) => mark.textContent)).toEqual(['"nead"']);

    const draft = new FakeDraft(broken);
    render(<Problems draft={draft.draft} onJump={editor.jumpTo} />);
    fireEvent.click(screen.getByText(/Unknown field "nead"/));
    expect(lineAt(view).text).toContain('"nead"');
    expect(lineAt(view).number).toBe(problems[0]?.line);
    screen.getByText(/Did you mean "need"/);
    draft.draft.dispose();
  });

  test('goes to the part that a pointer names', () => {
    const { editor, view } = open(text);
    editor.jump('/outcomes/1');
    expect(view.state.sliceDoc(lineAt(view).from, lineAt(view).to + 30)).toContain('"id": "thanks"');
    editor.jump('/steps/1/fields/0/options/2/points/fit');
    expect(lineAt(view).text).toContain('"s50"');
  });

  const cases: [name: string, content: string, offered: string[], notOffered: string[]][] = [
    ['keys that are not there yet', '{ "id": "a", | }', ['title', 'steps', 'outcomes'], ['id']],
    [
      'the keys of just this type of question',
      '{"steps":[{"fields":[{"type":"phone", |}]}]}',
      ['country'],
      ['options'],
    ],
    ['every type of question', '{"steps":[{"fields":[{"type":"|"}]}]}', ['choice', 'rating'], []],
    ['true and false', '{"scoring":{"private": |}}', ['true', 'false'], []],
    [
      'fields and facts in a condition',
      '{"qualify":{"sql":{|}}}',
      ['need', 'score.fit', 'utm.source', 'all'],
      [],
    ],
    ['operators behind a field', '{"qualify":{"sql":{"score":{|}}}}', ['gte', 'between'], []],
    [
      'options of the field that is asked about',
      '{"qualify":{"mql":{"size":{"in":["|"]}}}}',
      ['s50'],
      ['buy'],
    ],
    ['the parts of a confirmation', '{"confirmation":{|}}', ['subject', 'text', 'replyTo'], ['when']],
    ['steps to go to', '{"steps":[{"next":[{"go":"|"}]}]}', ['contact', 'end'], []],
    [
      'dimensions for points',
      '{"steps":[{"fields":[{"type":"choice","options":[{"points":{|}}]}]}]}',
      ['fit'],
      [],
    ],
  ];
  test.each(cases)('offers %s', async (_, content, offered, notOffered) => {
    const at = content.indexOf('|');
    const { view } = open(content.replace('|', ''));
    view.focus();
    view.dispatch({ selection: { anchor: at } });
    startCompletion(view);
    await waitFor(() => expect(currentCompletions(view.state)).not.toEqual([]));
    const labels = currentCompletions(view.state).map(({ displayLabel }) => displayLabel);
    expect(labels).toEqual(expect.arrayContaining(offered));
    for (const label of notOffered) expect(labels).not.toContain(label);
  });

  test('writes an accepted key with its colon, a start of its value and the comma that is needed', async () => {
    const { view } = open('{\n  "ti"\n  "id": "a"\n}');
    view.focus();
    view.dispatch({ selection: { anchor: '{\n  "ti'.length } });
    startCompletion(view);
    await waitFor(() => expect(currentCompletions(view.state)[0]?.displayLabel).toBe('title'));
    await waitFor(() => expect(acceptCompletion(view)).toBe(true));
    expect(view.state.doc.toString()).toBe('{\n  "title": "",\n  "id": "a"\n}');
    expect(view.state.selection.main.head).toBe('{\n  "title": "'.length);
  });
});

/** A draft without a server behind it. */
class FakeDraft {
  readonly draft: Draft;
  constructor(content: string) {
    this.draft = createDraft(sourceOf({ text: content }));
  }
}

describe('a draft', () => {
  const changed = text.replace('"Book a demo"', '"Book a call"');
  const answer = (status: number, body: unknown) =>
    vi.stubGlobal('fetch', async () => new Response(JSON.stringify(body), { status }));

  test('that is not saved is back after a reload, with what it began from', () => {
    const first = createDraft(sourceOf());
    first.edit(changed);
    first.dispose();
    const again = createDraft(sourceOf());
    expect(again.text.value).toBe(changed);
    expect(again.restored).toBe(true);
    expect(again.isDirty.value).toBe(true);
    again.dispose();
  });

  test('keeps what is typed when the server refuses it or cannot be reached', async () => {
    const draft = createDraft(sourceOf());
    draft.edit(changed);
    answer(503, { title: 'Busy', code: 'busy', detail: 'This could not be stored just now.', status: 503 });
    expect(await draft.save()).toBe(false);
    expect(draft.trouble.value?.detail).toBe('This could not be stored just now.');
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
    expect(await draft.save()).toBe(false);
    expect(draft.trouble.value?.code).toBe('unreachable');
    expect(draft.text.value).toBe(changed);
    expect(draft.isDirty.value).toBe(true);
    draft.dispose();
  });

  test('is sent byte for byte, and is clean once it is saved', async () => {
    const sent: unknown[] = [];
    vi.stubGlobal('fetch', async (_: string, init: RequestInit) => {
      sent.push(init.body);
      return new Response('{"id":"book-a-demo","problems":[]}');
    });
    const draft = createDraft(sourceOf());
    draft.edit(changed);
    expect(await draft.save()).toBe(true);
    expect(sent).toEqual([changed]);
    expect(draft.isDirty.value).toBe(false);
    expect(sessionStorage.length).toBe(0);
    draft.dispose();
  });

  test('that calls itself by another id says so before the server does', () => {
    const draft = createDraft(sourceOf({ text: text.replace('"book-a-demo"', '"other"') }));
    expect(draft.errors.value.map(({ code }) => code)).toEqual(['other_id']);
    draft.dispose();
  });

  test.each([true, false])('that wants to mail says so where the server cannot: %s', (sendsMail) => {
    const confirmation = { subject: 'Thank you', text: 'We call you.' };
    const draft = createDraft(sourceOf({ sendsMail, text: JSON.stringify({ ...form, confirmation }) }));
    expect(draft.warnings.value.map(({ code }) => code)).toEqual(sendsMail ? [] : ['no_mail']);
    draft.dispose();
  });
});

test('the structure lists steps with their questions, then what is decided from them', () => {
  const groups = outlineOf(JSON.parse(text));
  expect(groups.map(({ name, items }) => [name, items.map(({ label }) => label)])).toEqual([
    ['Steps', ['need', 'size', 'Where can we reach you?']],
    ['Score', ['Fit', 'Intent', 'Writes from an address of the company']],
    ['Lines', ['MQL', 'SQL']],
    ['Endings', ['talk', 'thanks']],
    ['Tests', ['A larger company that wants to buy', 'Somebody who is just looking']],
  ]);
  expect(outlineOf([null, 3])).toEqual([]);
});

test('what publishing would change is said part by part', () => {
  const next = structuredClone(form);
  const [need, size, contact] = next.steps;
  if (!need?.fields[0] || !size || !contact) throw new Error('The starter has changed.');
  need.fields[0].label = 'What can we do for you?';
  next.steps = [need, { ...contact, fields: contact.fields.slice(1) }];
  next.tests = next.tests?.slice(0, 1) ?? [];
  next.confirmation = { subject: 'Thank you', text: 'We call you.' };
  const words = changesBetween(form, next).map(({ kind, words: part }) => `${kind}: ${part}`);
  expect(words).toEqual([
    'removed: Step “size”',
    'removed: Question “How many people work with you?”',
    'removed: Question “First name”',
    'removed: Test “Somebody who is just looking”',
    'changed: Question “What can we do for you?”',
    'changed: Confirmation mail',
  ]);
  expect(changesBetween(form, structuredClone(form))).toEqual([]);
});

test('the snippets carry the address that the server is known by', () => {
  const ways = waysToEmbed('book-a-demo', sourceOf().snippet);
  expect(ways.map(({ code }) => code)).toEqual([
    '<script async src="https://forms.acme.example/f/book-a-demo.js"></script>',
    '<script async src="https://forms.acme.example/embed.js" data-form="book-a-demo"></script>',
    '<script async src="https://forms.acme.example/embed.js"></script>\n<qualiform-form form="book-a-demo"></qualiform-form>',
  ]);
});

test('the preview keeps what was answered when the form is edited under it, and goes on judging', async () => {
  const judged: Judgement[] = [];
  const props = {
    version: 1,
    language: 'en',
    scheme: 'light',
    signals: {},
    round: 0,
    onJudged: (one: Judgement) => judged.push(one),
  } as const;
  const { container, rerender } = render(<Preview {...props} form={form} />);
  const inside = () => container.querySelector('.preview-host')?.shadowRoot;
  await waitFor(() => expect(inside()?.querySelector('[value=buy]')).toBeTruthy());
  inside()?.querySelector<HTMLElement>('[value=buy]')?.click();
  await waitFor(() => expect(judged.at(-1)?.score.total).toBe(30));

  const edited = structuredClone(form);
  edited.scoring = {
    ...edited.scoring,
    dimensions: { fit: { max: 60 }, intent: { label: 'Intent', max: 20 } },
  };
  rerender(<Preview {...props} form={edited} />);
  await waitFor(() => expect(judged.at(-1)?.score.total).toBe(20));
  expect(judged.at(-1)?.score.ledger.at(-1)).toEqual({
    source: 'cap.intent',
    dimension: 'intent',
    points: -10,
  });
});
