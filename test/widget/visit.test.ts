import { describe, expect, test } from 'vitest';
import { openKeep } from '../../widget/keep.ts';
import { openVisit } from '../../widget/visit.ts';
import type { Place } from '../../widget/world.ts';
import { PretendStorage, pretendWorld } from './pretend.ts';

const minute = 60_000;
const day = 1440 * minute;

/** Somebody goes from page to page. Each page is a world of its own with the same storage and a clock that goes on. */
function visitor() {
  const storage = new PretendStorage();
  let clock = 0;
  return {
    storage,
    look(place: Partial<Place> = {}) {
      const pretend = pretendWorld({ storage, place });
      pretend.jump(clock);
      return openVisit(
        openKeep(() => storage as unknown as Storage),
        pretend.world,
      )();
    },
    wait(milliseconds: number) {
      clock += milliseconds;
    },
  };
}

describe('facts of a visit', () => {
  test('on the first page', () => {
    expect(visitor().look({ path: '/demo' })).toEqual({
      'visit.count': 1,
      'visit.days': 0,
      'visit.minutes': 0,
      'page.path': '/demo',
    });
  });

  test('count visits that half an hour lies between, days since the first, minutes of this one', () => {
    const one = visitor();
    one.look();
    one.wait(29 * minute);
    expect(one.look()).toMatchObject({ 'visit.count': 1, 'visit.minutes': 29 });
    one.wait(29 * minute);
    expect(one.look()).toMatchObject({ 'visit.count': 1, 'visit.minutes': 58 });
    one.wait(3 * day);
    expect(one.look()).toMatchObject({ 'visit.count': 2, 'visit.days': 3, 'visit.minutes': 0 });
    one.wait(30 * minute);
    expect(one.look()).toMatchObject({ 'visit.count': 3, 'visit.days': 3 });
  });

  test('are as they are when somebody asks, not when the page was opened', () => {
    const pretend = pretendWorld();
    const facts = openVisit(
      openKeep(() => undefined),
      pretend.world,
    );
    pretend.jump(10 * minute);
    pretend.move('/later');
    expect(facts()).toMatchObject({ 'visit.minutes': 10, 'page.path': '/later' });
  });

  test('start anew after half a year', () => {
    const one = visitor();
    one.look();
    one.wait(181 * day);
    expect(one.look()).toMatchObject({ 'visit.count': 1, 'visit.days': 0 });
  });

  test('do not go below zero when the clock is set back', () => {
    const one = visitor();
    one.look();
    one.wait(-400 * day);
    expect(one.look()).toMatchObject({ 'visit.count': 1, 'visit.days': 0, 'visit.minutes': 0 });
  });

  test('name the campaign of this page, else that of the first page of the visit, and never a mixture', () => {
    const one = visitor();
    one.look({ query: '?utm_source=mail&utm_medium=may&utm_Evil=x&utm_term=&gclid=1' });
    expect(one.look()).toMatchObject({ 'utm.source': 'mail', 'utm.medium': 'may' });
    expect(Object.keys(one.look()).filter((name) => name.startsWith('utm'))).toHaveLength(2);
    const second = one.look({ query: '?utm_source=ads' });
    expect(second).toMatchObject({ 'utm.source': 'ads' });
    expect(second).not.toHaveProperty(['utm.medium']);
    one.wait(day);
    expect(one.look()).not.toHaveProperty(['utm.source']);
  });

  test('name the site that the visitor came from, and not this one', () => {
    const one = visitor();
    const own = { referrer: 'https://acme.example/pricing' };
    expect(one.look(own)).not.toHaveProperty(['referrer.host']);
    expect(visitor().look({ referrer: 'nonsense' })).not.toHaveProperty(['referrer.host']);
    const other = visitor();
    expect(other.look({ referrer: 'https://www.search.example/?q=secret' })).toMatchObject({
      'referrer.host': 'www.search.example',
    });
    expect(other.look(own)).toMatchObject({ 'referrer.host': 'www.search.example' });
  });

  test('are never longer than anybody would read', () => {
    const facts = visitor().look({ path: `/${'x'.repeat(9000)}`, query: `?utm_source=${'y'.repeat(9000)}` });
    expect(String(facts['page.path'])).toHaveLength(200);
    expect(String(facts['utm.source'])).toHaveLength(200);
  });

  test.each([
    'not JSON',
    'null',
    '[]',
    '{"first":1}',
    '{"first":"x","start":"x","seen":"x","count":"x"}',
    '{"first":1,"start":1,"seen":null,"count":1e999}',
  ])('begin with a first visit where %s stands in storage', (text) => {
    const one = visitor();
    one.storage.setItem('qualiform:visit', text);
    expect(one.look()).toMatchObject({ 'visit.count': 1, 'visit.days': 0 });
  });

  test('take only texts as the campaign that was stored', () => {
    const one = visitor();
    one.look({ query: '?utm_source=mail' });
    const visit = JSON.parse(one.storage.getItem('qualiform:visit') ?? '');
    visit.utm = { 'utm.source': { evil: 1 }, 'utm.medium': 'may' };
    visit.referrer = ['x'];
    one.storage.setItem('qualiform:visit', JSON.stringify(visit));
    const facts = one.look();
    expect(facts).toMatchObject({ 'utm.medium': 'may' });
    expect(facts).not.toHaveProperty(['utm.source']);
    expect(facts).not.toHaveProperty(['referrer.host']);
  });
});
