/** What the writing thread does: it writes each group that it is sent, and tells what came of it. */
import { parentPort, workerData } from 'node:worker_threads';
import { connect } from './connect.ts';
import { createWriter, type Failure, failureOf, type Group, type Outcome, type Text } from './writer.ts';

export interface Given {
  file: string;
  texts: readonly Text[];
}

export interface Asked {
  group: Group;
  /** Another program may hold the file for so long, in milliseconds. */
  wait: number;
}

export type Told = { outcomes: Outcome[] } | { failure: Failure };

/** For the first look at a file. */
const longestWait = 2000;

const { file, texts } = workerData as Given;
const sqlite = connect(file, longestWait);
const write = createWriter(sqlite, texts);

function tellOf({ group, wait }: Asked): Told {
  try {
    // Asked of SQLite itself, which looks again and again, and goes on as soon as it can.
    sqlite.pragma(`busy_timeout = ${wait}`);
    return { outcomes: write(group) };
  } catch (error) {
    return { failure: failureOf(error) };
  }
}

parentPort?.on('message', (asked: 'end' | Asked) => {
  if (asked !== 'end') return parentPort?.postMessage(tellOf(asked));
  sqlite.close();
  parentPort?.close();
});
