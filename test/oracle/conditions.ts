/** Reference reading of conditions: DESIGN's operators one by one, interpreted as they are written. */
import type { Comparison, Condition, Field, Scalar } from '../../widget/schema/form.ts';
import type { Value } from './answers.ts';
import { isAnswered, optionIds } from './answers.ts';
import type { View } from './view.ts';
import { factOf, fieldNamed } from './view.ts';

/** Several keys mean all of them. */
export function holds(condition: Condition | undefined, view: View): boolean {
  if (!condition) return true;
  return Object.entries(condition).every(([key, test]) => {
    if (test === undefined) return true;
    if (key === 'all') return (test as Condition[]).every((one) => holds(one, view));
    if (key === 'any') return (test as Condition[]).some((one) => holds(one, view));
    if (key === 'not') return !holds(test as Condition, view);
    const comparison = typeof test === 'object' ? (test as Comparison) : { is: test as Scalar };
    return Object.entries(comparison).every(([operator, operand]) => compare(view, key, operator, operand));
  });
}

function compare(view: View, key: string, operator: string, operand: unknown): boolean {
  const found = factOf(view, key);
  const value = isAnswered(found) || found === false ? found : undefined;
  const field = fieldNamed(view.form, key);

  // Opposites hold where the value is missing.
  if (operator === 'answered') return (value !== undefined || view.known.includes(key)) === operand;
  if (operator === 'not') return !isSame(value, operand);
  if (operator === 'notIn') return !(operand as unknown[]).some((one) => isSame(value, one));
  if (value === undefined) return false;

  if (operator === 'is') return isSame(value, operand);
  if (operator === 'in') return (operand as unknown[]).some((one) => isSame(value, one));
  if (operator === 'has') return isChosen(value, operand);
  if (operator === 'hasAny') return (operand as unknown[]).some((one) => isChosen(value, one));
  if (operator === 'hasAll')
    return Array.isArray(value) && (operand as unknown[]).every((one) => isChosen(value, one));
  if (operator === 'between') {
    const [low, high] = operand as unknown[];
    return isAtMost(field, low, value) && isAtMost(field, value, high);
  }
  if (operator === 'gte') return isAtMost(field, operand, value);
  if (operator === 'lte') return isAtMost(field, value, operand);
  if (operator === 'gt') return areAlike(field, operand, value) && !isAtMost(field, value, operand);
  if (operator === 'lt') return areAlike(field, operand, value) && !isAtMost(field, operand, value);

  if (typeof value !== 'string' || typeof operand !== 'string') return false;
  const text = value.toLowerCase();
  const part = operand.toLowerCase();
  if (operator === 'contains') return text.includes(part);
  if (operator === 'startsWith') return text.startsWith(part);
  if (operator === 'endsWith') return text.endsWith(part);
  return false;
}

const isChosen = (value: Value, operand: unknown): boolean =>
  Array.isArray(value) && value.some((one) => one === operand);

/** Exact; on several choices it is 'has'. */
const isSame = (value: Value | undefined, operand: unknown): boolean =>
  value !== undefined && (Array.isArray(value) ? isChosen(value, operand) : value === operand);

/** A number to compare by, of the number, the date or the ordered option; what cannot be compared has none. */
function rank(field: Field | undefined, value: unknown): { kind: string; at: number } | undefined {
  if (typeof value === 'number') return { kind: 'number', at: value };
  if (typeof value !== 'string') return undefined;
  if (field?.type === 'date' && /^\d{4}-\d{2}-\d{2}$/.test(value)) {
    return { kind: 'date', at: Number(value.replaceAll('-', '')) };
  }
  if (field && 'ordered' in field && field.ordered && optionIds(field).includes(value)) {
    return { kind: 'option', at: optionIds(field).indexOf(value) };
  }
  return undefined;
}

function areAlike(field: Field | undefined, first: unknown, second: unknown): boolean {
  const kind = rank(field, first)?.kind;
  return kind !== undefined && kind === rank(field, second)?.kind;
}

function isAtMost(field: Field | undefined, low: unknown, high: unknown): boolean {
  const first = rank(field, low);
  const second = rank(field, high);
  return first !== undefined && second !== undefined && first.kind === second.kind && first.at <= second.at;
}
