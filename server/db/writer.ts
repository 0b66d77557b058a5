/**
 * Writes groups of lists to SQLite: one transaction and one sync of the disk for all, and for each list a savepoint of its own, so that
 * one that comes too late takes no other with it.
 */
import type Database from 'better-sqlite3';
import { isConflict, Overtaken, storageCode } from './trouble.ts';

export interface Text {
  sql: string;
  /** Whether it must change a row, or nothing of its list is kept. */
  guards: boolean;
}

/** Which of the texts, and the values in the order of its slots. */
export type Bound = readonly [text: number, values: readonly unknown[]];

/** Lists that are written together. */
export type Group = readonly (readonly Bound[])[];

/** What went wrong, as it can be handed from one thread to another. */
export interface Failure {
  message: string;
  code: string | undefined;
  stack: string | undefined;
}

/** Whether a list is kept, or why it could not be. */
export type Outcome = boolean | Failure;

/** Gives the outcome of each list; throws where nothing of the group is kept. */
export type Writer = (group: Group) => Outcome[];

export function createWriter(sqlite: Database.Database, texts: readonly Text[]): Writer {
  const statements = texts.map(({ sql, guards }) => ({ run: sqlite.prepare(sql), guards }));
  // Within the other transaction it is a savepoint.
  const one = sqlite.transaction((list: readonly Bound[]) => {
    for (const [index, values] of list) {
      const { run, guards } = statements[index] as (typeof statements)[number];
      if (run.run(values).changes === 0 && guards) throw new Overtaken();
    }
  });
  const attempt = (list: readonly Bound[]): Outcome => {
    try {
      one(list);
      return true;
    } catch (error) {
      // Trouble with the disk ends the whole transaction: what went before is not kept either.
      if (!sqlite.inTransaction) throw error;
      return isConflict(error) ? false : failureOf(error);
    }
  };
  return sqlite.transaction((group: Group) => group.map(attempt)).immediate;
}

export function failureOf(error: unknown): Failure {
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  return { message, code: storageCode(error), stack };
}

/** The error again, by which its reader tells what is to be done. */
export const errorOf = ({ message, ...more }: Failure): Error => Object.assign(new Error(message), more);
