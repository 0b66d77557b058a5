/** A copy of a SQLite file that is whole, also while a server writes to it; and the way back. */
import fs from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { BadSetting } from '../env.ts';
import { lockFile } from './lock.ts';
import { countRows } from './migrate.ts';
import { isDamaged } from './unusable.ts';

/** Rows by table. */
export type Counts = Map<string, number>;

/** Copies `file` to `target`, page by page and without stopping anybody, and looks at the copy. Throws where it is not sound. */
export async function backUp(file: string, target: string): Promise<Counts> {
  if (!fs.existsSync(file)) throw new BadSetting(`There is no database at ${file}.`);
  if (fs.existsSync(target)) throw new BadSetting(`${target} exists already. Name another file.`);
  fs.mkdirSync(path.dirname(target), { recursive: true });
  // Under another name until it is known to be whole.
  const fresh = `${target}.part`;
  const source = new Database(file, { readonly: true });
  try {
    await source.backup(fresh);
    const counts = examine(fresh);
    sync(fresh);
    fs.renameSync(fresh, target);
    return counts;
  } finally {
    source.close();
    // Looking at the copy has made the two that stand beside a database.
    for (const end of ['', ...logs]) fs.rmSync(fresh + end, { force: true });
  }
}

/**
 * Puts a backup in the place of `file`. What stood there is kept beside it, under the name that is returned. Throws BadSetting while
 * a server runs on it, or where the backup is not sound: then nothing is changed.
 */
export function restore(
  backup: string,
  file: string,
  now: number,
): { counts: Counts; kept: string | undefined } {
  if (!fs.existsSync(backup)) throw new BadSetting(`There is no backup at ${backup}.`);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const unlock = lockFile(file);
  const fresh = `${file}.part`;
  try {
    fs.copyFileSync(backup, fresh);
    // A backup may be kept from being written to; a database may not.
    fs.chmodSync(fresh, fs.statSync(fresh).mode | 0o600);
    // The copy is what is looked at: SQLite writes beside what it opens, and where backups stand that may be nobody's right.
    const counts = examine(fresh, backup);
    sync(fresh);
    const kept = fs.existsSync(file) ? `${file}.replaced-${now}` : undefined;
    if (kept) {
      settle(file);
      for (const end of ['', ...logs]) if (fs.existsSync(file + end)) fs.renameSync(file + end, kept + end);
    }
    fs.renameSync(fresh, file);
    return { counts, kept };
  } finally {
    for (const end of ['', ...logs]) fs.rmSync(fresh + end, { force: true });
    unlock();
  }
}

/** Takes what stands in the log into the file, so that the file alone is all of it. What is damaged keeps its log. */
function settle(file: string): void {
  const sqlite = new Database(file);
  try {
    sqlite.pragma('wal_checkpoint(TRUNCATE)');
  } catch (error) {
    if (!isDamaged(error)) throw error;
    return;
  } finally {
    sqlite.close();
  }
  for (const end of logs) fs.rmSync(file + end, { force: true });
}

/** What SQLite keeps beside a file: were it left there, it would be taken for that of the next one. */
const logs = ['-wal', '-shm'];

/** Counts the rows of a file that is sound; throws BadSetting with what is wrong with any other, under the name that it is known by. */
function examine(file: string, name = file): Counts {
  const unsound = (what: string) =>
    new BadSetting(`${name} is no sound database of Qualiform: ${what}. Take another backup.`);
  let sqlite: Database.Database | undefined;
  try {
    sqlite = new Database(file, { readonly: true });
    const integrity = sqlite.pragma('integrity_check', { simple: true });
    if (integrity !== 'ok') throw unsound(String(integrity));
    const orphans = sqlite.pragma('foreign_key_check') as unknown[];
    if (orphans.length > 0) throw unsound(`${orphans.length} rows point to nothing`);
    const counts = countRows(sqlite);
    if (!counts.has('submissions')) throw unsound('it has no submissions');
    return counts;
  } catch (error) {
    throw error instanceof BadSetting ? error : unsound((error as Error).message);
  } finally {
    sqlite?.close();
  }
}

function sync(file: string): void {
  const handle = fs.openSync(file, 'r+');
  fs.fsyncSync(handle);
  fs.closeSync(handle);
}
