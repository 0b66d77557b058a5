/** The text of a form, read: its value, where each part stands, and what to call it. */

import { type Fault, type Place, readJson } from './json.ts';

export type Token = string | number;

/** A part of the form: an object or list of it, and the way from there. With `key`, the key is meant and not its value. */
export interface Spot {
  on: object;
  path?: readonly Token[];
  key?: boolean;
}

export interface Source {
  value: unknown;
  faults: Fault[];
  /** Pointer and offset of a part; what does not exist is located at what should hold it. */
  locate: (spot: Spot) => { pointer: string; offset: number };
  /** Line and column of an offset, both from 1. */
  position: (offset: number) => { line: number; column: number };
  /** What a marketer calls the innermost part with a name: 'option "ceo" of field "role"'. */
  describe: (spot: Spot) => string;
  /** The part at a path from the root, as a spot. */
  at: (path: readonly Token[], key?: boolean) => Spot;
}

const escaped = (token: Token) => `/${String(token).replaceAll('~', '~0').replaceAll('/', '~1')}`;

export const pointerOf = (tokens: readonly Token[]): string => tokens.map(escaped).join('');

/** What the things in a list, or in `dimensions`, are called. */
const kinds: Readonly<Record<string, string>> = {
  steps: 'step',
  fields: 'field',
  options: 'option',
  signals: 'signal',
  rules: 'rule',
  disqualify: 'disqualify rule',
  outcomes: 'outcome',
  tests: 'test',
  dimensions: 'dimension',
};

const textAt = (value: object, key: string): string | undefined => {
  const found: unknown = Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
  return typeof found === 'string' ? found : undefined;
};

/** A name short enough for one line. */
export const quoted = (name: unknown): string => {
  const text = typeof name === 'string' ? name : JSON.stringify(name);
  return `"${text.length > 60 ? `${text.slice(0, 57)}…` : text}"`;
};

/** The name of one thing in a list or record. */
function nameOf(place: Place): string | undefined {
  if (place.token === 'confirmation' && place.parent && !place.parent.parent) return 'the confirmation';
  const kind = place.parent && kinds[String(place.parent.token)];
  if (kind === undefined || place.parent === undefined) return undefined;
  if (kind === 'dimension') return `dimension ${quoted(String(place.token))}`;
  if (typeof place.token !== 'number') return undefined;
  const id = textAt(place.value, 'id') ?? textAt(place.value, 'name');
  return id === undefined ? `${kind} ${place.token + 1}` : `${kind} ${quoted(id)}`;
}

/** Reads a text that may or may not be JSON. Never throws. */
export function readSource(text: string): Source {
  const { value, faults, places } = readJson(text);
  const lines = [0];
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', end + 1)) lines.push(end + 1);
  const mark = text.startsWith('\uFEFF') ? 1 : 0;

  const root = typeof value === 'object' && value !== null ? value : {};
  const tokensOf = (place: Place | undefined): Token[] =>
    place?.parent ? [...tokensOf(place.parent), place.token] : [];

  /** The innermost object on the way, and the last token if it names something in it. */
  const follow = ({ on, path = [] }: Spot): { place: Place | undefined; last?: Token } => {
    let place = places.get(on);
    for (const [index, token] of path.entries()) {
      const inner: unknown = place && Object.hasOwn(place.value, token) && place.value[token as never];
      const next = typeof inner === 'object' && inner !== null ? places.get(inner) : undefined;
      if (next === undefined) return { place, last: token };
      if (index === path.length - 1) return { place, last: token };
      place = next;
    }
    return { place };
  };

  return {
    value,
    faults,
    locate(spot) {
      const { place, last } = follow(spot);
      if (place === undefined) return { pointer: '', offset: mark };
      const pointer = pointerOf(tokensOf(place));
      if (last === undefined) return { pointer, offset: place.start };
      const offset = (spot.key && place.keys?.get(String(last))) || place.values.get(last);
      return offset === undefined
        ? { pointer, offset: place.start }
        : { pointer: pointer + escaped(last), offset };
    },
    position(offset) {
      let low = 0;
      let high = lines.length - 1;
      while (low < high) {
        const middle = Math.ceil((low + high) / 2);
        if ((lines[middle] ?? 0) <= offset) low = middle;
        else high = middle - 1;
      }
      return { line: low + 1, column: offset - (lines[low] ?? 0) + 1 - (low === 0 ? mark : 0) };
    },
    describe(spot) {
      const { place, last } = follow(spot);
      const inner = last === undefined ? undefined : (place?.value[last as never] as unknown);
      const start = typeof inner === 'object' && inner !== null ? places.get(inner) : place;
      for (let here = start; here; here = here.parent) {
        const name = nameOf(here);
        if (name === undefined) continue;
        const field = name.startsWith('option ') ? here.parent?.parent : undefined;
        return field ? `${name} of ${nameOf(field) ?? 'the form'}` : name;
      }
      return 'the form';
    },
    at: (path, key = false) => ({ on: root, path, key }),
  };
}
