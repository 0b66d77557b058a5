/** What a database may throw, by what is to be done about it. */

/** A row that was read is no longer what it was: the list that wanted to change it is not kept. */
export class Overtaken extends Error {}

/** More waits to be written than can be soon. */
export class Busy extends Error {
  readonly code = 'STORAGE_BUSY';

  constructor() {
    super('More submissions wait to be written than can be soon.');
  }
}

/** The line to the database is gone, or none could be had in time. */
export class Away extends Error {
  readonly code = 'STORAGE_AWAY';
}

/** The database's own name for what went wrong: `SQLITE_FULL`, or five signs of PostgreSQL, or one of ours. Queries wrap what went wrong. */
export function storageCode(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? code : storageCode(error.cause);
}

/** SQLite's and PostgreSQL's names for: taken, changed meanwhile, two that wait for each other. */
const conflicts = /^(SQLITE_CONSTRAINT_(UNIQUE|PRIMARYKEY)|23505|22012|40001|40P01)$/;

/** Somebody else was quicker. */
export const isConflict = (error: unknown): boolean =>
  error instanceof Overtaken || conflicts.test(storageCode(error) ?? '');

/** PostgreSQL: no connection, no room, read-only, shutting down. Of a driver or the system: the line is gone. */
const troubles =
  /^(STORAGE_(BUSY|AWAY)|SQLITE_(FULL|READONLY|IOERR|BUSY|LOCKED|CANTOPEN|NOMEM|PROTOCOL)|08|53|57P|58|25006|55P03|CONNECT|E(CONN|PIPE|TIMEDOUT|NOTFOUND|AI_AGAIN|NETUNREACH|HOSTUNREACH))/;

/** Whether the storage cannot take writes just now: full, read-only, locked, away or failing. Trying again later may help. */
export const isStorageTrouble = (error: unknown): boolean => troubles.test(storageCode(error) ?? '');

/**
 * Where an error came from, for the log. Of a query that failed only what the database said: the words around it name the values,
 * and those are what people typed.
 */
export function traceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const isQuery = 'query' in error && 'params' in error;
  return isQuery && error.cause !== undefined ? traceOf(error.cause) : (error.stack ?? error.message);
}
