import { describe, expect, test } from 'vitest';
import { openDraft, sweepDrafts } from '../../widget/draft.ts';
import { uuidv7 } from '../../widget/ids.ts';
import { openKeep } from '../../widget/keep.ts';
import type { Draft } from '../../widget/store.ts';
import { PretendStorage, start } from './pretend.ts';
import { served } from './served.ts';

const key = 'qualiform:draft:crm-demo';
const day = 86_400_000;
const draft: Draft = {
  id: uuidv7(start, new Uint8Array(9)),
  step: 'company',
  values: { need: 'switch', seats: 20, wishes: ['mail'], email: 'half@' },
  context: { 'page.path': '/demo', 'visit.count': 2 },
  signals: { pricing: [0, 1.5] },
};

const open = (storage: unknown, form = served(), now = start) =>
  openDraft(
    openKeep(() => storage as Storage),
    form,
    () => now,
  );

/** A storage that holds the draft above, changed by hand. */
function holding(changes: Record<string, unknown>) {
  const storage = new PretendStorage();
  open(storage).save(draft);
  const saved = JSON.parse(storage.getItem(key) ?? '');
  storage.setItem(key, JSON.stringify({ ...saved, ...changes }));
  return storage;
}

describe('a draft', () => {
  test('comes back with answers, step and frozen facts, also what was not finished typing', () => {
    expect(open(holding({})).load()).toEqual(draft);
  });

  test('is gone once it is erased', () => {
    const storage = holding({});
    open(storage).erase();
    expect(open(storage).load()).toBeUndefined();
    expect(Object.keys(storage)).toEqual([]);
  });

  test('belongs to one version of one form, in any language', () => {
    const storage = holding({});
    expect(open(storage, served({}, { version: 2 })).load()).toBeUndefined();
    expect(open(storage, served({ id: 'other' })).load()).toBeUndefined();
    expect(open(storage, served({}, { language: 'pl' })).load()).toEqual(draft);
  });

  test('is forgotten after thirty days', () => {
    const storage = holding({});
    expect(open(storage, served(), start + 30 * day - 1).load()).toEqual(draft);
    expect(open(storage, served(), start + 30 * day).load()).toBeUndefined();
  });

  test('too old to come back is erased with the next visit, whatever form it is of', () => {
    const storage = holding({});
    const text = storage.getItem(key) ?? '';
    storage.setItem('qualiform:draft:gone', text);
    storage.setItem('qualiform:draft:garbled', '{');
    storage.setItem('qualiform:visit', '{}');
    const keep = openKeep(() => storage as unknown as Storage);
    sweepDrafts(keep, start + 30 * day - 1);
    expect(keep.keys('').sort()).toEqual(['draft:crm-demo', 'draft:gone', 'visit']);
    sweepDrafts(keep, start + 30 * day);
    expect(keep.keys('')).toEqual(['visit']);
  });

  test.each([
    { id: '../../x' },
    { id: 7 },
    { step: null },
    { step: {} },
    { values: 'x' },
    { values: null },
    { values: ['a'] },
    { version: '1' },
    { at: 'yesterday' },
    { at: null, id: null },
  ])('that cannot be right is left alone: %j', (changes) => {
    expect(open(holding(changes)).load()).toBeUndefined();
  });

  test.each(['', 'null', '[]', '7', '"x"', '{', '{"__proto__":{"version":1}}'])(
    'is none where %s stands in storage',
    (text) => {
      const storage = new PretendStorage();
      storage.setItem(key, text);
      expect(open(storage).load()).toBeUndefined();
    },
  );

  test.each([
    ['another kind', { seats: '20', need: ['switch'], wishes: 'mail', email: {}, name: null }, {}],
    ['options that are gone', { need: 'gone', wishes: ['mail', 'gone'] }, {}],
    ['fields that are gone', { gone: 'x', seats: 3 }, { seats: 3 }],
    ['names of every object', { constructor: 'x', toString: 'x', seats: 3 }, { seats: 3 }],
    ['objects inside lists', { wishes: [{ evil: true }] }, {}],
  ])('leaves out answers of %s', (_, values, left) => {
    expect(open(holding({ values })).load()?.values).toEqual(left);
  });

  test('leaves out facts and signals that are not of the form language', () => {
    const context = { 'page.path': 7, 'visit.count': '2', evil: 'x', 'utm.source': 'mail' };
    const signals = { pricing: ['x'], gone: [1], webinar: [2] };
    expect(open(holding({ context, signals })).load()).toEqual({
      ...draft,
      context: { 'utm.source': 'mail' },
      signals: { webinar: [2] },
    });
    const none = { context: {}, signals: {} };
    expect(open(holding({ context: null, signals: 'x' })).load()).toEqual({ ...draft, ...none });
  });

  test('never reaches a prototype', () => {
    const storage = new PretendStorage();
    open(storage).save(draft);
    const text = storage.getItem(key) ?? '';
    const evil = text.replace('"values":{', '"values":{"__proto__":{"polluted":1},');
    storage.setItem(key, evil.replace('"context":{', '"context":{"__proto__":{"polluted":1},'));
    const found = open(storage).load();
    expect(found).toEqual(draft);
    expect(Object.keys(found?.values ?? {})).not.toContain('__proto__');
    expect('polluted' in {}).toBe(false);
  });

  test('lives in the page where storage is blocked or full', () => {
    const blocked = {
      getItem() {
        throw new DOMException('denied', 'SecurityError');
      },
      setItem() {
        throw new DOMException('full', 'QuotaExceededError');
      },
      removeItem() {
        throw new DOMException('denied', 'SecurityError');
      },
    };
    const one = open(blocked);
    expect(one.load()).toBeUndefined();
    one.save(draft);
    expect(one.load()).toEqual(draft);
    one.erase();
    expect(one.load()).toBeUndefined();
  });

  test('that no longer fits into storage does not leave an older one in its place', () => {
    const storage = new PretendStorage();
    const one = open(storage);
    one.save(draft);
    storage.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    one.save({ ...draft, step: 'need' });
    expect(one.load()?.step).toBe('need');
    storage.setItem = PretendStorage.prototype.setItem;
    one.save(draft);
    expect(one.load()?.step).toBe('company');
  });
});
