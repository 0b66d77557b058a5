/** What first brought a person here, out of the facts of their first submission. Pure. */
import { contextType } from '../../widget/engine/facts.ts';
import type { Context } from '../../widget/engine/input.ts';

const first = 'first.';

/**
 * By the names of a last touch. A browser tells both; where it told no first one, as a program does that sends submissions by
 * itself, the touch that it did tell was the first that anybody knows of.
 */
export function firstTouchOf(context: Context): Context {
  const named = Object.entries(context);
  const told = named.filter(([name]) => name.startsWith(first));
  if (told.length > 0)
    return Object.fromEntries(told.map(([name, value]) => [name.slice(first.length), value]));
  return Object.fromEntries(named.filter(([name]) => contextType(first + name) !== undefined));
}
