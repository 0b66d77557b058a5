/** Reference path: one forward pass over steps and fields, rulings 4, 7 and 8. */
import type { Condition, Field } from '../../widget/schema/form.ts';
import type { Answers, Value } from './answers.ts';
import { isAnswered } from './answers.ts';
import { holds } from './conditions.ts';
import { scoreOf } from './score.ts';
import type { View } from './view.ts';

export interface Asking {
  given: Answers;
  /** Fields whose answer the browser has from before and does not ask again. */
  remembered: string[];
  /** Fields whose answer only the server has. */
  known: string[];
}

export interface Path {
  /** Everything on the path, whether asked or not. */
  view: View;
  /** The fields that the visitor is asked. */
  asked: Field[];
  /** Steps with something to ask. */
  shown: string[];
}

/** One pass, with some fields put off: they count as unanswered. */
function walk(blank: View, asking: Asking, putOff: string[]): Path {
  const { form } = blank;
  const view: View = { ...blank, fields: [], answers: new Map(), known: [] };
  const path: Path = { view, asked: [], shown: [] };
  const isOpen = (when: Condition | undefined) => !when || holds(when, { ...view, score: scoreOf(view) });

  let at = 0;
  while (at < form.steps.length) {
    const step = form.steps[at];
    if (!step) break;
    at += 1;
    if (!isOpen(step.when)) continue;
    const askedBefore = path.asked.length;
    for (const field of step.fields) {
      if (!isOpen(field.when)) continue;
      view.fields = [...view.fields, field];
      const value = answerOf(field, asking);
      if (value !== undefined) view.answers.set(field.id, value);
      else if (isKnown(field, asking)) view.known = [...view.known, field.id];
      if (isAsked(field, asking) && !putOff.includes(field.id)) path.asked.push(field);
    }
    if (path.asked.length > askedBefore) path.shown.push(step.id);
    const jump = step.next?.find((one) => isOpen(one.when));
    if (jump) at = jump.go === 'end' ? form.steps.length : form.steps.findIndex((one) => one.id === jump.go);
  }
  return path;
}

/** What was answered; a hidden field has an answer of its own unless the page gives another. */
function answerOf(field: Field, asking: Asking): Value | undefined {
  const given = asking.given.get(field.id);
  if (given !== undefined || field.type !== 'hidden' || !isAnswered(field.value)) return given;
  return field.value?.trim();
}

/** Only the server knows: the browser has no answer. */
const isKnown = (field: Field, asking: Asking): boolean =>
  asking.known.includes(field.id) && !asking.given.has(field.id);

function isAsked(field: Field, asking: Asking): boolean {
  if (field.type === 'hidden') return false;
  if (isKnown(field, asking)) return false;
  return !(asking.remembered.includes(field.id) && asking.given.has(field.id));
}

/** Puts off one more unanswered remembered field, the last one first, until few enough are asked. */
export function pathOf(blank: View, asking: Asking): Path {
  const most = blank.form.profiling?.maxQuestions ?? Number.POSITIVE_INFINITY;
  const putOff: string[] = [];
  for (;;) {
    const path = walk(blank, asking, putOff);
    const last = path.asked.findLast((field) => field.remember && !asking.given.has(field.id));
    if (path.asked.length <= most || !last) return path;
    putOff.push(last.id);
  }
}
