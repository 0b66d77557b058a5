/** Conditions compiled to functions: closed operators over facts, never code, never throwing. */

import type { Comparison, Condition, Field, Operator, Scalar } from '../schema/form.ts';
import { type Fact, type Facts, type Slots, slotOf, unknown } from './facts.ts';

/** true or false, or undefined when it hangs on an answer that is still to come (only where facts are `unknown`). */
export type Holds = (facts: Facts) => boolean | undefined;

type Test = (fact: Fact | undefined) => boolean;
type Scale = (value: unknown) => number | string | undefined;

/** Compiles a condition for the fields it may name, giving a slot to each fact. A missing condition always holds. */
export function compileCondition(
  condition: Condition | undefined,
  fields: ReadonlyMap<string, Field>,
  slots: Slots,
): Holds {
  const parts = Object.entries(condition ?? {}).map(([key, part]) => compilePart(key, part, fields, slots));
  return every(parts);
}

function compilePart(key: string, part: unknown, fields: ReadonlyMap<string, Field>, slots: Slots): Holds {
  const compile = (condition: Condition) => compileCondition(condition, fields, slots);
  if (key === 'all') return every((part as Condition[]).map(compile));
  if (key === 'any') return some((part as Condition[]).map(compile));
  if (key === 'not') return opposite(compile(part as Condition));
  return compileComparison(slotOf(slots, key), part as Scalar | Comparison, fields.get(key));
}

function every(parts: Holds[]): Holds {
  const [only] = parts;
  if (only && parts.length === 1) return only;
  if (!only) return () => true;
  return (facts) => {
    let result: boolean | undefined = true;
    for (let at = 0; at < parts.length; at += 1) {
      const holds = (parts[at] as Holds)(facts);
      if (holds === false) return false;
      if (holds === undefined) result = undefined;
    }
    return result;
  };
}

const some = (parts: Holds[]): Holds => opposite(every(parts.map(opposite)));

function opposite(part: Holds): Holds {
  return (facts) => {
    const holds = part(facts);
    return holds === undefined ? undefined : !holds;
  };
}

function compileComparison(slot: number, comparison: Scalar | Comparison, field: Field | undefined): Holds {
  const asked: Comparison = typeof comparison === 'object' ? comparison : { is: comparison };
  const tests = (Object.keys(asked) as Operator[]).map((operator) =>
    compileTest(operator, asked[operator], field),
  );
  const [only] = tests;
  if (only && tests.length === 1)
    return (facts) => {
      const fact = facts[slot];
      return fact === unknown ? undefined : only(fact);
    };
  return (facts) => {
    const fact = facts[slot];
    return fact === unknown ? undefined : tests.every((test) => test(fact));
  };
}

/** On what scale the values of a field are compared; what is on no scale is only equal or not. */
function scaleOf(field: Field | undefined): Scale {
  if (field && 'ordered' in field && field.ordered) {
    const positions = new Map<unknown, number>(
      field.options.map((option, position) => [option.id, position]),
    );
    return (value) => positions.get(value);
  }
  // Dates of the form YYYY-MM-DD are in the same order as texts and as days.
  if (field?.type === 'date')
    return (value) => (typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) ? value : undefined);
  return (value) => (typeof value === 'number' ? value : undefined);
}

/** Compares by scale; unlike things and missing ones make it false. */
function ordering(
  scale: Scale,
  operand: unknown,
  holds: (value: number | string, bound: number | string) => boolean,
): Test {
  const bound = scale(operand);
  return (fact) => {
    const value = scale(fact);
    return value !== undefined && bound !== undefined && holds(value, bound);
  };
}

const contains = (fact: Fact | undefined, id: unknown) =>
  typeof fact === 'object' && (fact as readonly unknown[]).includes(id);

/** "is" on several choices means that one of them is it. */
const equals = (fact: Fact | undefined, operand: unknown) => fact === operand || contains(fact, operand);

function isOneOf(operands: readonly Scalar[]): Test {
  return (fact) => {
    if (fact === undefined) return false;
    for (let at = 0; at < operands.length; at += 1) if (equals(fact, operands[at])) return true;
    return false;
  };
}

/** Text operators ignore case and are false on anything but a text. */
function text(operand: unknown, holds: (value: string, part: string) => boolean): Test {
  const part = String(operand).toLowerCase();
  return (fact) => typeof fact === 'string' && holds(fact.toLowerCase(), part);
}

type Compile = (operand: never, scale: Scale) => Test;

/** One row an operator: a new one in the schema fails to compile until it has its meaning here. */
const operators: Record<Operator, Compile> = {
  is: (operand: Scalar) => (fact) => equals(fact, operand),
  not: (operand: Scalar) => (fact) => !equals(fact, operand),
  in: (operands: Scalar[]) => isOneOf(operands),
  notIn: (operands: Scalar[]) => {
    const found = isOneOf(operands);
    return (fact) => !found(fact);
  },
  gt: (operand: unknown, scale) => ordering(scale, operand, (value, bound) => value > bound),
  gte: (operand: unknown, scale) => ordering(scale, operand, (value, bound) => value >= bound),
  lt: (operand: unknown, scale) => ordering(scale, operand, (value, bound) => value < bound),
  lte: (operand: unknown, scale) => ordering(scale, operand, (value, bound) => value <= bound),
  between: ([from, to]: [unknown, unknown], scale) => {
    const notBelow = ordering(scale, from, (value, bound) => value >= bound);
    const notAbove = ordering(scale, to, (value, bound) => value <= bound);
    return (fact) => notBelow(fact) && notAbove(fact);
  },
  has: (operand: string) => (fact) => contains(fact, operand),
  hasAny: (operands: string[]) => (fact) => operands.some((operand) => contains(fact, operand)),
  hasAll: (operands: string[]) => (fact) =>
    Array.isArray(fact) && operands.every((operand) => contains(fact, operand)),
  // A fact that the server holds counts as answered, though it has no value here.
  answered: (operand: boolean) => (fact) => (fact !== undefined) === operand,
  contains: (operand: string) => text(operand, (value, part) => value.includes(part)),
  startsWith: (operand: string) => text(operand, (value, part) => value.startsWith(part)),
  endsWith: (operand: string) => text(operand, (value, part) => value.endsWith(part)),
};

function compileTest(operator: Operator, operand: unknown, field: Field | undefined): Test {
  return (operators[operator] as (operand: unknown, scale: Scale) => Test)(operand, scaleOf(field));
}

/** Calls `see` for every fact that a condition names, with its comparison and the JSON pointer tokens to it. */
export function eachFact(
  condition: Condition | undefined,
  see: (name: string, comparison: Scalar | Comparison, path: (string | number)[]) => void,
  path: (string | number)[] = [],
): void {
  for (const [key, part] of Object.entries(condition ?? {})) {
    const here = [...path, key];
    if (key === 'not') eachFact(part as Condition, see, here);
    else if (key === 'all' || key === 'any')
      for (const [index, nested] of (part as Condition[]).entries()) eachFact(nested, see, [...here, index]);
    else see(key, part as Scalar | Comparison, here);
  }
}

/** Whether a condition asks about the score, which costs a scoring run. */
export function namesScore(condition: Condition | undefined): boolean {
  let found = false;
  eachFact(condition, (name) => {
    found ||= name === 'score' || name.startsWith('score.');
  });
  return found;
}
