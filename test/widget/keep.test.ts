import { describe, expect, test, vi } from 'vitest';
import { type Join, type Keep, openKeep } from '../../widget/keep.ts';
import { PretendStorage } from './pretend.ts';

const both: Join = (key, stored, gathered) => `${key} ${stored} ${gathered}`;

function open(isOpen: boolean, join?: Join) {
  const storage = new PretendStorage();
  const asked = vi.fn(() => storage as unknown as Storage);
  const keep = openKeep(asked, isOpen, join);
  const stored = () =>
    Object.fromEntries(Object.entries(storage).map(([key, text]) => [key, JSON.parse(String(text))]));
  return { storage, asked, keep, stored };
}

describe('a keep', () => {
  test('that is not open does not so much as look at storage', () => {
    const { keep, asked } = open(false);
    expect(keep.save('visit', 1)).toBe(false);
    expect(keep.load('visit')).toBe(1);
    expect(keep.keys('')).toEqual(['visit']);
    keep.erase('visit');
    keep.save('draft:x', 2);
    keep.close();
    expect(keep.load('draft:x')).toBe(2);
    expect(asked).not.toHaveBeenCalled();
  });

  test('moves what it has gathered to storage when it opens, joined with what stands there', () => {
    const { keep, storage, stored } = open(false, both);
    storage.setItem('qualiform:a', '1');
    keep.save('a', 2);
    keep.save('b', 3);
    const changed = vi.fn(() => expect(keep.load('b')).toBe('b undefined 3'));
    keep.onChange(changed);
    keep.open();
    keep.open();
    expect(changed).toHaveBeenCalledOnce();
    expect(stored()).toEqual({ 'qualiform:a': 'a 1 2', 'qualiform:b': 'b undefined 3' });
    expect(keep.save('c', 4)).toBe(true);
  });

  test('erases what is ours when it closes, and has in hand what the visitor has', () => {
    const { keep, storage } = open(true);
    storage.setItem('theirs', 'mine');
    for (const key of ['visit', 'memory:x', 'draft:x', 'queue:1']) keep.save(key, key);
    keep.close();
    expect({ ...storage }).toEqual({ theirs: 'mine' });
    expect(keep.keys('').sort()).toEqual(['draft:x', 'queue:1']);
    expect(keep.load('draft:x')).toBe('draft:x');
    expect(keep.save('visit', 1)).toBe(false);
    keep.open();
    expect(Object.keys(storage).sort()).toEqual([
      'qualiform:draft:x',
      'qualiform:queue:1',
      'qualiform:visit',
      'theirs',
    ]);
  });

  test('keeps what does not fit when it opens, for this page', () => {
    const { keep, storage } = open(false);
    keep.save('a', 1);
    storage.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    keep.open();
    expect(keep.load('a')).toBe(1);
  });

  describe('that saves soon', () => {
    function openLate() {
      const storage = new PretendStorage();
      const set = vi.spyOn(storage, 'setItem');
      const later: (() => void)[] = [];
      const keep = openKeep(
        () => storage as unknown as Storage,
        true,
        undefined,
        (callback) => later.push(callback),
      );
      return { keep, storage, set, later };
    }

    test('writes the last of several values, once, when there is time', () => {
      const { keep, storage, set, later } = openLate();
      keep.saveSoon('draft:x', 1);
      keep.saveSoon('draft:x', 2);
      keep.saveSoon('draft:y', 3);
      expect(set).not.toHaveBeenCalled();
      expect(later).toHaveLength(1);
      later[0]?.();
      expect({ ...storage }).toMatchObject({ 'qualiform:draft:x': '2', 'qualiform:draft:y': '3' });
      expect(set).toHaveBeenCalledTimes(2);
      keep.saveSoon('draft:x', 4);
      expect(later).toHaveLength(2);
    });

    test('meets at once what is asked for before that', () => {
      const { keep } = openLate();
      keep.saveSoon('draft:x', 1);
      expect(keep.load('draft:x')).toBe(1);
      keep.saveSoon('draft:y', 2);
      expect(keep.keys('draft:').sort()).toEqual(['draft:x', 'draft:y']);
    });

    test.each([
      ['erased', (keep: Keep) => keep.erase('draft:x'), undefined],
      ['saved anew', (keep: Keep) => void keep.save('draft:x', 'newer'), 'newer'],
      ['closed', (keep: Keep) => keep.close(), 'old'],
    ])('is not overtaken by what it has still to write, once it was %s', (_, act, found) => {
      const { keep, later } = openLate();
      keep.saveSoon('draft:x', 'old');
      act(keep);
      later[0]?.();
      expect(keep.load('draft:x')).toBe(found);
    });
  });
});
