/**
 * Whether the kill harness would notice: three servers, each broken in one way, and each has to be caught. Not a test of its own;
 * to be run when the harness or the accept path changes.
 *
 *     node server/boot.mjs test/faults/mutants.ts
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startServer } from '../server/start.ts';
import { type Change, changedCopy } from './changed.ts';
import { environment, type Found, hunt } from './kill.ts';

interface Mutant extends Change {
  /** What the harness must find of it. */
  shows: Exclude<keyof Found, 'acknowledged'>;
}

const mutants: Record<string, Mutant> = {
  'answers before the commit': {
    file: 'server/db/group.ts',
    edits: [['waiting.push({ list,', 'resolve(true); waiting.push({ list,']],
    shows: 'missing',
  },
  'has no unique key': {
    file: 'server/db/migrations/0000_first.sql',
    edits: [
      [
        'CREATE TABLE `submissions` (\n\t`id` text PRIMARY KEY NOT NULL,',
        'CREATE TABLE `submissions` (\n\t`id` text NOT NULL,',
      ],
      // The token comes of the id, so that its own key would be in the way as well.
      [
        'CREATE TABLE `visitor_tokens` (\n\t`hash` text PRIMARY KEY NOT NULL,',
        'CREATE TABLE `visitor_tokens` (\n\t`hash` text NOT NULL,',
      ],
      // Nothing may point to what is not unique.
      [
        ',\n\tFOREIGN KEY (`submission_id`) REFERENCES `submissions`(`id`) ON UPDATE no action ON DELETE no action',
        '',
      ],
    ],
    shows: 'doubled',
  },
  'writes the outbox outside of the commit': {
    file: 'server/db/writer.ts',
    edits: [
      [
        'return (group) => {',
        `return (whole) => {
          const isNews = ([index]: Bound) => /insert into .outbox/.test(texts[index]?.sql ?? '');
          const outcomes = honest(whole.map((list) => list.filter((bound) => !isNews(bound))));
          const kept = whole.filter((_, index) => outcomes[index] === true);
          setTimeout(() => kept.forEach((list) => one(list.filter(isNews))), 20);
          return outcomes;
        };
        function honest(group: Group): Outcome[] {`,
      ],
      ['      return each(group);\n    }\n  };', '      return each(group);\n    }\n  }'],
    ],
    shows: 'withoutNews',
  },
};

for (const [name, mutant] of Object.entries(mutants)) {
  const copy = changedCopy(mutant);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'qualiform-'));
  try {
    const found = await hunt({
      rounds: 30,
      start: () => startServer({ root: copy, folder, env: environment }),
      kill: (server) => server.kill(),
      databaseUrl: `file:${path.join(folder, 'data/qualiform.db')}`,
    });
    const ids = found[mutant.shows];
    console.log(
      `${ids.length > 0 ? 'caught' : 'MISSED'}: ${name} (${mutant.shows}: ${ids.length} of ${found.acknowledged})`,
    );
    if (ids.length === 0) process.exitCode = 1;
  } finally {
    for (const each of [copy, folder]) fs.rmSync(each, { recursive: true, force: true });
  }
}
