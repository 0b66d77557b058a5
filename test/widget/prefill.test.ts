import { expect, test } from 'vitest';
import { readPrefill } from '../../widget/prefill.ts';
import { served } from './served.ts';

test.each<[query: string, values: Record<string, unknown>]>([
  ['need=switch', { need: 'switch' }],
  ['seats=20', { seats: 20 }],
  ['wishes=mail&wishes=calls', { wishes: ['mail', 'calls'] }],
  ['wishes=mail,calls', { wishes: ['mail', 'calls'] }],
  ['name=Ann+Lee%20%C5%81', { name: 'Ann Lee Ł' }],
  ['name=%3Cimg src=x onerror=alert(1)%3E', { name: '<img src=x onerror=alert(1)>' }],
  ['need=gone&seats=many&wishes=gone&name=', {}],
  ['seats=0', {}],
  ['email=a@b.example', {}],
  ['__proto__=x&constructor=x', {}],
  ['', {}],
])('?%s fills in %j', (query, values) => {
  expect(readPrefill(served(), query)).toEqual(values);
});

test('what the page says goes before its address, field by field', () => {
  expect(readPrefill(served(), 'seats=5', '?seats=20&need=switch')).toEqual({ seats: 5, need: 'switch' });
});
