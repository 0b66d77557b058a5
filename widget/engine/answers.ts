/** Answers: what each field type takes, and what is wrong with what it does not take. */

import type { Field, FieldOf, FieldType } from '../schema/form.ts';
import { domainOf, isFreeDomain, isThrowAwayDomain } from './email.ts';
import type { Answers, Value } from './input.ts';
import { looksLikePhone } from './phone.ts';

/**
 * `wrong_type`, `unknown_option` and `too_long` are not answers at all and refused wherever they stand;
 * the others are answers that a visitor can mend.
 */
export type ProblemCode =
  | 'wrong_type'
  | 'unknown_option'
  | 'too_long'
  | 'required'
  | 'email'
  | 'work_email'
  | 'phone'
  | 'url'
  | 'number'
  | 'too_small'
  | 'too_large'
  | 'too_few'
  | 'too_many'
  | 'date'
  | 'too_early'
  | 'too_late';

const malformed = new Set<ProblemCode>(['wrong_type', 'unknown_option', 'too_long']);

/** Whether a problem is one of form (refuse it anywhere), not of content (the visitor can mend it). */
export const isMalformed = (code: ProblemCode): boolean => malformed.has(code);

/** A clean value, nothing at all (not answered), or what is wrong, with the bound that was crossed. */
export type Checked =
  | { value: Value | undefined; problem?: undefined }
  | { value?: undefined; problem: ProblemCode; bound?: number | string };

/** Characters that any text may have at the most. */
export const longestAnswer = 5000;

const none: Checked = { value: undefined };
const problem = (code: ProblemCode, bound?: number | string): Checked =>
  bound === undefined ? { problem: code } : { problem: code, bound };

/** A text without the space around it; empty is not answered. */
function textOf(value: unknown, longest: number, check: (text: string) => Checked): Checked {
  if (typeof value !== 'string') return problem('wrong_type');
  const text = value.trim();
  if (text.length > longest) return problem('too_long', longest);
  return text === '' ? none : check(text);
}

const asIs = (text: string): Checked => ({ value: text });

function emailOf(value: unknown, field: FieldOf<'email'>): Checked {
  return textOf(value, 254, (text) => {
    const domain = domainOf(text);
    if (domain === undefined) return problem('email');
    const refused = field.business === 'block' && (isFreeDomain(domain) || isThrowAwayDomain(domain));
    return refused ? problem('work_email') : asIs(text);
  });
}

/** Takes "acme.com" as well as "https://acme.com/about"; keeps what was typed. */
function urlOf(value: unknown): Checked {
  return textOf(value, 2000, (text) =>
    /^(https?:\/\/)?[^\s/?#@:"'<>\\]+\.[^\s/?#@:.\d"'<>\\][^\s/?#@:."'<>\\]+(:\d+)?([/?#][^\s"'<>\\]*)?$/i.test(
      text,
    )
      ? asIs(text)
      : problem('url'),
  );
}

/** Tolerance for steps such as 0.1, which binary fractions only come close to. */
const nearly = 1e-9;

function numberOf(
  value: unknown,
  field: { min?: number | undefined; max?: number | undefined; step?: number | undefined },
): Checked {
  if (typeof value === 'string' && value.trim() === '') return none;
  if (typeof value !== 'number' || !Number.isFinite(value)) return problem('wrong_type');
  if (field.min !== undefined && value < field.min) return problem('too_small', field.min);
  if (field.max !== undefined && value > field.max) return problem('too_large', field.max);
  const steps = field.step === undefined ? 0 : (value - (field.min ?? 0)) / field.step;
  return Math.abs(steps - Math.round(steps)) > nearly * Math.max(1, Math.abs(steps))
    ? problem('number', field.step)
    : { value };
}

function optionOf(value: unknown, field: { options: { id: string }[] }): Checked {
  if (typeof value !== 'string') return problem('wrong_type');
  if (value.trim() === '') return none;
  return field.options.some((option) => option.id === value) ? { value } : problem('unknown_option');
}

