/** SQLite, the embedded default: one file, one process, every commit on the disk before it is acknowledged. */
import fs from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { BadSetting } from '../env.ts';
import { createGroup } from './group.ts';
import { lockFile } from './lock.ts';
import { lastMigration, migrateDatabase, newestMigration } from './migrate.ts';
import { inWords, makeFolder } from './place.ts';
import { guards, type Orm, prepareStatements, type Write } from './statements.ts';
import type { Room, Store } from './store.ts';
import { Overtaken } from './trouble.ts';
import { unusable } from './unusable.ts';

export interface SqliteOptions {
  /** For a command beside a running server: takes no lock and changes no table. */
  beside?: boolean | undefined;
}

/** The file of `file:PATH`; undefined for `file::memory:`. */
export function fileOf(url: string): string | undefined {
  const file = url.replace(/^file:/, '');
  return file === ':memory:' ? undefined : path.resolve(file);
}

/** Opens `file:PATH`, or `file::memory:` for a database that ends with the process. */
export function openSqlite(url: string, { beside = false }: SqliteOptions = {}): Store {
  const file = fileOf(url);
  if (beside && file && !fs.existsSync(file))
    throw new BadSetting(`There is no database at ${file}. Start the server once, or set DATABASE_URL.`);
  if (file && !beside) makeFolder(path.dirname(file));
  let unlock = () => {};
  let sqlite: Database.Database | undefined;
  try {
    if (file && !beside) unlock = lockFile(file);
    sqlite = new Database(file ?? ':memory:');
    configure(sqlite);
    const connection = sqlite;
    const orm = drizzle(sqlite);
    if (beside) assertUpToDate(sqlite);
    else {
      migrateDatabase({ sqlite, orm, backUp: () => backUpBefore(connection, file) });
      // Whoever waits in here keeps all others from being served; so what is to be written waits outside, in its group.
      sqlite.pragma('busy_timeout = 10');
    }
    // Synchronous where the other is not; whoever reads awaits in any case.
    return storeOf({ sqlite, file, orm: orm as unknown as Orm, unlock });
  } catch (error) {
    sqlite?.close();
    unlock();
    throw file ? inWords(unusable(error, file), file) : error;
  }
}

function configure(sqlite: Database.Database): void {
  sqlite.pragma('busy_timeout = 5000');
  sqlite.pragma('journal_mode = WAL');
  // This build of SQLite lets WAL lose acknowledged rows in a power cut unless told otherwise.
  sqlite.pragma('synchronous = FULL');
  // What was removed is gone from the file too, and not only from sight.
  sqlite.pragma('secure_delete = ON');
  assertDurable(sqlite);
}

/** Throws unless every commit is on the disk before it is acknowledged. */
export function assertDurable(sqlite: Database.Database): void {
  const full = 2;
  const level = sqlite.pragma('synchronous', { simple: true });
  if (level !== full) throw new Error(`SQLite runs with synchronous=${level}; it must be FULL (${full}).`);
}

function assertUpToDate(sqlite: Database.Database): void {
  if (lastMigration(sqlite) !== newestMigration())
    throw new BadSetting('The database is of another release. Start the server of this one first.');
}

/** A copy beside the file, named by what it is from. */
function backUpBefore(sqlite: Database.Database, file: string | undefined): void {
  if (!file) return;
  const copy = `${file}.before-${newestMigration()}`;
  // From a start that was cut off meanwhile; the database is still what it was.
  fs.rmSync(copy, { force: true });
  sqlite.prepare('vacuum into ?').run(copy);
}

interface Opened {
  sqlite: Database.Database;
  file: string | undefined;
  orm: Orm;
  unlock: () => void;
}

function storeOf({ sqlite, file, orm, unlock }: Opened): Store {
  const statements = prepareStatements(orm);
  const group = createGroup(sqlite, (writes: readonly Write[]) => {
    for (const [name, values] of writes) {
      const { changes } = statements[name].run(values as Record<string, unknown>) as unknown as Changed;
      if (changes === 0 && guards.has(name)) throw new Overtaken();
    }
  });
  return {
    orm,
    isShared: false,
    commit: group.commit,
    load: group.load,
    room: () => roomOf(sqlite, file),
    async close() {
      group.finish();
      sqlite.close();
      unlock();
    },
  };
}

/** The file with its log, and what is left on their disk. */
async function roomOf(sqlite: Database.Database, file: string | undefined): Promise<Room> {
  const pages = Number(sqlite.pragma('page_count', { simple: true }));
  const used = pages * Number(sqlite.pragma('page_size', { simple: true }));
  if (!file) return { used };
  const log = await fs.promises.stat(`${file}-wal`).catch(() => undefined);
  const disk = await fs.promises.statfs(path.dirname(file));
  return { used: used + (log?.size ?? 0), free: disk.bavail * disk.bsize };
}

/** What this driver tells of a statement that it has run. */
interface Changed {
  changes: number;
}
