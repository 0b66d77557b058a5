/** Why a comparison can never hold, and what was probably meant. */
import { checkAnswer, defaultRange, defaultRating, isDay } from '../../engine/answers.ts';
import type { Comparison, Field } from '../form.ts';
import { quoted } from './source.ts';
import type { Meaning } from './vocabulary.ts';

export interface Reason {
  message: string;
  remedy: string;
}

const ordering = ['gt', 'gte', 'lt', 'lte', 'between'];
const several = ['has', 'hasAny', 'hasAll'];
const fragments = ['contains', 'startsWith', 'endsWith'];
const single: Readonly<Record<string, string>> = { has: 'is', hasAny: 'in', hasAll: 'in' };

/** The smallest and the largest number of a field. */
function rangeOf(field: Field): { min?: number | undefined; max?: number | undefined } {
  if (field.type === 'range') return { ...defaultRange, ...field };
  if (field.type === 'rating') return { min: 1, max: field.max ?? defaultRating };
  return field.type === 'number' ? field : {};
}

/** `part` is the one operator that fails by itself; without one, the operators contradict each other. */
export function explain(name: string, meaning: Meaning, part: Comparison | undefined, most: number): Reason {
  const [operator, operand] = Object.entries(part ?? {})[0] ?? [];
  const what = quoted(name);
  if (operator === undefined)
    return {
      message: `the operators on ${what} contradict each other`,
      remedy: 'several operators mean all of them; use "any" where one is enough',
    };
  const field = meaning.kind === 'field' ? meaning.field : undefined;
  const isNumber =
    ['score', 'signal', 'number'].includes(meaning.kind) ||
    (field !== undefined && ['number', 'range', 'rating'].includes(field.type));
  const values: unknown[] = Array.isArray(operand) ? operand : [operand];

  if (several.includes(operator) && field?.type !== 'choices')
    return {
      message: `"${operator}" looks into several choices, and ${what} has one value`,
      remedy: `use "${single[operator]}"`,
    };
  if (fragments.includes(operator) && (isNumber || field?.type === 'choices' || field?.type === 'consent'))
    return {
      message: `"${operator}" looks into texts, and ${what} is none`,
      remedy: isNumber ? 'use "is" or "gte"' : field?.type === 'choices' ? 'use "has"' : 'use true',
    };
  if (ordering.includes(operator)) {
    if (field?.type === 'choices')
      return {
        message: `"${operator}" compares one value, and ${what} has several choices`,
        remedy: 'use "hasAny" with the options that count',
      };
    if (field && 'options' in field && !field.ordered)
      return {
        message: `the options of ${what} are in no order, and "${operator}" compares by order`,
        remedy: 'add "ordered": true to the field, or use "in"',
      };
    if (!isNumber && field?.type !== 'date' && !(field && 'options' in field))
      return {
        message: `"${operator}" compares numbers, dates and ordered options, and ${what} is none of them`,
        remedy: 'use "is", "in" or "contains"',
      };
    const [from, to] = values;
    if (operator === 'between' && isReversed(from, to, field))
      return {
        message: `"between" goes from the smaller to the larger value`,
        remedy: `write [${JSON.stringify(to)}, ${JSON.stringify(from)}]`,
      };
  }
  if (field?.type === 'consent')
    return values.includes(false)
      ? { message: `an unticked ${what} counts as not answered`, remedy: `write { "not": true }` }
      : { message: `${what} is true once it is ticked`, remedy: 'write true' };
  const wrong = values.find((value) => (isNumber ? typeof value !== 'number' : typeof value !== 'string'));
  if (wrong !== undefined && isNumber)
    return Number.isFinite(Number(wrong))
      ? {
          message: `${what} is a number, and ${JSON.stringify(wrong)} is not`,
          remedy: `write ${Number(wrong)} without quotes`,
        }
      : { message: `${what} is a number, and ${JSON.stringify(wrong)} is not`, remedy: 'write a number' };
  if (meaning.kind === 'free') return { message: `${what} is true or false`, remedy: 'write true or false' };
  if (meaning.kind === 'score')
    return {
      message: `${what} reaches ${most} at the most`,
      remedy: `ask for less than ${most + 1}, or give more points`,
    };
  if (isNumber && field) {
    const { min, max } = rangeOf(field);
    return {
      message: `${what} takes numbers${min === undefined ? '' : ` from ${min}`}${max === undefined ? '' : ` up to ${max}`}`,
      remedy: 'compare with a number that can be answered',
    };
  }
  if (isNumber) return { message: `${what} counts from 0`, remedy: 'compare with 0 or more' };
  if (wrong !== undefined)
    return {
      message: `${what} is a text, and ${JSON.stringify(wrong)} is not`,
      remedy: `write "${String(wrong)}"`,
    };
  if (field?.type === 'country')
    return { message: `${what} is a code of two capitals`, remedy: 'write "PL", for example' };
  if (field?.type === 'date') {
    const noDay = values.find((value) => !isDay(String(value)));
    if (noDay !== undefined)
      return {
        message: `${quoted(noDay)} is no day that ${what} takes`,
        remedy: 'write a day of the calendar as YYYY-MM-DD',
      };
    const { min, max } = field;
    return {
      message: `${what} takes days${min === undefined ? '' : ` from ${min}`}${max === undefined ? '' : ` up to ${max}`}`,
      remedy: 'compare with a day that can be answered',
    };
  }
  if (field && values.some((value) => checkAnswer(field, value).problem !== undefined))
    return {
      message: `the field ${what} never takes ${quoted(values[0])} for an answer`,
      remedy: `compare with an answer of the type "${field.type}"`,
    };
  if (meaning.kind === 'domain')
    return {
      message: `${what} is written in small letters, as in "example.com"`,
      remedy: `write "${String(values[0]).toLowerCase().replace(/^.*@/, '')}"`,
    };
  if (name === 'page.path')
    return { message: `${what} starts with "/"`, remedy: `write "/${String(values[0])}"` };
  return { message: `${what} never has such a value`, remedy: 'compare with a value that it can have' };
}

function isReversed(from: unknown, to: unknown, field: Field | undefined): boolean {
  if (field && 'options' in field) {
    const ids = field.options.map((option) => option.id);
    return ids.indexOf(String(from)) > ids.indexOf(String(to));
  }
  return typeof from === typeof to && (from as string) > (to as string);
}
