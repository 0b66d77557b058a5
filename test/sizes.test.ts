import { readFileSync } from 'node:fs';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';

/** What a visitor downloads at most, in kB (1000 bytes) after brotli. It only goes up for a reason given here. */
const limits = {
  'embed.js': 17,
};

const kB = (bytes: number) => bytes / 1000;

const sizes = Object.entries(limits).map(([file, limit]) => {
  const script = readFileSync(new URL(`../dist/${file}`, import.meta.url));
  const brotli = brotliCompressSync(script, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
  return {
    file,
    raw: kB(script.length),
    gzip: kB(gzipSync(script).length),
    brotli: kB(brotli.length),
    limit,
  };
});

console.table(sizes);

test.each(sizes)('$file stays below $limit kB', ({ brotli, limit }) => {
  expect(brotli).toBeLessThanOrEqual(limit);
});

test('the embed is one classic script that leaves nothing global behind', () => {
  const script = readFileSync(new URL('../dist/embed.js', import.meta.url), 'utf8').trim();
  expect(script).toMatch(/^\((function\s*\(\)|\(\)\s*=>)\s*\{/);
  expect(script).toMatch(/\}\)\(\);?$/);
});
