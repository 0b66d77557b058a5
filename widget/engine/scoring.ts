/** The score: a ledger of points whose sum, clamped for each dimension, is the score. */

import type { Condition, Field, Form, Points, Signal } from '../schema/form.ts';
import { compileCondition, type Holds } from './conditions.ts';
import { events, type Facts, type Slots, slotOf } from './facts.ts';
import type { Signals } from './input.ts';

/** One reason for points. `source` is FIELD.OPTION, a rule's id, signal.ID or cap.DIMENSION. */
export interface LedgerRow {
  readonly source: string;
  readonly dimension: string;
  readonly points: number;
}

export interface Score {
  /** Sum of the dimensions. */
  total: number;
  /** Points of each dimension, 0 to its max, in the order of the file. */
  dimensions: Record<string, number>;
  /** Every point and why; the rows sum to `total`. */
  ledger: LedgerRow[];
}

/** Points that one thing earns: their row of the ledger, and the position of their dimension. */
export interface Earned {
  row: LedgerRow;
  at: number;
}

export interface Dimension {
  id: string;
  max: number;
  slot: number;
}

export interface Scoring {
  /** In the order of the file. */
  dimensions: Dimension[];
  totalSlot: number;
  /** Fields whose options have points, with what each option earns. */
  options: { slot: number; earned: Map<string, Earned[]> }[];
  rules: { holds: Holds; earned: Earned[] }[];
}

/** Without declared dimensions there is one, called "score". */
const soleDimension = { score: {} };
const defaultMax = 100;

/** Largest points of each declared dimension, in the order of the file. */
export function dimensionLimits(form: Pick<Form, 'scoring'>): Map<string, number> {
  const declared: Record<string, { max?: number | undefined }> = form.scoring?.dimensions ?? soleDimension;
  return new Map(Object.entries(declared).map(([id, dimension]) => [id, dimension.max ?? defaultMax]));
}

/** What points earn; a plain number goes to the first dimension. Rows of 0 points are left out. */
function earnedBy(source: string, points: Points | undefined, dimensions: readonly Dimension[]): Earned[] {
  const first = dimensions[0]?.id ?? '';
  const named = typeof points === 'number' ? [[first, points] as const] : Object.entries(points ?? {});
  return named
    .filter(([, amount]) => amount !== 0)
    .map(([dimension, amount]) => ({
      row: { source, dimension, points: amount },
      at: dimensions.findIndex(({ id }) => id === dimension),
    }));
}

/** Prepares the scoring of a form: options by field, rules as functions, every possible row of theirs. */
export function compileScoring(
  form: Pick<Form, 'steps' | 'scoring'>,
  fields: ReadonlyMap<string, Field>,
  slots: Slots,
): Scoring {
  const dimensions = [...dimensionLimits(form)].map(([id, max]) => ({
    id,
    max,
    slot: slotOf(slots, `score.${id}`),
  }));
  const options: Scoring['options'] = [];
  for (const field of fields.values()) {
    if (!('options' in field)) continue;
    const earned = new Map(
      field.options.map(({ id, points }) => [id, earnedBy(`${field.id}.${id}`, points, dimensions)]),
    );
    if ([...earned.values()].some((rows) => rows.length > 0))
      options.push({ slot: slotOf(slots, field.id), earned });
  }
  const rules = (form.scoring?.rules ?? []).map((rule: { id: string; when: Condition; points: Points }) => ({
    holds: compileCondition(rule.when, fields, slots),
    earned: earnedBy(rule.id, rule.points, dimensions),
  }));
  return { dimensions, totalSlot: slotOf(slots, 'score'), options, rules };
}

/** Nearest whole number, halves away from zero. */
const rounded = (points: number) => Math.sign(points) * Math.round(Math.abs(points));

const noRows: readonly Earned[] = [];

/**
 * What the signals earn. Each event is worth points × 0.5^(age / halfLifeDays), fractions of days counted; the sum over the
 * events is rounded to whole points, then limited to ± max for each dimension.
 */
export function earnedBySignals(
  declared: readonly Signal[] | undefined,
  signals: Signals,
  { dimensions }: Scoring,
): readonly Earned[] {
  if (!declared || declared.length === 0) return noRows;
  return declared.flatMap((signal) => {
    const ages = events(signals, signal.id);
    if (ages.length === 0) return noRows;
    const { halfLifeDays, max = Number.POSITIVE_INFINITY } = signal;
    return earnedBy(`signal.${signal.id}`, signal.points, dimensions).flatMap(({ row, at }) => {
      let sum = 0;
      for (const age of ages)
        sum += halfLifeDays === undefined ? row.points : row.points * 0.5 ** (age / halfLifeDays);
      const points = Math.min(max, Math.max(-max, rounded(sum)));
      return points === 0 ? [] : [{ row: { ...row, points }, at }];
    });
  });
}

/** The score of the answers and facts that stand in `facts`, with what the signals earned. */
export function score(scoring: Scoring, facts: Facts, fromSignals: readonly Earned[]): Score {
  const ledger: LedgerRow[] = [];
  const sums: number[] = [];
  for (let at = 0; at < scoring.dimensions.length; at += 1) sums.push(0);

  const { options, rules } = scoring;
  for (let at = 0; at < options.length; at += 1) {
    const { slot, earned } = options[at] as Scoring['options'][number];
    const answer = facts[slot];
    if (typeof answer === 'string') add(ledger, sums, earned.get(answer));
    else if (typeof answer === 'object') for (const option of answer) add(ledger, sums, earned.get(option));
  }
  for (let at = 0; at < rules.length; at += 1) {
    const { holds, earned } = rules[at] as Scoring['rules'][number];
    if (holds(facts) === true) add(ledger, sums, earned);
  }
  add(ledger, sums, fromSignals);

  const dimensions: Record<string, number> = {};
  let total = 0;
  for (let at = 0; at < sums.length; at += 1) {
    const { id, max } = scoring.dimensions[at] as Dimension;
    const sum = sums[at] ?? 0;
    const clamped = Math.min(max, Math.max(0, sum));
    if (clamped !== sum) ledger.push({ source: `cap.${id}`, dimension: id, points: clamped - sum });
    dimensions[id] = clamped;
    total += clamped;
  }
  return { total, dimensions, ledger };
}

/** Makes a score visible to conditions. */
export function setScore({ totalSlot, dimensions }: Scoring, facts: Facts, result: Score): void {
  facts[totalSlot] = result.total;
  for (const { id, slot } of dimensions) facts[slot] = result.dimensions[id];
}

function add(ledger: LedgerRow[], sums: number[], earned: readonly Earned[] | undefined): void {
  if (!earned) return;
  for (let index = 0; index < earned.length; index += 1) {
    const { row, at } = earned[index] as Earned;
    ledger.push(row);
    sums[at] = (sums[at] as number) + row.points;
  }
}
