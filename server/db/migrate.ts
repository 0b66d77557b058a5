/** Brings the tables of a SQLite file up to date without losing a row. */
import path from 'node:path';
import type Database from 'better-sqlite3';
import type { drizzle } from 'drizzle-orm/better-sqlite3';
import { migrate } from 'drizzle-orm/better-sqlite3/migrator';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { BadSetting } from '../env.ts';

export const migrationsFolder = path.join(import.meta.dirname, 'migrations');

/** When the last of the migrations was made, in milliseconds: what a database says of itself once it is up to date. */
export function newestMigration(folder = migrationsFolder): number {
  return Math.max(
    ...readMigrationFiles({ migrationsFolder: folder }).map(({ folderMillis }) => folderMillis),
  );
}

/** Throws BadSetting where a database was made by a newer release, whose tables this one would misread. */
export function refuseNewer(found: number | undefined, newest: number): void {
  if (found !== undefined && found > newest)
    throw new BadSetting(
      'The database was made by a newer release of Qualiform. Start that release again, or restore the backup that it made before it changed the tables.',
    );
}

interface Migrating {
  sqlite: Database.Database;
  orm: ReturnType<typeof drizzle>;
  folder?: string;
  /** Called before anything is changed in a database that holds something. */
  backUp(): void;
}

/**
 * Foreign keys are off meanwhile: a migration may rebuild a table by dropping it, which inside a transaction would delete
 * whatever hangs on its rows.
 */
export function migrateDatabase({ sqlite, orm, folder = migrationsFolder, backUp }: Migrating): void {
  const found = lastMigration(sqlite);
  const newest = newestMigration(folder);
  refuseNewer(found, newest);
  if (found !== undefined && found < newest) backUp();
  sqlite.pragma('foreign_keys = OFF');
  const before = found === newest ? undefined : countRows(sqlite);
  migrate(orm, { migrationsFolder: folder });
  if (before) assertNothingLost(sqlite, before);
  sqlite.pragma('foreign_keys = ON');
}

/** Throws where a table has fewer rows than before, or a row points to nothing. */
function assertNothingLost(sqlite: Database.Database, before: ReadonlyMap<string, number>): void {
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
}

const tablesIn = (sqlite: Database.Database): string[] =>
  sqlite
    .prepare<[], { name: string }>(
      "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' and name not like '\\_\\_%' escape '\\'",
    )
    .all()
    .map(({ name }) => name);

/** How many rows each table has. */
export function countRows(sqlite: Database.Database): Map<string, number> {
  return new Map(
    tablesIn(sqlite).map((name) => {
      const row = sqlite.prepare<[], { n: number }>(`select count(*) as n from "${name}"`).get();
      return [name, row?.n ?? 0];
    }),
  );
}

/** When the last migration of a database was made; undefined for one without any. */
export function lastMigration(sqlite: Database.Database): number | undefined {
  const known = sqlite
    .prepare<[], { n: number }>("select count(*) as n from sqlite_master where name = '__drizzle_migrations'")
    .get();
  if (!known?.n) return undefined;
  const row = sqlite
    .prepare<[], { at: number | null }>('select max(created_at) as at from __drizzle_migrations')
    .get();
  return row?.at ?? undefined;
}
