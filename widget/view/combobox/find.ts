/** Which items somebody means who has typed so much: whole beginnings before words before anything inside. */

import type { Item } from '../controls/Select.tsx';

/** Letters that stay when their marks are taken off, and what people type for them. */
const plain: Readonly<Record<string, string>> = {
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ı: 'i',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  þ: 'th',
  ё: 'е',
};

/** What countries are called beside their names. */
const called: Readonly<Record<string, readonly string[]>> = {
  AE: ['UAE'],
  CD: ['Congo Kinshasa'],
  CI: ["Cote d'Ivoire"],
  CZ: ['Czech Republic'],
  GB: ['UK', 'Great Britain', 'England', 'Scotland', 'Wales'],
  MM: ['Burma'],
  NL: ['Holland'],
  SZ: ['Swaziland'],
  US: ['USA', 'America'],
};

/** Small letters without accents, apostrophes and other signs. */
export function fold(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[łøđðıßæœþё]/g, (letter) => plain[letter] ?? letter)
    .replace(/[^\p{L}\p{N}+]+/gu, ' ')
    .trim();
}

/** 0 for the best fit, undefined for none. */
function rank({ value, label, also = [] }: Item, wanted: string): number | undefined {
  const name = fold(label);
  const others = also.length > 0 ? [...also, ...(called[value] ?? [])].map(fold) : [];
  // Two letters are a code before they are the beginning of a name.
  if (name === wanted || others.includes(wanted)) return 0;
  if (name.startsWith(wanted)) return 1;
  if (` ${name}`.includes(` ${wanted}`)) return 2;
  if (others.some((other) => ` ${other}`.includes(` ${wanted}`))) return 3;
  return name.includes(wanted) ? 4 : undefined;
}

/** All items that fit, the best first, equal ones in their order. */
export function find(items: readonly Item[], typed: string): readonly Item[] {
  const wanted = fold(typed);
  if (!wanted) return items;
  return items
    .flatMap((item, index) => {
      const place = rank(item, wanted);
      return place === undefined ? [] : [{ item, place, index }];
    })
    .sort((one, other) => one.place - other.place || one.index - other.index)
    .map(({ item }) => item);
}

/** The item that somebody means who leaves the box with this in it, if there can be no doubt. */
export function meant(items: readonly Item[], typed: string): Item | undefined {
  const wanted = fold(typed);
  const found = find(items, typed);
  const same = found.filter(({ label, also = [] }) => [label, ...also].some((word) => fold(word) === wanted));
  return same[0] ?? (found.length === 1 ? found[0] : undefined);
}
