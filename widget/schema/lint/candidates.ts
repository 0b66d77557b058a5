/**
 * Values that stand for all others: for the comparisons that are asked of a fact, a set of its values such that, if none of
 * them satisfies, no value does. What cannot be told so is `unsure`.
 */
import { checkAnswer, defaultRange, defaultRating } from '../../engine/answers.ts';
import type { Value } from '../../engine/input.ts';
import type { Comparison, Field, FieldOf, FieldType } from '../form.ts';

/** A fact is missing, or known only to the server, or has a value. */
export type Candidate = { value?: Value; known?: boolean };
export const absent: Candidate = {};
const known: Candidate = { known: true };
export const unsure = Symbol('unsure');
export type Candidates = readonly Candidate[] | typeof unsure;

/** A comparison that must hold, or must not. */
export interface Asking {
  comparison: Comparison;
  holds: boolean;
}

const of = (values: readonly Value[]): Candidate[] => values.map((value) => ({ value }));

/** Everything that the comparisons name. */
const operands = (asked: readonly Asking[]): unknown[] =>
  asked.flatMap(({ comparison }) => Object.values(comparison).flat());
const numbersIn = (asked: readonly Asking[]) => operands(asked).filter((value) => typeof value === 'number');
const textsIn = (asked: readonly Asking[]) => operands(asked).filter((value) => typeof value === 'string');

interface Line {
  min: number;
  max: number;
  /** Distance between neighbours, counted from `min`; any number if there is none. */
  step?: number | undefined;
}

/** Numbers on a line: both its ends, each bound that is named, and one on each side of it. */
export function numbersAround(bounds: readonly number[], { min, max, step }: Line): number[] {
  const found = new Set<number>();
  const add = (value: number) => {
    if (value >= min && value <= max && Number.isFinite(value)) found.add(value);
  };
  add(min);
  add(max);
  if (step === undefined) {
    const marks = [...bounds, min, max].filter(Number.isFinite).sort((a, b) => a - b);
    if (marks.length === 0) marks.push(0);
    for (const [index, mark] of marks.entries()) {
      add(mark);
      add((mark + (marks[index + 1] ?? mark + 2)) / 2);
      add((mark + (marks[index - 1] ?? mark - 2)) / 2);
    }
  } else {
    const base = Number.isFinite(min) ? min : 0;
    add(base);
    for (const bound of [...bounds, max].filter(Number.isFinite)) {
      const steps = (bound - base) / step;
      // What is as good as on the grid is taken as it is written: 0.3 is not 3 × 0.1 in binary fractions.
      if (Math.abs(steps - Math.round(steps)) < 1e-9 * Math.max(1, Math.abs(steps))) add(bound);
      for (const offset of [-1, 0, 1, 2]) add(base + (Math.floor(steps) + offset) * step);
    }
  }
  return [...found];
}

const fragments = ['contains', 'startsWith', 'endsWith'] as const;
const notForTexts = ['gt', 'gte', 'lt', 'lte', 'between', 'has', 'hasAny', 'hasAll'] as const;
/** No form names it, so it stands for every text that a form does not name. */
const anyOther = '\u{F0000}';

/** Texts: all that are named and one that is not. Exact unless a fragment is asked for. */
export function textCandidates(asked: readonly Asking[], isLegal: (text: string) => boolean): Candidates {
  const texts = of([...new Set(textsIn(asked))].filter(isLegal));
  const wanted = asked.filter(({ holds }) => holds).map(({ comparison }) => comparison);
  if (wanted.some((comparison) => comparison.is !== undefined || comparison.in !== undefined)) return texts;
  if (wanted.some((comparison) => notForTexts.some((operator) => comparison[operator] !== undefined)))
    return [];
  if (wanted.some((comparison) => comparison.answered === false)) return [absent];

  const starts = wanted.flatMap(({ startsWith = '' }) => startsWith.toLowerCase());
  const ends = wanted.flatMap(({ endsWith = '' }) => endsWith.toLowerCase());
  const longestOf = (parts: string[]) => parts.reduce((a, b) => (b.length > a.length ? b : a), '');
  const [start, end] = [longestOf(starts), longestOf(ends)];
  if (starts.some((part) => !start.startsWith(part)) || ends.some((part) => !end.endsWith(part))) return [];
  const hasFragments = asked.some(({ comparison }) =>
    fragments.some((operator) => comparison[operator] !== undefined),
  );
  return hasFragments ? unsure : [...texts, ...of([anyOther]), absent, known];
}

