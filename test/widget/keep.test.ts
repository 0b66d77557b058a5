import { describe, expect, test, vi } from 'vitest';
import { type Join, openKeep } from '../../widget/keep.ts';
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
});
