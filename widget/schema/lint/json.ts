/**
 * Reads JSON as people type it. What JSON.parse only refuses is explained here, with its offset, and read on where the
 * meaning is plain: comments, trailing commas, curly quotes. What JSON.parse hides (a key that stands twice) is told too.
 * One grammar, so one file, though a long one.
 */

export interface Fault {
  /** Offset in the text. */
  offset: number;
  /** Innermost list or object, and the key in it, where there is one. */
  on: object | undefined;
  token?: string | number;
  code: string;
  message: string;
  remedy: string;
  /** The text is no JSON because of this. */
  syntax: boolean;
}

/** Where a list or an object stands. */
export interface Place {
  value: Record<string | number, unknown>;
  parent: Place | undefined;
  token: string | number;
  start: number;
  /** Offsets of the keys; a list has none. */
  keys: Map<string, number> | undefined;
  /** Offsets of the values. */
  values: Map<string | number, number>;
}

export interface Read {
  /** What was read, also where the text is misspelt; undefined if it could not be read to its end. */
  value: unknown;
  faults: Fault[];
  places: ReadonlyMap<object, Place>;
}

/** Deeper than any form needs (its deepest condition is at 25), far from the end of the stack. */
const deepest = 64;
/** After so many mistakes of spelling, what follows is guessed from the wrong end. */
const mostFaults = 20;

/** Ends the reading; the fault is told already. */
const stop = Symbol('stop');

const closing: Readonly<Record<string, string>> = {
  '"': '"',
  "'": "'",
  '“': '”“"',
  '”': '”“"',
  '„': '”“"',
  '«': '»',
};
const escapes: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};
/** Values that other languages write otherwise. */
const foreign: ReadonlyMap<string, unknown> = new Map([
  ['True', true],
  ['TRUE', true],
  ['yes', true],
  ['False', false],
  ['FALSE', false],
  ['no', false],
]);
const jsonNumber = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this looks for
const control = /[\u0000-\u001f]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: so does this
const unstorable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/;

