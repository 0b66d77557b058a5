/**
 * One set of tables and queries for both databases. They are written once, for SQLite, in the part of SQL that PostgreSQL speaks as
 * well: texts, whole numbers, JSON kept as text. What differs is a matter of spelling, and is put right here.
 */

const spelled = new Map<string, string>();

/** A statement of SQLite's with `?` for its values, as PostgreSQL has it. No text of ours has a `?` or a backtick of its own. */
export function forPostgres(statement: string): string {
  const known = spelled.get(statement);
  if (known !== undefined) return known;
  let values = 0;
  const text = statement.replaceAll('`', '"').replace(/\?/g, () => {
    values += 1;
    return `$${values}`;
  });
  // Lists have as many forms as they have lengths.
  if (spelled.size < 1000) spelled.set(statement, text);
  return text;
}

/**
 * A statement of a migration. Whole numbers are 64 bits wide, as times are; texts compare by their bytes, as SQLite's do, so that
 * ids have the same order everywhere. Empty for what only SQLite needs.
 */
export function migrationForPostgres(statement: string): string {
  if (/^\s*pragma\b/i.test(statement)) return '';
  return statement
    .replace(/^(\s*`\w+`) integer\b/gm, '$1 bigint')
    .replace(/^(\s*`\w+`) text\b/gm, '$1 text COLLATE "C"')
    .replace(/(\bADD `\w+`) integer\b/g, '$1 bigint')
    .replace(/(\bADD `\w+`) text\b/g, '$1 text COLLATE "C"')
    .replaceAll('`', '"');
}

/** A statement that fails (division by zero, 22012) unless it changes a row, and with it the whole transaction. */
export const guarded = (statement: string): string =>
  `with changed as (${statement} returning 1) select 1 / count(*) from changed`;