/** The chosen options, each once, in the order of the file. */
function optionsOf(value: unknown, field: FieldOf<'choices'>): Checked {
  if (!Array.isArray(value) || value.some((id) => typeof id !== 'string')) return problem('wrong_type');
  const ids = field.options.map((option) => option.id);
  if (value.some((id) => !ids.includes(id))) return problem('unknown_option');
  const chosen = ids.filter((id) => value.includes(id));
  if (chosen.length === 0) return none;
  if (field.min !== undefined && chosen.length < field.min) return problem('too_few', field.min);
  if (field.max !== undefined && chosen.length > field.max) return problem('too_many', field.max);
  return { value: chosen };
}

/** Whether a text is a day that the calendar has. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

function dateOf(value: unknown, field: FieldOf<'date'>): Checked {
  return textOf(value, 10, (text) => {
    if (!isDay(text)) return problem('date');
    if (field.min !== undefined && text < field.min) return problem('too_early', field.min);
    if (field.max !== undefined && text > field.max) return problem('too_late', field.max);
    return asIs(text);
  });
}

function tickOf(value: unknown): Checked {
  if (typeof value !== 'boolean') return problem('wrong_type');
  return value ? { value } : none;
}

/** Steps of a rating unless the form says otherwise. */
export const defaultRating = 5;
/** Ends of a slider unless the form says otherwise. */
export const defaultRange = { min: 0, max: 100, step: 1 };

type Check<T extends FieldType> = (value: unknown, field: FieldOf<T>) => Checked;

/** One row a field type: what it takes. */
const checks: { [T in FieldType]: Check<T> } = {
  text: (value, field) => textOf(value, field.maxLength ?? longestAnswer, asIs),
  longtext: (value, field) => textOf(value, field.maxLength ?? longestAnswer, asIs),
  email: emailOf,
  phone: (value) => textOf(value, 40, (text) => (looksLikePhone(text) ? asIs(text) : problem('phone'))),
  url: urlOf,
  number: numberOf,
  range: (value, field) => numberOf(value, { ...defaultRange, ...field }),
  choice: optionOf,
  choices: optionsOf,
  dropdown: optionOf,
  country: (value) =>
    textOf(value, longestAnswer, (text) =>
      /^[A-Z]{2}$/.test(text) ? asIs(text) : problem('unknown_option'),
    ),
  date: dateOf,
  rating: (value, field) => numberOf(value, { min: 1, max: field.max ?? defaultRating, step: 1 }),
  consent: tickOf,
  hidden: (value) => textOf(value, longestAnswer, asIs),
};

/** Checks one answer against its field. Never throws, whatever the value. */
export function checkAnswer(field: Field, value: unknown): Checked {
  return (checks[field.type] as Check<FieldType>)(value, field as never);
}

export interface AnswerProblem {
  field: string;
  code: ProblemCode | 'unknown_field';
  /** The limit that was crossed, where there is one. */
  bound?: number | string;
}

export interface Cleaned {
  answers: Answers;
  problems: AnswerProblem[];
}

/** Cleans a set of answers: values as the engine takes them, and every problem with its field. */
export function cleanAnswers(
  fields: ReadonlyMap<string, Field>,
  raw: Readonly<Record<string, unknown>>,
): Cleaned {
  const answers: Record<string, Value> = {};
  const problems: AnswerProblem[] = [];
  for (const id of Object.keys(raw)) {
    const field = fields.get(id);
    if (!field) {
      problems.push({ field: id, code: 'unknown_field' });
      continue;
    }
    const checked = checkAnswer(field, raw[id]);
    if (checked.problem !== undefined) {
      const { problem: code, bound } = checked;
      problems.push(bound === undefined ? { field: id, code } : { field: id, code, bound });
    } else if (checked.value !== undefined) answers[id] = checked.value;
  }
  return { answers, problems };
}
