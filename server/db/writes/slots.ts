/** What every write is made of: slots for its values, and columns that are set from them. */
import { getTableColumns, type SQL, sql } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';

/** What a prepared statement tells of itself. */
export interface Query {
  sql: string;
  params: unknown[];
}

export interface Statement {
  getQuery(): Query;
}

/** A value that is handed in when the statement is run. */
export const slot = (name: string) => sql.placeholder(name);

/** A slot for every column of a table, by the names of its properties. */
export function slots<T extends SQLiteTable>(table: T) {
  return Object.fromEntries(Object.keys(getTableColumns(table)).map((key) => [key, slot(key)])) as {
    [Key in keyof T['$inferInsert']]: ReturnType<typeof slot>;
  };
}

/** Sets columns from slots, all but the id unless some are named. */
export function settings<T extends SQLiteTable>(table: T, names?: (keyof T['$inferInsert'] & string)[]) {
  const columns = getTableColumns(table);
  const wanted = names ?? Object.keys(columns).filter((key) => key !== 'id');
  return Object.fromEntries(
    wanted.map((key) => [key, sql`${sql.param(slot(key), columns[key])}`]),
  ) as unknown as { [Key in keyof T['$inferInsert']]: SQL };
}
