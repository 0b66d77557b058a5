/** How many points there are to be had: an upper bound for each dimension, which no answers exceed. */
import { dimensionLimits } from '../../engine/scoring.ts';
import type { Field, Points } from '../form.ts';
import type { Subject } from './subject.ts';

/** Most points for each dimension from the fields before a position, all rules and all signals. */
export function attainable({ form, fields }: Subject, upTo: number): Map<string, number> {
  const limits = dimensionLimits(form);
  const first = [...limits.keys()][0];
  const pointsOf = (points: Points | undefined, dimension: string): number => {
    if (typeof points === 'number') return dimension === first ? points : 0;
    const own = Object.entries(points ?? {});
    // Points for a dimension that there is not were meant for one of the others, and it may be this one.
    return own.reduce(
      (sum, [id, gain]) => sum + (id === dimension ? gain : limits.has(id) ? 0 : Math.max(0, gain)),
      0,
    );
  };
  const mostOf = (field: Field, dimension: string): number => {
    if (!('options' in field)) return 0;
    const gains = field.options
      .map((option) => pointsOf(option.points, dimension))
      .filter((gain) => gain > 0)
      .sort((a, b) => b - a);
    const chosen = field.type === 'choices' ? (field.max ?? gains.length) : 1;
    return gains.slice(0, chosen).reduce((sum, gain) => sum + gain, 0);
  };

  return new Map(
    [...limits].map(([dimension, limit]) => {
      let most = 0;
      for (const { field, position } of fields.values())
        if (position < upTo) most += mostOf(field, dimension);
      for (const rule of form.scoring?.rules ?? []) most += Math.max(0, pointsOf(rule.points, dimension));
      for (const signal of form.signals ?? [])
        if (pointsOf(signal.points, dimension) > 0) most += signal.max ?? Number.POSITIVE_INFINITY;
      return [dimension, Math.min(limit, most)];
    }),
  );
}
