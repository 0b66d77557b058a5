import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isId, uuidv7 } from '../../widget/ids.ts';

const bytes = fc.uint8Array({ minLength: 9, maxLength: 9 });
const time = fc.integer({ min: 0, max: 2 ** 48 - 1 });
/** RFC 9562: version 7, variant 10. */
const pattern = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

test('an id is a UUIDv7 that holds its time, whatever the clock and the dice say', () => {
  fc.assert(
    fc.property(time, bytes, (now, random) => {
      const id = uuidv7(now, random);
      expect(id).toMatch(pattern);
      expect(isId(id)).toBe(true);
      expect(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(now);
    }),
  );
});

test('a later id sorts after an earlier one', () => {
  fc.assert(
    fc.property(time, time, bytes, bytes, (a, b, left, right) => {
      fc.pre(a !== b);
      expect(uuidv7(a, left) < uuidv7(b, right)).toBe(a < b);
    }),
  );
});

test('all random bytes stand in the id', () => {
  const id = uuidv7(0, new Uint8Array([0x12, 0x34, 0x56, 0x78, 0x9a, 0xbc, 0xde, 0xf0, 0x11]));
  expect(id).toBe('00000000-0000-7123-8456-789abcdef011');
});

test.each([undefined, 7, '', '__proto__', 'ffffffff-ffff-4fff-8fff-ffffffffffff', '../../x'])(
  '%j is not an id',
  (value) => {
    expect(isId(value)).toBe(false);
  },
);
