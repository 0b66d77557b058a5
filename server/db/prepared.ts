/** Queries of the hot path: built once for each database, then only run. */
import type { Orm } from './orm.ts';

/** Makes something the first time it is asked for, and hands out the same from then on. */
export function prepared<Query>(make: (orm: Orm) => Query): (orm: Orm) => Query {
  const made = new WeakMap<Orm, Query>();
  return (orm) => {
    const known = made.get(orm);
    if (known) return known;
    const query = make(orm);
    made.set(orm, query);
    return query;
  };
}
