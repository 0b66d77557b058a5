/**
 * Whether the clock may be believed: a server that thinks it is 2036 would remove everything. Pure.
 *
 * A run no more than 35 days ago, by the same clock, is enough: a jump that it hides removes no more than 35 days too much. After a
 * longer time the clock has jumped, or nobody ran the server; and a run in the future says that the clock is wrong now or was then. Who
 * can tell is the visitors: each submission carries the time of its browser in its id, beside the time by which it was received here.
 * So the submissions that were received lately are asked, and the middle one of their times counts. Where there are none nobody
 * knows, and a person has to say.
 */
const hour = 60 * 60 * 1000;
/** Milliseconds. */
export const lately = 35 * 24 * hour;

export interface Witnesses {
  now: number;
  lastRunAt: number | null;
  /** When submissions that were received lately were begun, by the clocks of their browsers. */
  begun: readonly number[];
}

export function isBelievable({ now, lastRunAt, begun }: Witnesses): boolean {
  if (lastRunAt !== null && now >= lastRunAt - hour && now - lastRunAt <= lately) return true;
  const middle = [...begun].sort((a, b) => a - b)[Math.floor(begun.length / 2)];
  return middle !== undefined && Math.abs(now - middle) <= lately;
}
