/** What visitors type is never a formula in anybody's spreadsheet, and comes out of the file as it went in. */
import { expect, test } from 'vitest';
import { cell, row } from '../../server/exports/cells.ts';

const nul = '\u0000';

test.each([
  ['=1+1', "'=1+1"],
  ['+44 20 7946 0018', "'+44 20 7946 0018"],
  ['-2+3', "'-2+3"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ["=cmd|'/c calc'!A0", "'=cmd|'/c calc'!A0"],
  ['＝1+1', "'＝1+1"],
  ['＋1', "'＋1"],
  ['－1', "'－1"],
  ['＠SUM', "'＠SUM"],
  ['﹦1', "'﹦1"],
  [' =1', "' =1"],
  ['\u00a0=1', "'\u00a0=1"],
  ['\u3000=1', "'\u3000=1"],
  ['\ufeff=1', "'\ufeff=1"],
  ['\u200b=1', "'\u200b=1"],
  [`${nul}=1`, `'${nul}=1`],
  ['\u001b=1', "'\u001b=1"],
  ['\u0085=1', "'\u0085=1"],
  ['\t=1', '"\'\t\'=1"'],
  ['\r=1', '"\'\r\'=1"'],
  ['\n=1', '"\'\n\'=1"'],
  ['\ufeff \t=1', '"\'\ufeff \t\'=1"'],
  ['x;=1', '"x;\'=1"'],
  ['x\t=1', '"x\t\'=1"'],
  ['x\n=1', '"x\n\'=1"'],
  ['=1","=2', '"\'=1"",""=2"'],
])('%j becomes %j', (text, expected) => {
  expect(cell(text)).toBe(expected);
});

test.each([
  ['plain', 'plain'],
  ['', ''],
  [null, ''],
  [undefined, ''],
  [-5, '-5'],
  [12.5, '12.5'],
  ['a, b', '"a, b"'],
  ['say "x"', '"say ""x"""'],
  ['two\nlines', '"two\nlines"'],
  ['a = b', 'a = b'],
  ['Zoë 日本', 'Zoë 日本'],
  ["'quoted", "'quoted"],
])('%j stays %j', (text, expected) => {
  expect(cell(text)).toBe(expected);
});

test('the longest text of blanks alone takes no time', () => {
  const start = performance.now();
  cell('\n'.repeat(5000));
  cell(';=\t'.repeat(1600));
  expect(performance.now() - start).toBeLessThan(100);
});

test('a row ends as RFC 4180 has it', () => {
  expect(row(['a', 1, null, 'b,c'])).toBe('a,1,,"b,c"\r\n');
});
