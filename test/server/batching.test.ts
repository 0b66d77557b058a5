/** Lists that share a transaction of PostgreSQL: what keeps all of them from being written, and what keeps one. */
import { expect, test } from 'vitest';
import { createBatch } from '../../server/db/batch.ts';
import { type Adding, adding, type ForRows } from '../../server/db/rows.ts';
import type { Write } from '../../server/db/statements.ts';
import { newId } from '../../server/ids.ts';
import { note } from './channels.ts';

const statements = Object.fromEntries(
  adding.map((name): [Adding, ForRows] => [name, (rows) => ({ text: name, values: [...rows] })]),
) as Record<Adding, ForRows>;

/** A database that fails like this where many lists are written together, and takes each by itself but one. */
function failing(code: string, taken: string) {
  const alone: string[] = [];
  const batch = createBatch({
    statements,
    together: () => Promise.reject(Object.assign(new Error('taken'), { code })),
    async alone([write]) {
      const { id } = (write as Write)[1] as { id: string };
      alone.push(id);
      if (id === taken) throw Object.assign(new Error('taken'), { code: '23505' });
    },
  });
  const write = (ids: string[]) =>
    Promise.allSettled(ids.map((id) => batch.write([['addOutbox', { ...note(), id }]])));
  return { alone, write };
}

test.each([
  ['PostgreSQL', '23505'],
  ['what calls it an error of its own', 'XX000'],
])('a key that is taken costs only the list that wanted it: %s', async (_, code) => {
  const ids = [newId(), newId(), newId()];
  const { alone, write } = failing(code, ids[1] ?? '');
  expect((await write(ids)).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(alone).toEqual(ids);
});

test.each(['08006', '53100', '57P01', 'STORAGE_AWAY'])(
  'what is wrong with the database itself (%s) is not asked again for each of them',
  async (code) => {
    const { alone, write } = failing(code, '');
    expect((await write([newId(), newId()])).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(alone).toEqual([]);
  },
);
