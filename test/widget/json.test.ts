import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromJson, pick, toJson } from '../../widget/json.ts';

test('plain values come back as they were, and read like JSON everywhere', () => {
  fc.assert(
    fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
      expect(JSON.parse(toJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      expect(fromJson(toJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test('what is undefined is left out of objects', () => {
  expect(toJson({ a: undefined, b: [1] })).toBe('{"b":[1]}');
});

test('only own properties are picked', () => {
  const text = '{"a":1,"b":"x","__proto__":{"c":1}}';
  const isNumber = (value: unknown) => typeof value === 'number';
  expect(pick(JSON.parse(text), ['a', 'b', 'c', 'toString', 'constructor'], isNumber)).toEqual({ a: 1 });
  for (const nothing of [null, undefined, 'abc', [1], 7])
    expect(pick(nothing, ['length', '0'], isNumber)).toEqual({});
});
