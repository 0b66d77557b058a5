/** What the writing thread does: it writes each group that it is sent, and tells what came of it. */
import { parentPort, workerData } from 'node:worker_threads';
import { connect } from './connect.ts';
import { createWriter, type Failure, failureOf, type Group, type Outcome, type Text } from './writer.ts';

export interface Given {
  file: string;
  texts: readonly Text[];
}

export type Told = { outcomes: Outcome[] } | { failure: Failure };

/** Another program may hold the file for so long, in milliseconds. */
const patience = 2000;

const { file, texts } = workerData as Given;
const sqlite = connect(file, patience);
const write = createWriter(sqlite, texts);

function tellOf(group: Group): Told {
  try {
    return { outcomes: write(group) };
  } catch (error) {
    return { failure: failureOf(error) };
  }
}

parentPort?.on('message', (asked: 'end' | Group) => {
  if (asked !== 'end') return parentPort?.postMessage(tellOf(asked));
  sqlite.close();
  parentPort?.close();
});
