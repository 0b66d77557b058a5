/**
 * One set of tables and queries for both databases. They are written once, for SQLite, in the part of SQL that PostgreSQL speaks as
 * well: texts, whole numbers, JSON kept as text. What differs is a matter of spelling, and is put right here.
 */
import { type SQL, sql } from 'drizzle-orm';

const skipLocked = '/* skip locked */';

/**
 * Ids of rows to be claimed, of a query for them. They are picked once and before all else, or PostgreSQL might pick anew for each row that
 * it compares; and those that another server has in hand are passed over.
 */
export const claimed = (query: SQL): SQL =>
  sql`(with picked as materialized (${query} ${sql.raw(skipLocked)}) select id from picked)`;

const spelled = new Map<string, string>();

/** A statement of SQLite's with `?` for its values, as PostgreSQL has it. No text of ours has a `?` or a backtick of its own. */
export function forPostgres(statement: string): string {
  const known = spelled.get(statement);
  if (known !== undefined) return known;
  let values = 0;
  const text = statement
    .replaceAll('`', '"')
    // SQLite, which has one server, reads a remark.
    .replaceAll(skipLocked, 'for update skip locked')
    // What must be unique is named without its table there.
    .replace(/\bon conflict \([^)]*\)/g, (target) => target.replace(/"\w+"\./g, ''))
    .replace(/\?/g, () => {
      values += 1;
      return `$${values}`;
    });
  // Lists have as many forms as they have lengths.
  if (spelled.size < 1000) spelled.set(statement, text);
  return text;
}

/**
 * The statements of migrations. Whole numbers are 64 bits wide, as times are; texts compare by their bytes, as SQLite's do, so that
 * ids have the same order everywhere. References come last: here a table must be there before another one may point to it. What
 * only SQLite needs is left out.
 */
export function migrationsForPostgres(statements: readonly string[]): string[] {
  const references: string[] = [];
  const tables = statements
    .filter((statement) => !/^\s*pragma\b/i.test(statement))
    .map((statement) => {
      const [, table] = /^\s*create table (`\w+`)/i.exec(statement) ?? [];
      return table === undefined
        ? statement
        : statement.replace(/,\s*(foreign key[^\n]+?)(?=,?\n)/gi, (_, reference: string) => {
            references.push(`alter table ${table} add ${reference}`);
            return '';
          });
    });
  return [...tables, ...references].map((statement) =>
    statement
      .replace(/^(\s*`\w+`|alter table `\w+` add `\w+`) integer\b/gim, '$1 bigint')
      .replace(/^(\s*`\w+`|alter table `\w+` add `\w+`) text\b/gim, '$1 text COLLATE "C"')
      .replaceAll('`', '"'),
  );
}

/** A statement that fails (division by zero, 22012) unless it changes a row, and with it the whole transaction. */
export const guarded = (statement: string): string =>
  `with changed as (${statement} returning 1) select 1 / count(*) from changed`;

/** PostgreSQL keeps every character but U+0000, which has no business in a text: it is put down as one that could not be read. */
export const valuesForPostgres = (values: readonly unknown[]): unknown[] =>
  values.map((value) => (typeof value === 'string' ? value.replaceAll('\0', '\ufffd') : value));
