/** Brings the tables up to date without losing a row. */
import path from 'node:path';
import type Database from 'better-sqlite3';
import { migrate } from 'drizzle-orm/better-sqlite3/migrator';
import type { Orm } from './statements.ts';

const migrationsFolder = path.join(import.meta.dirname, 'migrations');

/**
 * Foreign keys are off meanwhile: a migration may rebuild a table by dropping it, which inside a transaction would delete
 * whatever hangs on its rows.
 */
export function migrateDatabase(sqlite: Database.Database, orm: Orm): void {
  sqlite.pragma('foreign_keys = OFF');
  const before = countRows(sqlite);
  migrate(orm, { migrationsFolder });
  const after = countRows(sqlite);
  for (const [table, count] of before) {
    const left = after.get(table);
    if (left !== undefined && left < count)
      throw new Error(
        `The migration lost rows of ${table} (${count} before, ${left} after). Restore the backup.`,
      );
  }
  const orphans = sqlite.pragma('foreign_key_check') as unknown[];
  if (orphans.length > 0) throw new Error(`The migration left ${orphans.length} rows that point to nothing.`);
  sqlite.pragma('foreign_keys = ON');
}

function countRows(sqlite: Database.Database): Map<string, number> {
  const tables = sqlite
    .prepare<[], { name: string }>(
      "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' and name not like '\\_\\_%' escape '\\'",
    )
    .all();
  return new Map(
    tables.map(({ name }) => {
      const row = sqlite.prepare<[], { n: number }>(`select count(*) as n from "${name}"`).get();
      return [name, row?.n ?? 0];
    }),
  );
}