const codePoint = (char: string) =>
  `U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

/** Reads a text. Never throws, whatever the text. */
export function readJson(text: string): Read {
  const faults: Fault[] = [];
  const places = new Map<object, Place>();
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  /** End of the last thing that was read: a missing comma is missing there. */
  let end = at;
  let misspelt = 0;
  let here: Place | undefined;
  let token: string | number | undefined;

  const tell = (offset: number, code: string, message: string, remedy: string, syntax = true) => {
    faults.push({
      offset,
      on: here?.value,
      ...(token !== undefined && { token }),
      code,
      message,
      remedy,
      syntax,
    });
    if (syntax) misspelt += 1;
    if (misspelt >= mostFaults) throw stop;
  };
  const giveUp = (offset: number, message: string, remedy: string, code = 'syntax'): never => {
    tell(offset, code, message, remedy);
    throw stop;
  };
  const match = (pattern: RegExp): string => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0] ?? '';
    at += found.length;
    return found;
  };
  const lineOf = (offset: number) => text.slice(0, offset).split('\n').length;

  function skip(): void {
    for (;;) {
      match(/[ \t\r\n]*/y);
      const start = at;
      if (match(/\/\/[^\n]*/y) || match(/\/\*[\s\S]*?(\*\/|$)/y) || match(/#[^\n]*/y))
        tell(start, 'comment', 'JSON has no comments', 'put it into a "note" beside it, or delete it');
      else {
        const char = match(/[\s\u200b-\u200d\u2060\ufeff]/y);
        if (char === '') return;
        tell(
          start,
          'invisible_character',
          `an invisible character (${codePoint(char)}) stands here`,
          'delete it',
        );
      }
    }
  }

  function value(depth: number): unknown {
    skip();
    const start = at;
    const char = text[at];
    if (char === undefined)
      return giveUp(
        at,
        'the text ends where a value should stand',
        'complete it, or delete what is unfinished',
      );
    if (char === '{' || char === '[') {
      if (depth >= deepest)
        giveUp(
          at,
          `nested more than ${deepest} levels deep`,
          'a condition may nest 8 deep; say it with fewer "all", "any" and "not"',
          'too_deep',
        );
      return char === '{' ? object(depth) : list(depth);
    }
    if (char in closing) return string();
    const word = match(/[-+.\w$]+/y);
    end = at;
    if (word === 'true') return true;
    if (word === 'false') return false;
    if (word === 'null') return null;
    if (/^[-+.]?\d/.test(word)) return number(start, word);
    if (word === '')
      return giveUp(
        start,
        `unexpected ${JSON.stringify(String.fromCodePoint(text.codePointAt(at) ?? 32))}`,
        'a value stands here: a "text", a number, true, false, a [list] or an {object}',
      );
    const meant = foreign.get(word);
    if (meant === undefined)
      tell(start, 'syntax', `${word} stands here without quotes`, `write "${word}" if it is a text`);
    else tell(start, 'syntax', `${word} is no value of JSON`, `write ${String(meant)}`);
    return meant ?? word;
  }

  function number(start: number, word: string): number {
    const result = Number(word);
    if (!jsonNumber.test(word)) {
      const plain = Number(word.replaceAll('_', '').replace(/^\+/, ''));
      tell(
        start,
        'syntax',
        `${word} is not how JSON writes a number`,
        Number.isFinite(plain) ? `write ${plain}` : 'write it like 12 or 0.5',
      );
      return Number.isFinite(plain) ? plain : 0;
    }
    if (Number.isFinite(result)) return result;
    tell(
      start,
      'bad_number',
      `${word} is larger than any number that can be kept`,
      'write a smaller one',
      false,
    );
    return 0;
  }

  function string(): string {
    const start = at;
    const open = text[at] as string;
    const closes = closing[open] as string;
    let result = '';
    at += 1;
    for (;;) {
      const plain = at;
      while (
        at < text.length &&
        text[at] !== '\\' &&
        text[at] !== '\n' &&
        !closes.includes(text[at] as string)
      )
        at += 1;
      result += text.slice(plain, at);
      const char = text[at];
      if (char === undefined || char === '\n')
        giveUp(
          start,
          'this text is not closed on its line',
          'close it with ", and write \\n where a new line should be',
        );
      at += 1;
      if (char !== '\\') break;
      result += escapedChar();
    }
    end = at;
    if (open !== '"')
      tell(start, 'quotes', `${open} is not a quotation mark of JSON`, 'use straight double quotes: "…"');
    else if (control.test(text.slice(start, at)))
      tell(
        start,
        'syntax',
        'a control character, such as a tab, stands in this text',
        'write \\t for a tab, or delete it',
      );
    if (!result.isWellFormed())
      tell(
        start,
        'broken_character',
        'this text holds half a character',
        'type the emoji or sign again',
        false,
      );
    else if (unstorable.test(result))
      tell(start, 'broken_character', 'this text holds a control character', 'delete it', false);
    return result;
  }

  function escapedChar(): string {
    const start = at - 1;
    const code = match(/u[0-9a-fA-F]{4}/y);
    if (code !== '') return String.fromCharCode(Number.parseInt(code.slice(1), 16));
    const char = text[at] ?? '';
    at += char.length;
    const meant = escapes[char];
    if (meant === undefined)
      tell(start, 'syntax', `\\${char} means nothing in JSON`, `write \\\\ for a backslash, or leave it out`);
    return meant ?? char;
  }

  /** Opens a list or object inside the one that is open, runs its reader, and goes back. */
  function inside<T extends object>(value: T, keys: Place['keys'], read: (place: Place) => void): T {
    const outer = here;
    const outerToken = token;
    const place = {
      value: value as Place['value'],
      parent: outer,
      token: outerToken ?? '',
      start: at,
      keys,
      values: new Map(),
    };
    places.set(value, place);
    here = place;
    at += 1;
    read(place);
    here = outer;
    token = outerToken;
    end = at;
    return value;
  }

  /** Reads members with commas between them up to the closing sign. */
  function members(place: Place, close: string, member: () => void): void {
    const opened = text[place.start] as string;
    for (let first = true; ; first = false) {
      token = undefined;
      skip();
      let comma = at;
      if (!first && (text[at] === ',' || text[at] === ';')) {
        if (text[at] === ';') tell(at, 'syntax', '";" stands where "," should', 'write a comma');
        at += 1;
        skip();
        if (text[at] === ',') {
          tell(at, 'syntax', 'two commas stand in a row', 'delete one');
          at += 1;
          skip();
        }
        if (text[at] === close)
          tell(comma, 'trailing_comma', `a comma stands before "${close}"`, 'delete this comma');
      } else if (!first && text[at] !== close) {
        comma = end;
        if (text[at] === undefined || '}]:'.includes(text[at] as string)) unclosed(place, opened, close);
        tell(
          comma,
          'missing_comma',
          'a comma is missing here',
          'write a comma between one entry and the next',
        );
      }
      if (text[at] === close) {
        at += 1;
        return;
      }
      if (text[at] === undefined) unclosed(place, opened, close);
      member();
    }
  }

  function unclosed(place: Place, opened: string, close: string): void {
    const line = lineOf(place.start);
    const found = text[at];
    giveUp(
      found === undefined ? place.start : at,
      found === undefined
        ? `"${opened}" is never closed`
        : `"${found}" stands where "${close}" should close the "${opened}" of line ${line}`,
      `write "${close}" where it ends`,
    );
  }

  function object(depth: number): object {
    const keys = new Map<string, number>();
    return inside<Record<string, unknown>>({}, keys, (place) =>
      members(place, '}', () => {
        const start = at;
        const bare = (text[at] as string) in closing ? '' : match(/[\w$][-\w$.]*/y);
        if (bare !== '') tell(start, 'quotes', `the key ${bare} has no quotes`, `write "${bare}"`);
        else if (!((text[at] as string) in closing))
          giveUp(at, `unexpected ${JSON.stringify(text[at])}`, 'a key stands here, in double quotes');
        const key = bare === '' ? string() : bare;
        token = key;
        if (key === '__proto__')
          tell(start, 'reserved_name', '"__proto__" cannot be a key', 'choose another name', false);
        else if (keys.has(key))
          tell(
            start,
            'duplicate_key',
            `"${key}" stands twice in the same object, and only the last one counts`,
            `keep one of them (the first is on line ${lineOf(keys.get(key) ?? 0)})`,
            false,
          );
        end = at;
        skip();
        if (text[at] === ':') at += 1;
        else if (match(/=>?/y) !== '') tell(at - 1, 'syntax', '"=" stands where ":" should', 'write a colon');
        else giveUp(end, `a colon is missing after "${key}"`, `write "${key}": and then its value`);
        skip();
        const valueStart = at;
        const inner = value(depth + 1);
        if (key === '__proto__') return;
        if (!keys.has(key)) keys.set(key, start);
        place.values.set(key, valueStart);
        place.value[key] = inner;
      }),
    );
  }

  function list(depth: number): unknown[] {
    const items: unknown[] = [];
    return inside(items, undefined, (place) =>
      members(place, ']', () => {
        token = items.length;
        place.values.set(token, at);
        items.push(value(depth + 1));
      }),
    );
  }

  let result: unknown;
  try {
    result = value(0);
    token = undefined;
    here = undefined;
    skip();
    if (at < text.length)
      giveUp(at, 'something stands after the end of the form', 'delete it: one file is one form');
  } catch (error) {
    if (error !== stop) throw error;
    result = undefined;
  }
  return { value: result, faults, places };
}
