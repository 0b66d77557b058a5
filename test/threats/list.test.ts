/**
 * The threats that the server is built against, T1 to T24, one test each: the thing itself, done once. The tables of all its variants
 * stand with the features that they are about.
 */
import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const here = import.meta.dirname;

test('every threat has its test, and only one', () => {
  const texts = fs.readdirSync(here).map((name) => fs.readFileSync(path.join(here, name), 'utf8'));
  const found = texts.flatMap((text) =>
    [...text.matchAll(/^test\(['"](T\d+) /gm)].map(([, threat]) => threat),
  );
  const all = Array.from({ length: 24 }, (_, n) => `T${n + 1}`);
  expect(found.sort()).toEqual(all.sort());
});
