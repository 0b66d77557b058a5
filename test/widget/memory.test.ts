import { describe, expect, test } from 'vitest';
import { inert } from '../../widget/inert.ts';
import { openKeep } from '../../widget/keep.ts';
import { joinMemories, openMemory } from '../../widget/memory.ts';
import { fieldTypeNames } from '../../widget/schema/field.ts';
import { createStore } from '../../widget/store.ts';
import type { Reply } from '../../widget/submission.ts';
import { PretendStorage, start } from './pretend.ts';
import { served } from './served.ts';

const key = 'qualiform:memory:crm-demo';
const day = 86_400_000;
const nothing = { answers: {}, known: [] };
const reply = { id: 'x', stage: 'lead', outcome: 'thanks' } as Reply;

const open = (storage: PretendStorage, days = 0, form = served()) =>
  openMemory(
    openKeep(() => storage as unknown as Storage),
    form,
    () => start + days * day,
  );

describe('memory', () => {
  test('is empty at first, and writes nothing as long as there is nothing to remember', () => {
    const storage = new PretendStorage();
    expect(open(storage).load()).toEqual(nothing);
    open(storage).save({});
    open(storage).learn(reply);
    expect(Object.keys(storage)).toEqual([]);
  });

  test('keeps each answer for as long as the form says', () => {
    const storage = new PretendStorage();
    open(storage).save({ need: 'switch' });
    open(storage, 60).save({ seats: 20 });
    expect(open(storage, 89).load().answers).toEqual({ need: 'switch', seats: 20 });
    expect(open(storage, 91).load().answers).toEqual({ seats: 20 });
    expect(open(storage, 151).load()).toEqual(nothing);
  });

  test('keeps it for 180 days where the form does not say', () => {
    const storage = new PretendStorage();
    const form = served({ profiling: undefined });
    open(storage, 0, form).save({ need: 'switch' });
    expect(open(storage, 179, form).load().answers).toEqual({ need: 'switch' });
    expect(open(storage, 181, form).load()).toEqual(nothing);
  });

  test('holds what the server knows only together with its token', () => {
    const storage = new PretendStorage();
    open(storage).learn({ ...reply, known: ['seats'] });
    expect(open(storage).load()).toEqual(nothing);
    open(storage).learn({ ...reply, visitor: 'token', known: ['seats', 'email', 'gone'] });
    expect(open(storage).load()).toEqual({ answers: {}, known: ['seats'], visitor: 'token' });
    open(storage).save({ need: 'switch' });
    expect(open(storage, 30).load()).toEqual({
      answers: { need: 'switch' },
      known: ['seats'],
      visitor: 'token',
    });
    expect(open(storage, 91).load()).toEqual(nothing);
  });

  test('is gone once it is erased', () => {
    const storage = new PretendStorage();
    open(storage).save({ need: 'switch' });
    open(storage).erase();
    expect(Object.keys(storage)).toEqual([]);
  });

  test.each([
    'not JSON',
    'null',
    '[]',
    '{"answers":"x"}',
    '{"answers":{"need":"switch"}}',
    `{"answers":{"need":["gone",${start}]}}`,
    `{"answers":{"seats":["20",${start}]}}`,
    `{"answers":{"email":["a@b.example",${start}]}}`,
    `{"answers":{"__proto__":["x",${start}]}}`,
    '{"answers":{"need":["switch","x"]}}',
    `{"visitor":7,"known":["seats"],"at":${start}}`,
    '{"visitor":"token","known":["seats"]}',
  ])('takes nothing from %s', (text) => {
    const storage = new PretendStorage();
    storage.setItem(key, text);
    expect(open(storage).load()).toEqual(nothing);
  });

  const options = [{ id: 'one', label: 'One' }];
  const kinds: Record<(typeof fieldTypeNames)[number], [value: unknown, stays: boolean, more?: object]> = {
    text: ['Ann Lee', false],
    longtext: ['I live at 5 Hill Road', false],
    email: ['ann@acme.example', false],
    phone: ['+48221234567', false],
    url: ['https://ann.example', false],
    consent: [true, false],
    hidden: ['x', false, { value: 'x' }],
    number: [20, true],
    range: [3, true, { min: 0, max: 10 }],
    choice: ['one', true, { options }],
    choices: [['one'], true, { options }],
    dropdown: ['one', true, { options }],
    country: ['PL', true],
    date: ['2027-01-31', true],
    rating: [4, true],
  };

  test.each(fieldTypeNames)('of the device: an answer of the type %s', (type) => {
    const [value, stays, more] = kinds[type];
    const field = { id: 'asked', type, label: 'Asked', remember: true, ...more };
    const form = served({ steps: [{ id: 'only', fields: [field] }] });
    const storage = new PretendStorage();
    const store = createStore(form, { ...inert, memory: open(storage, 0, form) });
    store.answer('asked', value);
    store.next();
    store.dispose();
    expect(store.ending.value).toBeDefined();
    expect(Object.keys(storage)).toEqual(stays ? [key] : []);
    // Nor is it taken from there, whoever has put it there.
    storage.setItem(key, JSON.stringify({ answers: { asked: [value, start] } }));
    expect(Object.keys(open(storage, 0, form).load().answers)).toEqual(stays ? ['asked'] : []);
  });

  test.each([
    [undefined, { answers: { need: ['switch', 1] } }, { answers: { need: ['switch', 1] } }],
    ['garbled', { visitor: 'token' }, { visitor: 'token', answers: {} }],
    [
      { answers: { need: ['research', 0], seats: [2, 0] }, visitor: 'old', known: ['seats'], at: 0 },
      { answers: { need: ['switch', 1] } },
      { answers: { need: ['switch', 1], seats: [2, 0] }, visitor: 'old', known: ['seats'], at: 0 },
    ],
  ])('%j joined with what was learnt before consent', (stored, gathered, joined) => {
    expect(joinMemories(stored, gathered)).toEqual(joined);
  });

  test('lets go of the token that the server does not know any more, and keeps its own', () => {
    const storage = new PretendStorage();
    open(storage).save({ need: 'switch' });
    open(storage).learn({ ...reply, visitor: 'token', known: ['seats'] });
    open(storage).unlearn();
    expect(open(storage).load()).toEqual({ answers: { need: 'switch' }, known: [] });
  });

  test('of a token without a list of fields knows none', () => {
    const storage = new PretendStorage();
    storage.setItem(key, `{"visitor":"token","known":"seats","at":${start}}`);
    expect(open(storage).load()).toEqual({ answers: {}, known: [], visitor: 'token' });
  });
});
