/** What the rest of the server has of a database, whichever it is. */
import type { Orm, Write } from './statements.ts';

export interface Store {
  /** For reading. */
  orm: Orm;
  /**
   * Writes all or nothing, and resolves once that is on the disk. False: somebody else was quicker (a key that is taken,
   * a row that changed since it was read); nothing is written then, so read again and decide anew. Rejects with Busy where more
   * waits to be written than can be soon.
   */
  commit(writes: readonly Write[]): Promise<boolean>;
  /** Finishes what was handed in, and lets go of the database. */
  close(): Promise<void>;
}

/** The one workspace until there are more. */
export const defaultWorkspace = 'default';
