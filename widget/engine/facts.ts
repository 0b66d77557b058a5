/** Facts: everything that a condition may ask about, by the names of the form language. */
import type { Context, Signals, Value } from './input.ts';

/** Stands for an answer that is still to come, where the engine looks ahead. Never stored, never sent. */
export const unknown = Symbol('unknown');

/** Stands for an answer that only the server has: there is one, but no value to compare. */
export const held = Symbol('held');

export type Fact = Value | typeof unknown | typeof held;

/** The place of each fact in `Facts`. Names get theirs when a form is compiled, so that asking for one is no search. */
export type Slots = Map<string, number>;

/** What is known, by slot. A fact that is not there is missing. */
export type Facts = (Fact | undefined)[];

/** The slot of a name; a new one if it has none yet. */
export function slotOf(slots: Slots, name: string): number {
  const slot = slots.get(name) ?? slots.size;
  slots.set(name, slot);
  return slot;
}

/** Facts from names and values; names without a slot are asked for by nobody and left out. */
export function factsOf(slots: Slots, named: Iterable<readonly [string, Fact]>): Facts {
  const facts: Facts = new Array(slots.size).fill(undefined);
  for (const [name, fact] of named) {
    const slot = slots.get(name);
    if (slot !== undefined) facts[slot] = fact;
  }
  return facts;
}

/** The fact of that name. */
export function factAt(facts: Facts, slots: Slots, name: string): Fact | undefined {
  const slot = slots.get(name);
  return slot === undefined ? undefined : facts[slot];
}

/** Ids that advertising networks hang on an address, by their names there: who else could tell them which click became a lead? */
export const clickIds = [
  'gclid',
  'gbraid',
  'wbraid',
  'dclid',
  'fbclid',
  'msclkid',
  'ttclid',
  'twclid',
  'li_fat_id',
  'rdt_cid',
  'epik',
  'yclid',
] as const;

const numbers = new Set(['visit.count', 'visit.days', 'visit.minutes']);
const texts = new Set(['page.path', 'language']);
/** What a touch is made of: a visit that somebody was brought to. `first.` in front of it: the one that came first. */
const touch = new RegExp(
  `^(first\\.)?(utm\\.[a-z_]{1,40}|click\\.(${clickIds.join('|')})|referrer\\.host|landing\\.path)$`,
);

/** What kind of value a frozen fact has, or undefined if the form language has no such fact. */
export function contextType(name: string): 'number' | 'string' | undefined {
  if (numbers.has(name)) return 'number';
  return texts.has(name) || touch.test(name) ? 'string' : undefined;
}

/** Characters that a fact may have: click ids are long, and everything else is for reading. */
const longestText = 200;
const longestClick = 500;

/** A text as it may be kept and sent: cut to what anybody reads; a click id whole or not at all, since half of one is none. */
export function fitFact(name: string, text: string): string | undefined {
  if (!/^(first\.)?click\./.test(name)) return text.slice(0, longestText);
  return text.length > longestClick ? undefined : text;
}

/** A frozen fact that some condition of the form asks for. */
export interface FrozenSlot {
  name: string;
  slot: number;
  type: 'number' | 'string';
}

/** The frozen facts that conditions of the form ask for. */
export function frozenSlots(slots: Slots): FrozenSlot[] {
  return [...slots].flatMap(([name, slot]) => {
    const type = contextType(name);
    return type ? [{ name, slot, type }] : [];
  });
}

/** Fills in the frozen facts. A text of spaces is no answer, for facts as for fields. */
export function freezeFacts(facts: Facts, frozen: readonly FrozenSlot[], context: Context): void {
  for (const { name, slot, type } of frozen) {
    const value = Object.hasOwn(context, name) ? context[name] : undefined;
    if (typeof value !== type || (typeof value === 'string' && value.trim() === '')) continue;
    facts[slot] = value;
  }
}

const noEvents: readonly number[] = [];

/** Ages in days of a signal's events; the future is age 0. */
export function events(signals: Signals, id: string): readonly number[] {
  return Object.hasOwn(signals, id) ? (signals[id] ?? noEvents).map((age) => Math.max(0, age)) : noEvents;
}
