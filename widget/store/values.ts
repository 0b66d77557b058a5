/** What the controls hold: where it comes from, what is wrong with it, and what of it may stay on the device. */

import { checkAnswer } from '../engine/answers.ts';
import type { Answers } from '../engine/input.ts';
import { isRemembered } from '../fields.ts';
import type { Field } from '../schema/form.ts';
import type { FieldProblem } from './state.ts';

type Fields = ReadonlyMap<string, Field>;

/** The value that a control without an answer stands for, so that one check serves both. */
function emptyOf(field: Field): unknown {
  if (field.type === 'choices') return [];
  return field.type === 'consent' ? false : '';
}

/** What keeps a field from being passed: a value that is none, or none where one is required. */
export function problemOf(field: Field, value: unknown): FieldProblem | undefined {
  const { problem, bound, ...checked } = { bound: undefined, ...checkAnswer(field, value ?? emptyOf(field)) };
  if (problem !== undefined) return bound === undefined ? { code: problem } : { code: problem, bound };
  return checked.value === undefined && field.required ? { code: 'required' } : undefined;
}

/** What the fields hold before anybody has answered: what the page fills in, where the form allows it. */
export function firstValues(fields: Fields, prefill: Record<string, unknown> = {}): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const field of fields.values()) {
    if (field.prefill && field.type !== 'consent' && Object.hasOwn(prefill, field.id))
      values[field.id] = prefill[field.id];
  }
  return values;
}

/** The answers that a later visit need not be asked for again. */
export function rememberedOf(fields: Fields, answers: Answers): Answers {
  const stays = (field: Field | undefined) => field && isRemembered(field);
  return Object.fromEntries(Object.entries(answers).filter(([name]) => stays(fields.get(name))));
}
