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
      'landing.path': '/demo',
      'first.landing.path': '/demo',
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
    one.look({ query: '?utm_source=mail&utm_medium=may&utm_Evil=x&utm_term=' });
    expect(one.look()).toMatchObject({ 'utm.source': 'mail', 'utm.medium': 'may' });
    expect(Object.keys(one.look()).filter((name) => name.startsWith('utm'))).toHaveLength(2);
    const second = one.look({ query: '?utm_source=ads' });
    expect(second).toMatchObject({ 'utm.source': 'ads' });
    expect(second).not.toHaveProperty(['utm.medium']);
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
    visit.touch = {
      'utm.source': { evil: 1 },
      'utm.medium': 'may',
      'referrer.host': ['x'],
      'page.path': '/evil',
      'first.utm.source': 'evil',
      'utm.term': 'x'.repeat(201),
    };
    one.storage.setItem('qualiform:visit', JSON.stringify(visit));
    const facts = one.look();
    expect(facts).toMatchObject({ 'utm.medium': 'may' });
    expect(facts).not.toHaveProperty(['utm.source']);
    expect(facts).toMatchObject({ 'page.path': '/', 'first.utm.source': 'mail' });
    for (const name of ['referrer.host', 'first.first.utm.source', 'utm.term'])
      expect(facts).not.toHaveProperty([name]);
  });
});

describe('what brought a visitor', () => {
  const day = 1440 * minute;
  const touches = (facts: Record<string, unknown>) =>
    Object.fromEntries(Object.entries(facts).filter(([name]) => !/^(visit|page)\./.test(name)));
  type Look = [wait: number, place: Partial<Place>];
  const google = { referrer: 'https://www.google.com/' };
  const ad = { path: '/spring', query: '?utm_source=ads&gclid=G1' };
  const direct = { path: '/pricing' };

  test.each<[string, Look[], Record<string, string>]>([
    [
      'an ad, with its click ids as the networks write them and none that is empty',
      [
        [
          0,
          { path: '/spring', query: '?gclid=G1&GBRAID=B&wbraid=&fbclid=F&msclkid=M&utm_source=ads&secret=1' },
        ],
      ],
      {
        'utm.source': 'ads',
        'click.gclid': 'G1',
        'click.gbraid': 'B',
        'click.fbclid': 'F',
        'click.msclkid': 'M',
        'landing.path': '/spring',
      },
    ],
    [
      'the last one is the latest that was no direct visit',
      [
        [0, { ...google, path: '/blog' }],
        [day, ad],
        [2 * day, direct],
      ],
      { 'utm.source': 'ads', 'click.gclid': 'G1', 'landing.path': '/spring' },
    ],
    [
      'a link from elsewhere replaces an ad as a whole',
      [
        [0, ad],
        [day, { ...google, path: '/blog' }],
      ],
      { 'referrer.host': 'www.google.com', 'landing.path': '/blog' },
    ],
    [
      'within one visit only an ad counts anew, so that a sign-in page or a till takes no credit',
      [
        [0, ad],
        [minute, { referrer: 'https://accounts.example/', path: '/back' }],
      ],
      { 'utm.source': 'ads', 'click.gclid': 'G1', 'landing.path': '/spring' },
    ],
    [
      'an ad that an address carries along from page to page is one touch, and lands where it landed',
      [
        [0, ad],
        [minute, { path: '/later', query: ad.query }],
        [day, direct],
      ],
      { 'utm.source': 'ads', 'click.gclid': 'G1', 'landing.path': '/spring' },
    ],
    [
      'another ad within the visit is another touch',
      [
        [0, ad],
        [minute, { path: '/later', query: '?utm_source=ads&gclid=G2' }],
      ],
      { 'utm.source': 'ads', 'click.gclid': 'G2', 'landing.path': '/later' },
    ],
    [
      'after ninety days a direct visit is one',
      [
        [0, ad],
        [91 * day, direct],
      ],
      { 'landing.path': '/pricing' },
    ],
    [
      'of direct visits it is the page of the latest one',
      [
        [0, { path: '/' }],
        [day, direct],
        [minute, { path: '/later' }],
      ],
      { 'landing.path': '/pricing' },
    ],
    [
      'coming from the bare domain or from a part of this site is no origin',
      [
        [0, { host: 'www.acme.example', referrer: 'https://acme.example/x', path: '/a' }],
        [day, { host: 'acme.example', referrer: 'https://blog.acme.example/', path: '/b' }],
      ],
      { 'landing.path': '/b' },
    ],
  ])('%s', (_, looks, last) => {
    const one = visitor();
    let facts = {};
    for (const [wait, place] of looks) {
      one.wait(wait);
      facts = one.look(place);
    }
    const isLast = ([name]: [string, unknown]) => !name.startsWith('first.');
    expect(Object.fromEntries(Object.entries(touches(facts)).filter(isLast))).toEqual(last);
  });

  test('the first one stays for as long as the visitor is known, and is whole', () => {
    const one = visitor();
    one.look({ ...google, path: '/blog' });
    one.wait(100 * day);
    one.look(ad);
    one.wait(100 * day);
    expect(one.look(direct)).toMatchObject({
      'first.referrer.host': 'www.google.com',
      'first.landing.path': '/blog',
    });
    expect(one.look(direct)).not.toHaveProperty(['first.utm.source']);
    one.wait(181 * day);
    expect(touches(one.look(direct))).toEqual({
      'landing.path': '/pricing',
      'first.landing.path': '/pricing',
    });
  });

  test('pages without a load are pages: they keep a visit going, and begin another after half an hour', () => {
    const pretend = pretendWorld({ place: google });
    const facts = openVisit(
      openKeep(() => undefined),
      pretend.world,
    );
    for (const path of ['/a', '/b']) {
      pretend.jump(20 * minute);
      pretend.move(path);
    }
    expect(facts()).toMatchObject({ 'visit.count': 1, 'visit.minutes': 40, 'page.path': '/b' });
    pretend.jump(31 * minute);
    pretend.move('/c');
    expect(facts()).toMatchObject({
      'visit.count': 2,
      'visit.minutes': 0,
      'referrer.host': 'www.google.com',
    });
    pretend.here.query = '?gclid=G1';
    pretend.move('/d');
    expect(facts()).toMatchObject({ 'click.gclid': 'G1', 'landing.path': '/d' });
    expect(facts()).not.toHaveProperty(['referrer.host']);
  });

  test('a click id is kept whole or not at all, and of many campaign keys twenty', () => {
    const id = (length: number) => `?gclid=${'g'.repeat(length)}`;
    expect(visitor().look({ query: id(500) })['click.gclid']).toHaveLength(500);
    expect(visitor().look({ query: id(501) })).not.toHaveProperty(['click.gclid']);
    const names = Array.from({ length: 40 }, (_, at) => `utm_${'x'.repeat(at + 1)}=1`).join('&');
    const kept = Object.keys(visitor().look({ query: `?${names}` }));
    expect(kept.filter((name) => name.startsWith('utm.'))).toHaveLength(20);
  });
});
