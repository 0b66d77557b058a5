/** SQLite, the embedded default: one file, one process, every commit on the disk before it is acknowledged. */
import fs from 'node:fs';
import path from 'node:path';
import type Database from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { BadSetting } from '../env.ts';
import { binder, type Named } from './bind.ts';
import { connect } from './connect.ts';
import { createGroup } from './group.ts';
import { lockFile } from './lock.ts';
import { lastMigration, migrateDatabase, newestMigration } from './migrate.ts';
import type { Orm } from './orm.ts';
import { inWords, makeFolder } from './place.ts';
import { guards, mapStatements } from './statements.ts';
import type { Room, Store } from './store.ts';
import { startThread, type Thread } from './thread.ts';
import { unusable } from './unusable.ts';
import { type Bound, createWriter, type Group, type Outcome, type Text, type Writer } from './writer.ts';

/** At the start another program may hold the file for so long, in milliseconds. */
const patience = 5000;

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
    sqlite = connect(file ?? ':memory:', patience);
    const connection = sqlite;
    const orm = drizzle(sqlite);
    if (beside) assertUpToDate(sqlite);
    else {
      migrateDatabase({ sqlite, orm, backUp: () => backUpBefore(connection, file) });
      // Whoever waits in here keeps all others from being served.
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
  const texts: Text[] = [];
  const bound = mapStatements(orm, ({ sql, params }, name): ((values: Named) => Bound) => {
    const index = texts.push({ sql, guards: guards.has(name) }) - 1;
    const bind = binder(params);
    return (values) => [index, bind(values)];
  });
  // A command that only reads needs no thread; and what is in memory no other thread can see.
  let thread: Thread | undefined;
  const write = file
    ? async (group: Group, wait: number) => {
        if (!sqlite.open) throw new Error('The database is closed.');
        thread ??= startThread({ file, texts });
        return thread.write(group, wait);
      }
    : inThisThread(createWriter(sqlite, texts));
  const group = createGroup(write);
  return {
    orm,
    isShared: false,
    commit: async (writes) => group.commit(writes.map(([name, values]) => bound[name](values))),
    load: group.load,
    room: () => roomOf(sqlite, file),
    async close() {
      await group.finish();
      if (sqlite.open) await thread?.end();
      sqlite.close();
      unlock();
    },
  };
}

const inThisThread =
  (write: Writer) =>
  async (group: Group): Promise<Outcome[]> =>
    write(group);

/** The file with its log, and what is left on their disk. */
async function roomOf(sqlite: Database.Database, file: string | undefined): Promise<Room> {
  const pages = Number(sqlite.pragma('page_count', { simple: true }));
  const used = pages * Number(sqlite.pragma('page_size', { simple: true }));
  if (!file) return { used };
  const log = await fs.promises.stat(`${file}-wal`).catch(() => undefined);
  const disk = await fs.promises.statfs(path.dirname(file));
  return { used: used + (log?.size ?? 0), free: disk.bavail * disk.bsize };
}
