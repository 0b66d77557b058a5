/** The draft of a form: what was answered and where the visitor stood, so that a reload loses nothing. */

import { checkAnswer } from './engine/answers.ts';
import { contextType } from './engine/facts.ts';
import { fieldsOf } from './fields.ts';
import { isId } from './ids.ts';
import { areNumbers, isRecord, pick } from './json.ts';
import type { Keep } from './keep.ts';
import type { Served } from './served.ts';
import type { Draft, StoreDeps } from './store.ts';

/** Nobody comes back to a form after a month, and what was typed is personal. */
const lifetime = 30 * 86_400_000;

const isFresh = (found: unknown, now: number): found is Record<string, unknown> =>
  isRecord(found) && now - Number(found.at) < lifetime;

/** Erases what is too old to come back, of every form: nobody may ever see that one again, and what was typed would stay. */
export function sweepDrafts(keep: Keep, now: number): void {
  for (const key of keep.keys('draft:')) if (!isFresh(keep.load(key), now)) keep.erase(key);
}

/** Kept per form. A draft of another version is left alone, since its questions may have been other ones. */
export function openDraft(keep: Keep, form: Served, now: () => number): StoreDeps['draft'] {
  const key = `draft:${form.id}`;
  return {
    load() {
      const found = keep.load(key);
      return isFresh(found, now()) && found.version === form.version ? draftOf(found, form) : undefined;
    },
    save: (draft) => keep.saveSoon(key, { ...draft, version: form.version, at: now() }),
    erase: () => keep.erase(key),
  };
}

/** Anything may stand in storage: takes what has the right kind and leaves the rest. */
function draftOf(found: Record<string, unknown>, form: Served): Draft | undefined {
  const { id, step, values, context, signals, proof } = found;
  if (!isId(id) || typeof step !== 'string' || !isRecord(values)) return undefined;
  const fields = fieldsOf(form);
  // What the visitor can still mend is kept as it was typed.
  const holds = (value: unknown, name: string) => {
    const field = fields.get(name);
    const problem = field && checkAnswer(field, value).problem;
    return problem !== 'wrong_type' && problem !== 'unknown_option';
  };
  return {
    id,
    step,
    proof,
    values: pick(values, fields.keys(), holds),
    context: pick(context, Object.keys(context ?? {}), (value, name) => typeof value === contextType(name)),
    signals: pick(
      signals,
      form.signals.map((signal) => signal.id),
      areNumbers,
    ),
  };
}
