/** Facts: everything that a condition may ask about, by the names of the form language. */
import type { Context, Signals, Value } from './input.ts';

/** Stands for an answer that is still to come, where the engine looks ahead. Never stored, never sent. */
export const unknown = Symbol('unknown');

export type Fact = Value | typeof unknown;

export interface Facts {
  /** Answers on the path so far and frozen facts, by name. A name that is not there is missing. */
  values: Map<string, Fact>;
  /** Fields that only the server knows: answered, value missing. */
  known: ReadonlySet<string>;
}

const utm = /^utm\.[a-z_]{1,40}$/;
const numbers = new Set(['visit.count', 'visit.days', 'visit.minutes']);
const texts = new Set(['page.path', 'referrer.host', 'language']);

/** What kind of value a frozen fact has, or undefined if the form language has no such fact. */
export function contextType(name: string): 'number' | 'string' | undefined {
  if (numbers.has(name)) return 'number';
  return texts.has(name) || utm.test(name) ? 'string' : undefined;
}

/** The frozen facts as conditions see them: known names only, signals as the number of their events. */
export function frozenFacts(
  signalIds: readonly string[],
  context: Context,
  signals: Signals,
): Map<string, Fact> {
  const values = new Map<string, Fact>();
  for (const name of Object.keys(context)) {
    const value = context[name];
    // An empty text is no answer, for facts as for fields.
    if (value !== undefined && typeof value === contextType(name) && value !== '') values.set(name, value);
  }
  for (const id of signalIds) values.set(`signal.${id}`, events(signals, id).length);
  return values;
}

/** Ages in days of a signal's events; the future is age 0. */
export function events(signals: Signals, id: string): number[] {
  return Object.hasOwn(signals, id) ? (signals[id] ?? []).map((age) => Math.max(0, age)) : [];
}