/** Sets of options: every subset of those that are named, which is enough as the others are alike. */
function setCandidates(asked: readonly Asking[], field: FieldOf<'choices'>): Candidates {
  const ids = field.options.map((option) => option.id);
  const named = ids.filter((id) => textsIn(asked).includes(id));
  if (named.length > 10) return unsure;
  const others = ids.filter((id) => !named.includes(id));
  const { min = 1, max = ids.length } = field;
  const found: Candidate[] = [];
  for (let bits = 0; bits < 2 ** named.length; bits += 1) {
    const chosen = named.filter((_, index) => bits & (1 << index));
    const filled = [...chosen, ...others.slice(0, Math.max(0, Math.max(1, min) - chosen.length))];
    if (filled.length >= Math.max(1, min) && filled.length <= max) found.push({ value: filled });
  }
  return [...found, absent, known];
}

const oneOption = (_: readonly Asking[], field: { options: { id: string }[] }): Candidates => [
  ...of(field.options.map((option) => option.id)),
  absent,
  known,
];

const someText = (asked: readonly Asking[], field: Field): Candidates =>
  textCandidates(asked, (text) => checkAnswer(field, text).problem === undefined && text.trim() === text);

const someNumber = (
  asked: readonly Asking[],
  { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY, step }: Partial<Line>,
): Candidates => [...of(numbersAround(numbersIn(asked), { min, max, step })), absent, known];

const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const countryCodes = letters.flatMap((first) => letters.map((second) => first + second));

const dayMs = 86_400_000;
/** Days: those that are named or are an end, and the days around each. */
function someDay(asked: readonly Asking[], field: FieldOf<'date'>): Candidates {
  const days = [...textsIn(asked), field.min ?? '', field.max ?? '', '2026-01-01'].flatMap((text) => {
    const time = Date.parse(`${text}T00:00:00Z`);
    return Number.isNaN(time)
      ? []
      : [-dayMs, 0, dayMs].map((offset) => new Date(time + offset).toISOString().slice(0, 10));
  });
  const legal = days.filter((day) => checkAnswer(field, day).problem === undefined);
  const hasFragments = asked.some(({ comparison }) =>
    fragments.some((operator) => comparison[operator] !== undefined),
  );
  return hasFragments ? unsure : [...of([...new Set(legal)]), absent, known];
}

type Row<T extends FieldType> = (asked: readonly Asking[], field: FieldOf<T>) => Candidates;

/** One row a field type. */
const rows: { [T in FieldType]: Row<T> } = {
  text: someText,
  longtext: someText,
  email: someText,
  phone: someText,
  url: someText,
  number: (asked, field) => someNumber(asked, field),
  range: (asked, field) => someNumber(asked, { ...defaultRange, ...field }),
  choice: oneOption,
  choices: setCandidates,
  dropdown: oneOption,
  country: () => [...of(countryCodes), absent, known],
  date: someDay,
  rating: (asked, field) => someNumber(asked, { min: 1, max: field.max ?? defaultRating, step: 1 }),
  consent: () => [{ value: true }, absent, known],
  hidden: someText,
};

/** Values of a field. */
export const fieldCandidates = (field: Field, asked: readonly Asking[]): Candidates =>
  (rows[field.type] as Row<FieldType>)(asked, field as never);

/** Values of a number that is not an answer. */
export const numberCandidates = (asked: readonly Asking[], line: Line): Candidate[] =>
  of(numbersAround(numbersIn(asked), line));

export const choiceOf = (values: readonly Value[]): Candidate[] => of(values);
