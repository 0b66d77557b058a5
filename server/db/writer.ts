/**
 * Writes groups of lists to SQLite: one transaction and one sync of the disk for all. Where one of them cannot be kept, the group is
 * written anew with a savepoint for each, so that it takes no other with it; a savepoint keeps every page as it was, which costs as much
 * as writing does, and hardly ever is one needed.
 */
import type Database from 'better-sqlite3';
import { isConflict, isStorageTrouble, Overtaken, storageCode } from './trouble.ts';

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
  const statements = texts.map(({ sql, guards }) => ({ statement: sqlite.prepare(sql), guards }));
  function one(list: readonly Bound[]): true {
    for (const [index, values] of list) {
      const { statement, guards } = statements[index] as (typeof statements)[number];
      if (statement.run(values).changes === 0 && guards) throw new Overtaken();
    }
    return true;
  }
  // Within the other transaction it is a savepoint.
  const apart = sqlite.transaction(one);
  const attempt = (list: readonly Bound[]): Outcome => {
    try {
      return apart(list);
    } catch (error) {
      // Trouble with the disk ends the whole transaction: what went before is not kept either.
      if (!sqlite.inTransaction) throw error;
      return isConflict(error) ? false : failureOf(error);
    }
  };
  const allOrNone = sqlite.transaction((group: Group): Outcome[] => group.map(one)).immediate;
  const each = sqlite.transaction((group: Group): Outcome[] => group.map(attempt)).immediate;
  return (group) => {
    try {
      return allOrNone(group);
    } catch (error) {
      if (isStorageTrouble(error)) throw error;
      return each(group);
    }
  };
}

export function failureOf(error: unknown): Failure {
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  return { message, code: storageCode(error), stack };
}

/** The error again, by which its reader tells what is to be done. */
export const errorOf = ({ message, ...more }: Failure): Error => Object.assign(new Error(message), more);
