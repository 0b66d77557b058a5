import { describe, expect, test } from 'vitest';
import { closest, distance, suggest } from '../../widget/schema/lint/suggest.ts';

describe('the distance of two names', () => {
  test.each([
    ['budget', 'budget', 0],
    ['bugdet', 'budget', 1],
    ['budgt', 'budget', 1],
    ['buddget', 'budget', 1],
    ['bidget', 'budget', 1],
    ['', 'abc', 3],
    ['abc', 'cab', 2],
  ])('from %j to %j is %i', (one, other, expected) => {
    expect(distance(one, other, 10)).toBe(expected);
    expect(distance(other, one, 10)).toBe(expected);
  });

  test('is not counted beyond the limit', () => {
    expect(distance('a'.repeat(1000), 'b'.repeat(1000), 3)).toBe(4);
  });
});

describe('the name that was meant', () => {
  test.each([
    ['bugdet', ['size', 'budget'], 'budget'],
    ['First-Name', ['first_name', 'last_name'], 'first_name'],
    ['compnay_size', ['company', 'company_size'], 'company_size'],
    ['or', ['all', 'any', 'not'], 'any'],
    ['textarea', ['text', 'longtext'], 'longtext'],
    ['textarea', ['text', 'email'], undefined],
    ['ceo', ['coo', 'cto'], 'coo'],
    ['xy', ['ab', 'cd'], undefined],
    ['role', ['size'], undefined],
    ['constructor', ['role'], undefined],
  ])('%j among %j is %j', (name, candidates, expected) => {
    expect(closest(name, candidates)).toBe(expected);
  });

  test('else the names there are are told, and not too many of them', () => {
    expect(suggest('xyz', ['role'], 'none')).toBe('there is "role"');
    expect(suggest('xyz', ['role', 'size'], 'none')).toBe('there are "role" and "size"');
    expect(suggest('xyz', [], 'none')).toBe('none');
    const many = Array.from({ length: 40 }, (_, index) => `field_${index}`);
    expect(suggest('xyz', many, 'none')).toContain('"field_11" and 28 more');
  });
});
