/** What the rest of the server has of a database, whichever it is. */
import type { Orm } from './orm.ts';
import type { Write } from './statements.ts';

export interface Store {
  /** For reading. */
  orm: Orm;
  /** Whether other servers may write to it as well. */
  isShared: boolean;
  /**
   * Writes all or nothing, and resolves once that is on the disk. False: somebody else was quicker (a key that is taken,
   * a row that changed since it was read); nothing is written then, so read again and decide anew. Rejects with Busy where more
   * waits to be written than can be soon.
   */
  commit(writes: readonly Write[]): Promise<boolean>;
  /** How much there is to write, and was written since the start. */
  load(): Load;
  /** How much room it takes, and how much there is left. */
  room(): Promise<Room>;
  /** Finishes what was handed in, and lets go of the database. */
  close(): Promise<void>;
}

export interface Load {
  /** Lists that were handed in and are not on the disk yet. */
  waiting: number;
  /** Lists that were written or refused, and the commits that they shared. */
  lists: number;
  commits: number;
}

export interface Room {
  /** In bytes. */
  used: number;
  /** In bytes, on the disk of this machine that holds the database; unknown where another machine does. */
  free?: number;
}

/** So many lists wait where visitors need everything there is: what can wait should, then. */
export const busyFrom = 256;

/** The one workspace until there are more. */
export const defaultWorkspace = 'default';
