/** Questions that come in together travel to PostgreSQL together, and each has its own answer. */
import { expect, test } from 'vitest';
import { gathering } from '../../server/db/gather.ts';

const text = 'select "id", "name" from "leads" where "leads"."name" = $1';

/** A line on which everybody has two rows but nobody, who has none. */
function line() {
  const asked: [string, unknown[]][] = [];
  const rowsOf = (key: unknown) =>
    key === 'nobody'
      ? []
      : [
          [`1 of ${key}`, key],
          [`2 of ${key}`, key],
        ];
  const query = gathering(async (sent, values) => {
    asked.push([sent, values]);
    const [keys] = values;
    if (keys === 'broken') throw new Error('no line');
    if (!Array.isArray(keys)) return rowsOf(keys);
    if (keys.includes('broken')) throw new Error('no line');
    // In an order of the database's own.
    return keys
      .flatMap((key) => rowsOf(key).map((row) => [key, ...row]))
      .sort((a, b) => (String(a[1]) < String(b[1]) ? -1 : 1));
  });
  return { asked, query };
}

test('what is asked in one turn is one question for all keys, each of them once', async () => {
  const { asked, query } = line();
  const answers = await Promise.all(['ann', 'bob', 'nobody', 'ann'].map((key) => query(text, [key])));
  const ann = [
    ['1 of ann', 'ann'],
    ['2 of ann', 'ann'],
  ];
  expect(answers).toEqual([
    ann,
    [
      ['1 of bob', 'bob'],
      ['2 of bob', 'bob'],
    ],
    [],
    ann,
  ]);
  expect(asked).toEqual([
    [
      'select keys.key, found.* from unnest($1::text[]) as keys(key) cross join lateral (select "id", "name" from "leads" where "leads"."name" = keys.key offset 0) as found',
      [['ann', 'bob', 'nobody']],
    ],
  ]);
});

test('one by itself, whatever else is asked, and writes go as they are', async () => {
  const { asked, query } = line();
  const others: [string, unknown[]][] = [
    ['select 1 limit $1', [1]],
    ['select $1, $2', ['a', 'b']],
    ['delete from "leads" where "name" = $1', ['ann']],
  ];
  await Promise.all([query(text, ['ann']), ...others.map(([sent, values]) => query(sent, values))]);
  expect(asked).toEqual([...others, [text, ['ann']]]);
});

test('a question that fails, fails for all who asked it, and for nobody else', async () => {
  const { query } = line();
  const other = `${text} limit 1`;
  const told = await Promise.allSettled([
    query(text, ['ann']),
    query(text, ['broken']),
    query(other, ['ann']),
  ]);
  expect(told.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled']);
  expect(await query(text, ['ann'])).toHaveLength(2);
});

test('a crowd is asked for in stretches', async () => {
  const { asked, query } = line();
  const keys = Array.from({ length: 150 }, (_, n) => `p${n}`);
  const answers = await Promise.all(keys.map((key) => query(text, [key])));
  expect(answers.map(([first]) => first?.[1])).toEqual(keys);
  expect(asked.map(([, [list]]) => (list as string[]).length)).toEqual([64, 64, 22]);
});
