/** The score: a ledger of points whose sum, clamped for each dimension, is the score. */

import type { Condition, Field, Form, Points, Signal } from '../schema/form.ts';
import { compileCondition, type Holds } from './conditions.ts';
import { events, type Facts } from './facts.ts';
import type { Signals } from './input.ts';

/** One reason for points. `source` is FIELD.OPTION, a rule's id, signal.ID or cap.DIMENSION. */
export interface LedgerRow {
  source: string;
  dimension: string;
  points: number;
}

export interface Score {
  /** Sum of the dimensions. */
  total: number;
  /** Points of each dimension, 0 to its max, in the order of the file. */
  dimensions: Record<string, number>;
  /** Every point and why; the rows sum to `total`. */
  ledger: LedgerRow[];
}

type Row = [dimension: string, points: number];

export interface Scoring {
  /** Largest points of each dimension, by id, in the order of the file. */
  limits: ReadonlyMap<string, number>;
  /** Fields whose options have points, with the rows of each option. */
  options: { field: string; rows: Map<string, Row[]> }[];
  rules: { id: string; holds: Holds; rows: Row[] }[];
}

/** Without declared dimensions there is one, called "score". */
const soleDimension = { score: {} };
const defaultMax = 100;

/** Largest points of each declared dimension, in the order of the file. */
export function dimensionLimits(form: Pick<Form, 'scoring'>): Map<string, number> {
  const declared: Record<string, { max?: number | undefined }> = form.scoring?.dimensions ?? soleDimension;
  return new Map(Object.entries(declared).map(([id, dimension]) => [id, dimension.max ?? defaultMax]));
}

/** Points as rows; a plain number goes to the first dimension. Rows of 0 points are left out. */
function rowsOf(points: Points | undefined, limits: ReadonlyMap<string, number>): Row[] {
  const rows: Row[] =
    typeof points === 'number' ? [[[...limits.keys()][0] ?? 'score', points]] : Object.entries(points ?? {});
  return rows.filter(([, amount]) => amount !== 0);
}

/** Prepares the scoring of a form: options by field, rules as functions. */
export function compileScoring(
  form: Pick<Form, 'steps' | 'scoring'>,
  fields: ReadonlyMap<string, Field>,
): Scoring {
  const limits = dimensionLimits(form);
  const options: Scoring['options'] = [];
  for (const field of fields.values()) {
    if (!('options' in field)) continue;
    const rows = new Map(field.options.map((option) => [option.id, rowsOf(option.points, limits)]));
    if ([...rows.values()].some((row) => row.length > 0)) options.push({ field: field.id, rows });
  }
  const rules = (form.scoring?.rules ?? []).map((rule: { id: string; when: Condition; points: Points }) => ({
    id: rule.id,
    holds: compileCondition(rule.when, fields),
    rows: rowsOf(rule.points, limits),
  }));
  return { limits, options, rules };
}

/** Nearest whole number, halves away from zero. */
const rounded = (points: number) => Math.sign(points) * Math.round(Math.abs(points));

/**
 * Rows of the signals. Each event is worth points × 0.5^(age / halfLifeDays), fractions of days counted; the sum over the
 * events is rounded to whole points, then limited to ± max for each dimension.
 */
export function signalRows(
  declared: readonly Signal[] | undefined,
  signals: Signals,
  limits: ReadonlyMap<string, number>,
): LedgerRow[] {
  return (declared ?? []).flatMap((signal) => {
    const ages = events(signals, signal.id);
    const { halfLifeDays, max = Number.POSITIVE_INFINITY } = signal;
    return rowsOf(signal.points, limits).flatMap(([dimension, each]) => {
      let sum = 0;
      for (const age of ages) sum += halfLifeDays === undefined ? each : each * 0.5 ** (age / halfLifeDays);
      const points = Math.min(max, Math.max(-max, rounded(sum)));
      return points === 0 ? [] : [{ source: `signal.${signal.id}`, dimension, points }];
    });
  });
}

/** The score of the answers and facts that stand in `facts`, behind the rows that signals earned. */
export function score(scoring: Scoring, facts: Facts, fromSignals: readonly LedgerRow[]): Score {
  const ledger: LedgerRow[] = [];
  const sums = new Map<string, number>();
  const add = (source: string, dimension: string, points: number) => {
    ledger.push({ source, dimension, points });
    sums.set(dimension, (sums.get(dimension) ?? 0) + points);
  };

  for (const { field, rows } of scoring.options) {
    const answer = facts.values.get(field);
    if (typeof answer === 'string') {
      for (const [dimension, points] of rows.get(answer) ?? []) add(`${field}.${answer}`, dimension, points);
    } else if (Array.isArray(answer)) {
      for (const option of answer)
        for (const [dimension, points] of rows.get(option) ?? [])
          add(`${field}.${option}`, dimension, points);
    }
  }
  for (const rule of scoring.rules)
    if (rule.holds(facts)) for (const [dimension, points] of rule.rows) add(rule.id, dimension, points);
  for (const row of fromSignals) add(row.source, row.dimension, row.points);

  const dimensions: Record<string, number> = {};
  let total = 0;
  for (const [dimension, max] of scoring.limits) {
    const sum = sums.get(dimension) ?? 0;
    const clamped = Math.min(max, Math.max(0, sum));
    if (clamped !== sum) ledger.push({ source: `cap.${dimension}`, dimension, points: clamped - sum });
    dimensions[dimension] = clamped;
    total += clamped;
  }
  return { total, dimensions, ledger };
}
