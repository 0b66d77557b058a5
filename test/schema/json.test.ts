import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readJson } from '../../widget/schema/lint/json.ts';
import { checkForm } from '../../widget/schema/lint.ts';
import { change, goodText } from './change.ts';

/** What is wrong, and the line, column, message and remedy that are told. */
const misspelt: [
  title: string,
  text: string,
  line: number,
  column: number,
  message: string,
  remedy: string,
][] = [
  ['nothing at all', '', 1, 1, 'the text ends where a value should stand', 'complete it'],
  ['a comment', '{\n  // what we call it\n  "id": "a"\n}', 2, 3, 'JSON has no comments', 'a "note"'],
  ['a long comment', '{\n  "id": /* here */ "a"\n}', 2, 9, 'JSON has no comments', 'a "note"'],
  ['a comma before the end', '{\n  "id": "a",\n}', 2, 12, 'a comma stands before "}"', 'delete this comma'],
  ['a comma before the end of a list', '{ "steps": [1, 2,] }', 1, 17, 'before "]"', 'delete this comma'],
  ['a missing comma', '{\n  "id": "a"\n  "title": "b"\n}', 2, 12, 'a comma is missing here', 'write a comma'],
  ['a semicolon', '{ "id": "a"; "title": "b" }', 1, 12, '";" stands where "," should', 'write a comma'],
  ['two commas', '{ "id": "a",, "title": "b" }', 1, 13, 'two commas', 'delete one'],
  ['curly quotes', '{ “id”: "a" }', 1, 3, '“ is not a quotation mark of JSON', 'straight double quotes'],
  ['single quotes', "{ 'id': 'a' }", 1, 3, "' is not a quotation mark", 'straight double quotes'],
  ['a key without quotes', '{ id: "a" }', 1, 3, 'the key id has no quotes', 'write "id"'],
  ['a text without quotes', '{ "id": demo }', 1, 9, 'demo stands here without quotes', 'write "demo"'],
  ['a value of another language', '{ "required": True }', 1, 15, 'True is no value of JSON', 'write true'],
  [
    'a number of another language',
    '{ "max": 1_000 }',
    1,
    10,
    '1_000 is not how JSON writes a number',
    'write 1000',
  ],
  ['a number with a leading dot', '{ "max": .5 }', 1, 10, '.5 is not how', 'write 0.5'],
  ['an equals sign', '{ "id" = "a" }', 1, 8, '"=" stands where ":" should', 'write a colon'],
  ['no colon', '{ "id" "a" }', 1, 7, 'a colon is missing after "id"', 'write "id":'],
  ['a text over two lines', '{ "id": "a\nb" }', 1, 9, 'not closed on its line', '\\n where a new line'],
  ['a tab inside a text', '{ "id": "a\tb" }', 1, 9, 'a tab, stands in this text', '\\t for a tab'],
  ['a stray backslash', '{ "id": "a\\d" }', 1, 11, '\\d means nothing in JSON', '\\\\ for a backslash'],
  [
    'an object that is not closed',
    '{\n  "steps": [\n    {\n',
    3,
    5,
    '"{" is never closed',
    'write "}" where it ends',
  ],
  ['the wrong bracket', '{\n  "steps": [\n    1\n  }\n}', 4, 3, 'close the "[" of line 2', 'write "]"'],
  ['something behind the end', '{} {}', 1, 4, 'after the end of the form', 'one file is one form'],
  ['a space that is none', '{\u00a0"id": "a" }', 1, 2, 'an invisible character (U+00A0)', 'delete it'],
  ['a page of HTML', '<html></html>', 1, 1, 'unexpected "<"', 'a value stands here'],
  ['a number beyond all', '{ "max": 1e400 }', 1, 10, 'larger than any number', 'a smaller one'],
  ['half a character', '{ "id": "\\ud800" }', 1, 9, 'half a character', 'type the emoji or sign again'],
  ['a NUL', '{ "id": "a\\u0000" }', 1, 9, 'a control character', 'delete it'],
  ['a key that cannot be', '{ "__proto__": 1 }', 1, 3, '"__proto__" cannot be a key', 'another name'],
  [
    'a key that stands twice',
    '{\n  "id": "a",\n  "id": "b"\n}',
    3,
    3,
    '"id" stands twice',
    'the first is on line 2',
  ],
];

describe('a text that is not quite JSON', () => {
  test.each(misspelt)('%s', (_, text, line, column, message, remedy) => {
    const first = checkForm(text).problems.find((problem) => problem.message.includes(message));
    expect(first).toMatchObject({ severity: 'error', line, column });
    expect(first?.remedy).toContain(remedy);
  });

  test('does not hide the other problems, as far as it can be read', () => {
    const text = change('"need": { "not"', '"ned": { "not"', change('"theme"', '// looks\n  "theme"'));
    const { form, problems } = checkForm(text);
    expect(problems.map(({ code }) => code)).toEqual(['comment', 'unknown_reference']);
    expect(form).toBeUndefined();
  });

  test('a mark at the beginning, as Windows writes it, does no harm', () => {
    expect(checkForm(`\uFEFF${goodText}`)).toEqual(checkForm(goodText));
    const quotes = checkForm('\uFEFF{ id: 1 }').problems.find(({ code }) => code === 'quotes');
    expect(quotes).toMatchObject({ line: 1, column: 3 });
  });

  test('lines are counted whatever ends them', () => {
    const windows = change('"kind": "marketing"', '"kind": "x"').replaceAll('\n', '\r\n');
    expect(checkForm(windows).problems[0]).toMatchObject({ pointer: '/kind', line: 6, column: 11 });
  });

  test('a form with a key that stands twice is still a form, but not one to publish', () => {
    const { form, problems } = checkForm(
      change('"kind": "marketing"', '"kind": "product", "kind": "marketing"'),
    );
    expect(form?.kind).toBe('marketing');
    expect(problems).toMatchObject([{ code: 'duplicate_key', severity: 'error', pointer: '/kind' }]);
  });
});

describe('the reader of JSON', () => {
  const bare = (text: string) => {
    try {
      return { value: JSON.parse(text) as unknown };
    } catch {
      return undefined;
    }
  };

  test('reads what JSON.parse reads, and nothing else without a word', () => {
    const json = fc.json({ maxDepth: 6 });
    const bent = fc
      .tuple(
        json,
        fc.nat(),
        fc.constantFrom('', ',', '"', '}', ']', '{', ':', '/', '\\', '1', ' ', '\n', 'e', '.'),
      )
      .map(([text, at, char]) => {
        const place = at % (text.length + 1);
        return text.slice(0, place) + char + text.slice(place + 1);
      });
    fc.assert(
      fc.property(fc.oneof(json, bent, fc.string()), (text) => {
        const expected = bare(text);
        const { value, faults } = readJson(text);
        expect(faults.some((fault) => fault.syntax)).toBe(expected === undefined);
        if (expected && faults.length === 0) expect(value).toEqual(expected.value);
      }),
      { numRuns: 2000 },
    );
  });

  test('says for every part where it stands', () => {
    const { value, places } = readJson('{"a": [1, {"b": 2}]}');
    const inner = (value as { a: object[] }).a[1] as object;
    expect(places.get(inner)).toMatchObject({ token: 1, start: 10 });
    expect(places.get(inner)?.values.get('b')).toBe(16);
  });
});
