/** A long list in parts, each with no more values than either database takes in one question. */
const most = 1000;

export const stretchesOf = <T>(list: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(list.length / most) }, (_, n) => list.slice(n * most, (n + 1) * most));
