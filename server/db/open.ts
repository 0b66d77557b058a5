/** Opens the database: its folder made, its settings asserted, its tables up to date, every write prepared. */
import fs from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { migrateDatabase } from './migrate.ts';
import { guards, type Orm, prepareStatements, type Write } from './statements.ts';

export interface Store {
  /** For reading. */
  orm: Orm;
  /**
   * Writes all or nothing, and resolves once that is on the disk. False: somebody else was quicker (a key that is taken,
   * a row that changed since it was read); nothing is written then, so read again and decide anew.
   */
  commit(writes: readonly Write[]): Promise<boolean>;
  close(): void;
}

/** The one workspace until there are more. */
export const defaultWorkspace = 'default';

/** Opens `file:PATH`, or `file::memory:` for a database that ends with the process. */
export async function openStore(url: string, now: number = Date.now()): Promise<Store> {
  const file = url.replace(/^file:/, '');
  if (file !== ':memory:') fs.mkdirSync(path.dirname(path.resolve(file)), { recursive: true });
  const sqlite = new Database(file);
  try {
    configure(sqlite);
    const orm = drizzle(sqlite);
    migrateDatabase(sqlite, orm);
    const store = storeOf(sqlite, orm);
    await store.commit([['addWorkspace', { id: defaultWorkspace, name: 'Default', createdAt: now }]]);
    return store;
  } catch (error) {
    sqlite.close();
    throw error;
  }
}

function configure(sqlite: Database.Database): void {
  sqlite.pragma('busy_timeout = 5000');
  sqlite.pragma('journal_mode = WAL');
  // This build of SQLite lets WAL lose acknowledged rows in a power cut unless told otherwise.
  sqlite.pragma('synchronous = FULL');
  assertDurable(sqlite);
}

/** Throws unless every commit is on the disk before it is acknowledged. */
export function assertDurable(sqlite: Database.Database): void {
  const full = 2;
  const level = sqlite.pragma('synchronous', { simple: true });
  if (level !== full) throw new Error(`SQLite runs with synchronous=${level}; it must be FULL (${full}).`);
}

function storeOf(sqlite: Database.Database, orm: Orm): Store {
  const statements = prepareStatements(orm);
  const together = sqlite.transaction((writes: readonly Write[]) => {
    for (const [name, values] of writes) {
      const { changes } = statements[name].run(values as Record<string, unknown>);
      if (changes === 0 && guards.has(name)) throw new Overtaken();
    }
  });
  return {
    orm,
    async commit(writes) {
      try {
        together.immediate(writes);
        return true;
      } catch (error) {
        if (isConflict(error)) return false;
        throw error;
      }
    },
    close: () => sqlite.close(),
  };
}

/** The row that was read is no longer what it was. */
class Overtaken extends Error {}

function isConflict(error: unknown): boolean {
  if (error instanceof Overtaken) return true;
  const code = storageCode(error);
  return code === 'SQLITE_CONSTRAINT_UNIQUE' || code === 'SQLITE_CONSTRAINT_PRIMARYKEY';
}

/** The database's own name for what went wrong, if it was the database. */
export function storageCode(error: unknown): string | undefined {
  if (error instanceof Database.SqliteError) return error.code;
  return error instanceof Error && error.cause !== undefined ? storageCode(error.cause) : undefined;
}

/** Whether the storage cannot take writes just now: full, read-only, locked or failing. Trying again later may help. */
export const isStorageTrouble = (error: unknown): boolean =>
  /^SQLITE_(FULL|READONLY|IOERR|BUSY|LOCKED|CANTOPEN|NOMEM|PROTOCOL)/.test(storageCode(error) ?? '');
