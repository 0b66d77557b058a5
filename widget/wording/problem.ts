/** What is wrong with an answer, in the visitor's words. */

import type { ProblemCode } from '../engine/answers.ts';
import type { Plural, Words } from '../locales/en.ts';
import type { DefinitionField } from '../schema/definition.ts';
import type { FieldType } from '../schema/form.ts';
import type { FieldProblem } from '../store.ts';
import { formatDay, formatNumber } from './format.ts';
import { say } from './say.ts';

/** Questions whose missing answer is asked for in other words. */
const asking: { [T in FieldType]?: keyof Words } = {
  choice: 'requiredChoice',
  choices: 'requiredChoice',
  dropdown: 'requiredChoice',
  country: 'requiredChoice',
  rating: 'requiredChoice',
  consent: 'requiredConsent',
  number: 'number',
  date: 'date',
};

/** Codes that no visitor can cause by a control of its own, or that depend on the question. */
function wordingOf(code: ProblemCode, field: DefinitionField, bound: unknown): keyof Words {
  if (code === 'number' && bound !== undefined) return 'stepped';
  if (code !== 'required' && code !== 'wrong_type' && code !== 'unknown_option') return code;
  return asking[field.type] ?? 'required';
}

export function messageOf(
  field: DefinitionField,
  { code, bound = '' }: FieldProblem,
  words: Words,
  language: string,
): string {
  const wording: string | Plural = words[wordingOf(code, field, bound || undefined)];
  const isAmount = field.type === 'number' || field.type === 'range';
  const shown =
    typeof bound === 'number'
      ? formatNumber(bound, isAmount ? field : {}, language)
      : bound && formatDay(bound, language);
  return say(wording, language, { bound: shown, n: bound });
}
