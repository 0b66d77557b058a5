/** Keeps a second server off the same SQLite file: two would each believe that they alone group, count and purge. */
import Database from 'better-sqlite3';
import { BadSetting } from '../env.ts';
import { storageCode } from './trouble.ts';

/**
 * Holds the file until it is told to let go, or the process ends in whatever way: a lock of the system's on a file beside it, so that
 * nothing stale is left behind. Throws BadSetting where another process has it.
 */
export function lockFile(file: string): () => void {
  const lock = new Database(`${file}.lock`, { timeout: 0 });
  try {
    lock.pragma('locking_mode = EXCLUSIVE');
    lock.exec('begin exclusive');
  } catch (error) {
    lock.close();
    if (storageCode(error) !== 'SQLITE_BUSY') throw error;
    throw new BadSetting(
      `${file} is in use by another Qualiform server. Stop that one, or give this one a DATABASE_URL of its own; several servers share a database on PostgreSQL.`,
    );
  }
  return () => lock.close();
}
