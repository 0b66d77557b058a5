/** Opens connections to a SQLite file that may be trusted with what people send. */
import Database from 'better-sqlite3';

/** A connection whose every commit is on the disk before it is acknowledged. Waits so long, in milliseconds, for another that writes. */
export function connect(file: string, patience: number): Database.Database {
  const sqlite = new Database(file, { timeout: patience });
  try {
    sqlite.pragma('journal_mode = WAL');
    // This build of SQLite lets WAL lose acknowledged rows in a power cut unless told otherwise.
    sqlite.pragma('synchronous = FULL');
    // What was removed is gone from the file too, and not only from sight.
    sqlite.pragma('secure_delete = ON');
    assertDurable(sqlite);
    return sqlite;
  } catch (error) {
    sqlite.close();
    throw error;
  }
}

/** Throws unless every commit is on the disk before it is acknowledged. */
export function assertDurable(sqlite: Database.Database): void {
  const full = 2;
  const level = sqlite.pragma('synchronous', { simple: true });
  if (level !== full) throw new Error(`SQLite runs with synchronous=${level}; it must be FULL (${full}).`);
}
