/**
 * Questions of one kind that come in together are asked together. Each submission looks for itself, its lead and its form, so on a busy
 * server dozens of travellers would go the same way, one by one.
 */
import type { Line } from './line.ts';

interface Asked {
  key: string;
  resolve(rows: unknown[][]): void;
  reject(error: unknown): void;
}

/** So many keys a question, at the most. */
const mostKeys = 64;

/** Gathers the questions that have one text to look for; all others go as they are. */
export function gathering(query: Line['query']): Line['query'] {
  const waiting = new Map<string, Asked[]>();

  function ask() {
    const all = [...waiting];
    waiting.clear();
    for (const [text, asked] of all)
      for (let from = 0; from < asked.length; from += mostKeys)
        void askFor(text, asked.slice(from, from + mostKeys));
  }

  async function askFor(text: string, asked: readonly Asked[]) {
    const keys = [...new Set(asked.map(({ key }) => key))];
    try {
      const found = await (keys.length === 1 ? query(text, keys) : query(forMany(text), [keys]));
      const rowsOf = keys.length === 1 ? () => found : rowsByKey(found);
      for (const { key, resolve } of asked) resolve(rowsOf(key));
    } catch (error) {
      for (const { reject } of asked) reject(error);
    }
  }

  return (text, values) => {
    const [key] = values;
    if (values.length !== 1 || typeof key !== 'string' || !/^select\b/.test(text)) return query(text, values);
    return new Promise((resolve, reject) => {
      if (waiting.size === 0) setImmediate(ask);
      const others = waiting.get(text);
      const asked = { key, resolve, reject };
      if (others) others.push(asked);
      else waiting.set(text, [asked]);
    });
  };
}

/**
 * The same question for each key of a list, and before each row the key that it answers. It is planned as it is for one: of a list
 * PostgreSQL thinks, while a table is small, that reading all of it is quicker, and goes on to do so when it is large.
 */
const forMany = (text: string): string =>
  `select keys.key, found.* from unnest($1::text[]) as keys(key) cross join lateral (${text.replaceAll('$1', 'keys.key')} offset 0) as found`;

function rowsByKey(found: readonly unknown[][]): (key: string) => unknown[][] {
  const rows = new Map<unknown, unknown[][]>();
  for (const [key, ...row] of found) {
    const known = rows.get(key);
    if (known) known.push(row);
    else rows.set(key, [row]);
  }
  return (key) => rows.get(key) ?? [];
}
