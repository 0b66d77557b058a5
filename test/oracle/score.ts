/** Reference scoring: rulings 1 to 4, row by row. */
import type { Points } from '../../widget/schema/form.ts';
import { holds } from './conditions.ts';
import type { Score, View } from './view.ts';

export function scoreOf(view: View): Score {
  const declared = view.form.scoring?.dimensions ?? { score: {} };
  const names = Object.keys(declared);
  const ledger: Score['ledger'] = [];

  /** Points by dimension, in the order in which they are written; a plain number is of the first dimension. */
  const eachOf = (points: Points | undefined): [string, number][] =>
    typeof points === 'number' ? [[names[0] ?? '', points]] : Object.entries(points ?? {});
  const add = (source: string, dimension: string, points: number) => {
    if (points !== 0) ledger.push({ source, dimension, points });
  };

  for (const field of view.fields) {
    if (!('options' in field)) continue;
    const answer = view.answers.get(field.id);
    for (const option of field.options) {
      const isChosen = Array.isArray(answer) ? answer.includes(option.id) : answer === option.id;
      if (!isChosen) continue;
      for (const [name, points] of eachOf(option.points)) add(`${field.id}.${option.id}`, name, points);
    }
  }

  // Rules see neither score nor stage.
  const unscored: View = { ...view, score: undefined, stage: undefined };
  for (const rule of view.form.scoring?.rules ?? []) {
    if (!holds(rule.when, unscored)) continue;
    for (const [name, points] of eachOf(rule.points)) add(rule.id, name, points);
  }

  for (const signal of view.form.signals ?? []) {
    const ages = Object.hasOwn(view.signals, signal.id) ? (view.signals[signal.id] ?? []) : [];
    for (const [name, points] of eachOf(signal.points)) {
      let sum = 0;
      for (const age of ages) {
        const halves = signal.halfLifeDays === undefined ? 0 : Math.max(age, 0) / signal.halfLifeDays;
        sum += points * 0.5 ** halves;
      }
      const most = signal.max ?? Number.POSITIVE_INFINITY;
      add(`signal.${signal.id}`, name, Math.min(most, Math.max(-most, whole(sum))));
    }
  }

  const dimensions: Record<string, number> = {};
  const caps: Score['ledger'] = [];
  for (const name of names) {
    const sum = ledger.filter((row) => row.dimension === name).reduce((total, row) => total + row.points, 0);
    const within = Math.max(0, Math.min(declared[name]?.max ?? 100, sum));
    if (within !== sum) caps.push({ source: `cap.${name}`, dimension: name, points: within - sum });
    dimensions[name] = within;
  }
  const total = Object.values(dimensions).reduce((sum, points) => sum + points, 0);
  return { total, dimensions, ledger: [...ledger, ...caps] };
}

/** The nearest whole number, halves away from zero. */
function whole(sum: number): number {
  const size = Math.floor(Math.abs(sum));
  const nearest = Math.abs(sum) - size >= 0.5 ? size + 1 : size;
  return sum < 0 ? -nearest : nearest;
}
