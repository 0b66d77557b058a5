import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromJson, pick, toJson } from '../../widget/json.ts';

test('plain values are written as JSON everywhere is, and read again', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 3 }), (value) => {
      const text = JSON.stringify(value);
      // Other signs may be written as numbers; what they stand for is the same.
      expect(JSON.stringify(JSON.parse(toJson(value)))).toBe(text);
      expect(JSON.stringify(fromJson(text))).toBe(text);
    }),
  );
});

test('what is undefined is left out of objects', () => {
  expect(toJson({ a: undefined, b: [1] })).toBe('{"b":[1]}');
});

test('halves of a character, quotes and signs that nobody sees are written as every reader takes them', () => {
  const text = 'a"\\\n\u0000\u2028\ud800x\udc00😀';
  expect(JSON.parse(toJson(text))).toBe(text);
  expect(toJson('\ud800')).toBe('"\\ud800"');
  expect(toJson([Number.NaN, Number.POSITIVE_INFINITY, null])).toBe('[null,null,null]');
});

test('a page that has put another JSON there changes nothing', () => {
  const own = globalThis.JSON;
  Object.assign(globalThis, { JSON: { stringify: () => 'wrapped', parse: own.parse } });
  const text = toJson({ a: ['x', true] });
  Object.assign(globalThis, { JSON: own });
  expect(text).toBe('{"a":["x",true]}');
});

test('an old library that gives arrays a toJSON changes nothing', () => {
  Object.assign(Array.prototype, { toJSON: () => 'wrapped' });
  const text = toJson({ a: [1, ['x']] });
  Reflect.deleteProperty(Array.prototype, 'toJSON');
  expect(text).toBe('{"a":[1,["x"]]}');
});

test('only own properties are picked, and only those that pass', () => {
  const isNumber = (value: unknown) => typeof value === 'number';
  const own = Object.assign(Object.create({ inherited: 1 }), { a: 1, b: 'x' });
  expect(pick(own, ['a', 'b', 'inherited', 'toString', 'gone'], () => true)).toEqual({ a: 1, b: 'x' });
  expect(pick(own, ['a', 'b', 'inherited'], isNumber)).toEqual({ a: 1 });
  for (const nothing of [null, undefined, 'abc', [1], 7])
    expect(pick(nothing, ['length', '0'], isNumber)).toEqual({});
});
