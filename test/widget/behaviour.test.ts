import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isLike, joinEvents, openBehaviour } from '../../widget/behaviour.ts';
import { openKeep } from '../../widget/keep.ts';
import { PretendStorage, start } from './pretend.ts';
import { served } from './served.ts';

const day = 86_400_000;

describe('a page pattern', () => {
  test.each([
    ['/pricing', '/pricing', true],
    ['/pricing', '/pricing/', true],
    ['/pricing/', '/pricing', true],
    ['/pricing', '/pricing/teams', false],
    ['/pricing', '/en/pricing', false],
    ['/pricing*', '/pricing', true],
    ['/pricing*', '/pricing/teams', true],
    ['/docs/*', '/docs/', true],
    ['/docs/*', '/docs', false],
    ['*/pricing', '/en/pricing', true],
    ['*', '/', true],
    ['/', '/', true],
    ['/*/pricing/*', '/en/pricing/teams', true],
    ['/*/pricing/*', '/pricing/teams', false],
    ['/a*a', '/a', false],
    ['/a*a', '/aa', true],
    ['*ab*ab', '/abab', true],
    ['*ab*ab', '/ab', false],
    ['/a.c', '/abc', false],
    ['/(a+)+$', '/aaaa', false],
  ])('%s: %s is %s', (pattern, path, expected) => {
    expect(isLike(pattern, path)).toBe(expected);
  });

  test('means the same as the regular expression that it stands for', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '/'), maxLength: 8 });
    const pattern = fc.array(text, { minLength: 2, maxLength: 5 });
    fc.assert(
      fc.property(pattern, text, (pieces, path) => {
        expect(isLike(pieces.join('*'), path)).toBe(new RegExp(`^${pieces.join('.*')}$`).test(path));
      }),
    );
  });

  test('of many stars takes no time that anybody could feel', () => {
    const before = performance.now();
    expect(isLike(`${'*a'.repeat(140)}*b`, `/${'a'.repeat(200_000)}`)).toBe(false);
    expect(performance.now() - before).toBeLessThan(1000);
  });
});

describe('signals', () => {
  function open(storage = new PretendStorage(), form = served()) {
    const clock = { now: start };
    const keep = openKeep(() => storage as unknown as Storage);
    return { storage, clock, ...openBehaviour(keep, form, () => clock.now) };
  }

  test('are counted by page and by event, and grow old', () => {
    const { see, track, ages, clock } = open();
    see('/pricing');
    clock.now += 12 * day;
    see('/');
    see('/pricing/teams');
    track('webinar_joined');
    track('something_else');
    clock.now += day / 2;
    expect(ages()).toEqual({ pricing: [12.5, 0.5], webinar: [0.5] });
  });

  test('count a page once for however many forms and redraws it has', () => {
    const { see, ages } = open();
    see('/pricing');
    see('/pricing');
    expect(ages().pricing).toHaveLength(1);
  });

  test('outlive the page', () => {
    const { storage, see } = open();
    see('/pricing');
    const later = open(storage);
    later.see('/pricing');
    expect(later.ages().pricing).toHaveLength(2);
  });

  test('are at most 50 each, for 180 days', () => {
    const { track, ages, clock } = open();
    for (let count = 0; count < 70; count += 1) track('webinar_joined');
    expect(ages().webinar).toHaveLength(50);
    clock.now += 180 * day;
    expect(ages().webinar ?? []).toEqual([]);
  });

  test('leave nothing on the device where the form has none, or nothing happened', () => {
    const without = open(undefined, served({ signals: [] }));
    without.see('/pricing');
    without.track('webinar_joined');
    const { storage, see } = open();
    see('/');
    expect([...Object.keys(without.storage), ...Object.keys(storage)]).toEqual([]);
  });

  test.each(['not JSON', 'null', '[1]', '{"pricing":"x"}', '{"pricing":[null]}', '{"gone":[1]}'])(
    'are none where %s stands in storage',
    (text) => {
      const storage = new PretendStorage();
      storage.setItem('qualiform:signals:crm-demo', text);
      const { ages, track } = open(storage);
      expect(ages()).toEqual({});
      track('webinar_joined');
      expect(ages()).toEqual({ webinar: [0] });
    },
  );

  test.each([
    [undefined, { webinar: [3] }, { webinar: [3] }],
    ['garbled', { webinar: [3] }, { webinar: [3] }],
    [
      { webinar: [1, 2], pricing: 'x' },
      { webinar: [3], pricing: [4] },
      { webinar: [1, 2, 3], pricing: [4] },
    ],
  ])('%j joined with those of before consent', (stored, gathered, joined) => {
    expect(joinEvents(stored, gathered)).toEqual(joined);
  });

  test('of the future are of now', () => {
    const { track, ages, clock } = open();
    track('webinar_joined');
    clock.now -= 400 * day;
    expect(ages()).toEqual({ webinar: [0] });
  });
});
