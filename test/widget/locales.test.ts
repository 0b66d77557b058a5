/** The widget's own words, language by language. */
import { readdirSync, readFileSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { sorry } from '../../widget/lazy/sorry.ts';
import { locales } from '../../widget/locales/index.ts';

const languages = Object.entries(locales);

test('are there in every language that is promised', () => {
  const promised = 'en pl it ar ru de fr es pt nl uk tr ja zh'.split(' ');
  expect(Object.keys(locales).sort()).toEqual(promised.sort());
});

test.each(languages)('%s weighs at most 1.5 kB', (_, words) => {
  expect(brotliCompressSync(JSON.stringify(words)).length).toBeLessThanOrEqual(1500);
});

test.each(languages.filter(([code]) => code !== 'en'))('%s leaves no word in English', (_, words) => {
  const same = Object.entries(words).filter(
    ([key, wording]) => typeof wording === 'string' && wording === locales.en?.[key as keyof typeof words],
  );
  expect(same).toEqual([]);
});

test.each(languages.filter(([code]) => code !== 'en'))('%s is sorry in the same words', (code, words) => {
  expect(sorry[code]).toEqual([words.loadFailed, words.retry, words.reach]);
});

test('no style of the widget knows left from right', () => {
  const folder = new URL('../../widget/style/', import.meta.url);
  const files = readdirSync(folder).filter((name) => name.endsWith('.css'));
  expect(files.length).toBeGreaterThan(1);
  const css = files.map((name) => readFileSync(new URL(name, folder), 'utf8')).join('\n');
  const physical =
    /(?<![\w-])(?:(?:margin|padding|border|inset|scroll-margin|scroll-padding)-(?:left|right)|left|right|float)\s*:|text-align:\s*(?:left|right)/g;
  expect(css.match(physical) ?? []).toEqual([]);
});
