/** Conditions with every operator, nested, about earlier fields, facts and things that are not comparable. */
import type { Comparison, Condition, Field, Operator } from '../../widget/schema/form.ts';
import type { Dice } from './dice.ts';
import { operandsOf } from './values.ts';

export interface Sight {
  /** Fields that may be asked about. */
  fields: readonly Field[];
  signals: readonly string[];
  /** Dimensions, where the score may be asked about. */
  dimensions?: readonly string[];
  stage?: boolean;
  /** Asks about the e-mail address only behind a question for it. */
  orderly?: boolean;
}

type Operand = string | number | boolean;

const facts: Record<string, [Operand, ...Operand[]]> = {
  'visit.count': [1, 2, 3, 'two'],
  'visit.days': [0, 7, 30],
  'visit.minutes': [0.5, 3],
  'page.path': ['/pricing', '/PRICING/eu', '/'],
  'utm.source': ['newsletter', 'Newsletter', 'news'],
  'referrer.host': ['acme.com', 'com', 7],
  'landing.path': ['/pricing', '/'],
  'click.gclid': ['G1', 'g'],
  'first.utm.source': ['newsletter', 'ads'],
  'first.referrer.host': ['acme.com', 'com'],
  language: ['en', 'pl'],
  'email.domain': ['acme.com', 'gmail.com', 'ACME.com'],
  'email.free': [true, false],
};

const stages: [Operand, ...Operand[]] = ['sql', 'mql', 'lead', 'disqualified'];

function subject(dice: Dice, sight: Sight): { name: string; operands: readonly Operand[] } {
  if (sight.fields.length > 0 && !dice.luck(3)) {
    const field = dice.pick(sight.fields);
    return { name: field.id, operands: operandsOf(field) };
  }
  const numbers = [0, 1, 10, 25, 40, -1, 'ten'];
  const dimensions = sight.dimensions ?? [];
  if (dimensions.length > 0 && dice.luck(4))
    return { name: dice.pick(['score', ...dimensions.map((id) => `score.${id}`)]), operands: numbers };
  const knowsEmail = !sight.orderly || sight.fields.some((field) => field.type === 'email');
  const others = [
    ...Object.entries(facts)
      .filter(([name]) => knowsEmail || !name.startsWith('email.'))
      .map(([name, operands]) => ({ name, operands })),
    ...sight.signals.map((id) => ({ name: `signal.${id}`, operands: [0, 1, 2] })),
    ...(dimensions.length > 0 ? [{ name: 'score', operands: numbers }] : []),
    ...dimensions.map((id) => ({ name: `score.${id}`, operands: numbers })),
    ...(sight.stage ? [{ name: 'stage', operands: stages }] : []),
  ];
  return dice.pick(others);
}

type Write = (one: () => Operand, dice: Dice) => unknown;
const comparable = (operand: Operand) => (typeof operand === 'boolean' ? 1 : operand);
const list: Write = (one, dice) => dice.several(0, 3, one);
const textList: Write = (one, dice) => dice.several(0, 3, () => String(one()));
const single: Write = (one) => one();
const bound: Write = (one) => comparable(one());
const word: Write = (one) => String(one());
/** A piece of a text, in another case than it has. */
const piece: Write = (one, dice) => {
  const text = String(one());
  const part = dice.pick([text, text.slice(0, 2), text.slice(-2), text.slice(1)]) || text;
  return dice.luck(2) ? part.toUpperCase() : part;
};

const operators: Record<Operator, Write> = {
  is: single,
  not: single,
  in: list,
  notIn: list,
  gt: bound,
  gte: bound,
  lt: bound,
  lte: bound,
  between: (one) => [comparable(one()), comparable(one())],
  has: word,
  hasAny: textList,
  hasAll: textList,
  answered: (_, dice) => dice.luck(2),
  contains: piece,
  startsWith: piece,
  endsWith: piece,
};
const names = Object.keys(operators) as Operator[];

function comparison(dice: Dice, operands: readonly Operand[]): Operand | Comparison {
  const one = () => dice.pick(operands);
  if (dice.luck(4)) return one();
  const chosen = dice.several(1, dice.luck(4) ? 2 : 1, () => dice.pick(names));
  return Object.fromEntries(chosen.map((name) => [name, operators[name](one, dice)]));
}

/** A condition that the schema takes; `depth` bounds its nesting. */
export function condition(dice: Dice, sight: Sight, depth = 2): Condition {
  const nested = () => condition(dice, sight, depth - 1);
  const parts = dice.several(dice.luck(12) ? 0 : 1, 2, (): [string, unknown] => {
    if (depth > 0 && dice.luck(4)) {
      const key = dice.pick(['all', 'any', 'not'] as const);
      return [key, key === 'not' ? nested() : dice.several(0, 2, nested)];
    }
    const { name, operands } = subject(dice, sight);
    return [name, comparison(dice, operands)];
  });
  return Object.fromEntries(parts) as Condition;
}
