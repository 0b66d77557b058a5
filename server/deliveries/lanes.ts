/** How many tries may be under way at once: in all, and in each lane. A lane that hangs holds one, so that even a hundred of them leave room. */

const mostInAll = 200;
const mostInLane = 5;

export interface Lanes {
  /** How many more may begin in each of these; those without room are left out. */
  share(names: readonly string[]): Map<string, number>;
  begin(lane: string): void;
  /** What failed in a lane makes it slow until something gets through. */
  end(lane: string, isThrough: boolean): void;
}

export function createLanes(): Lanes {
  const running = new Map<string, number>();
  const slow = new Set<string>();
  let all = 0;
  const count = (lane: string, by: 1 | -1) => {
    const left = (running.get(lane) ?? 0) + by;
    if (left > 0) running.set(lane, left);
    else running.delete(lane);
    all += by;
  };
  return {
    share(names) {
      let left = mostInAll - all;
      const shares = new Map<string, number>();
      for (const name of names) {
        const room = (slow.has(name) ? 1 : mostInLane) - (running.get(name) ?? 0);
        const given = Math.min(left, room);
        if (given <= 0) continue;
        shares.set(name, given);
        left -= given;
      }
      return shares;
    },
    begin: (lane) => count(lane, 1),
    end(lane, isThrough) {
      count(lane, -1);
      if (isThrough) slow.delete(lane);
      else slow.add(lane);
    },
  };
}
