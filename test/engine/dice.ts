/** A row of numbers played as dice: whatever is built from it shrinks by itself towards the simplest. */
import fc from 'fast-check';

export interface Dice {
  /** A whole number from 0 to `sides` - 1; 0 once the row is used up. */
  roll(sides: number): number;
  /** Once in `sides`, never once the row is used up. */
  luck(sides: number): boolean;
  /** One of them; the first once the row is used up. */
  pick<T>(list: readonly [T, ...T[]] | readonly T[]): T;
  /** Between `least` and `most` things. */
  several<T>(least: number, most: number, make: (index: number) => T): T[];
  /** Some of them, in their order. */
  some<T>(list: readonly T[]): T[];
}

function play(row: readonly number[]): Dice {
  let at = 0;
  const roll = (sides: number) => (row[at++] ?? 0) % sides;
  return {
    roll,
    luck: (sides) => roll(sides) === sides - 1,
    pick: (list) => list[roll(list.length)] as (typeof list)[number],
    several: (least, most, make) =>
      Array.from({ length: least + roll(most - least + 1) }, (_, index) => make(index)),
    some: (list) => list.filter(() => roll(2) === 1),
  };
}

/** What a builder makes of dice, as an arbitrary. `rolls` is about how many it needs. */
export const diced = <T>(rolls: number, build: (dice: Dice) => T): fc.Arbitrary<T> =>
  fc
    .array(fc.nat(0x7fffffff), { minLength: 0, maxLength: rolls, size: 'max' })
    .map((row) => build(play(row)));
