/** What publishing would change, part by part, in words. */
import { formLanguage, speak } from '../../../widget/schema/definition.ts';
import type { Form } from '../../../widget/schema/form.ts';

export interface Change {
  kind: 'added' | 'removed' | 'changed';
  words: string;
}

/** A part of a form: what it is, what it is called, and all that is in it. */
interface Part {
  id: string;
  words: string;
  content: string;
}

/** Every change from one form to another; none if they say the same. */
export function changesBetween(before: Form, after: Form): Change[] {
  const [a, b] = [partsOf(before), partsOf(after)];
  const had = new Map(a.map((part) => [part.id, part]));
  const has = new Map(b.map((part) => [part.id, part]));
  const changes: Change[] = [
    ...b.filter(({ id }) => !had.has(id)).map(({ words }): Change => ({ kind: 'added', words })),
    ...a.filter(({ id }) => !has.has(id)).map(({ words }): Change => ({ kind: 'removed', words })),
    ...b
      .filter(({ id, content }) => had.has(id) && had.get(id)?.content !== content)
      .map(({ words }): Change => ({ kind: 'changed', words })),
  ];
  const order = (parts: Part[], other: Map<string, Part>) =>
    parts
      .map(({ id }) => id)
      .filter((id) => id.startsWith('question ') && other.has(id))
      .join();
  if (order(a, has) !== order(b, had)) changes.push({ kind: 'changed', words: 'Order of the questions' });
  return changes;
}

function partsOf(form: Form): Part[] {
  const say = (words: Form['title']) => speak(words, formLanguage(form), formLanguage(form));
  const part = (kind: string, id: string, name: string, content: unknown): Part => ({
    id: `${kind.toLowerCase()} ${id}`,
    words: name ? `${kind} “${name}”` : kind,
    content: JSON.stringify(content) ?? '',
  });
  const { title, language, kind, theme, advance, profiling, retention, scoring, qualify } = form;
  const { confirmation, contact, origins, protect } = form;
  return [
    ...form.steps.flatMap((step) => [
      part('Step', step.id, step.id, { ...step, fields: undefined }),
      ...step.fields.map((field) =>
        part('Question', field.id, say(field.label), { ...field, step: step.id }),
      ),
    ]),
    ...Object.entries(scoring?.dimensions ?? {}).map(([id, dimension]) =>
      part('Dimension', id, id, dimension),
    ),
    ...(scoring?.rules ?? []).map((rule) => part('Rule', rule.id, rule.why ? say(rule.why) : rule.id, rule)),
    ...(form.signals ?? []).map((one) => part('Signal', one.id, one.id, one)),
    ...(qualify?.disqualify ?? []).map((rule) => part('Disqualify rule', rule.id, rule.id, rule)),
    part('Line for MQL', '', '', qualify?.mql),
    part('Line for SQL', '', '', [qualify?.sql, qualify?.sqlBy]),
    ...form.outcomes.map((outcome) => part('Ending', outcome.id, outcome.id, outcome)),
    ...(form.tests ?? []).map((one) => part('Test', one.name, one.name, one)),
    part('Title', '', '', title),
    part('Confirmation mail', '', '', confirmation),
    part('Looks', '', '', theme),
    part('Settings', '', '', [
      ...[language, kind, advance, profiling, retention, scoring?.private],
      ...[contact, origins, protect],
    ]),
  ];
}
