/** Commands about the whole database: keeping a copy, going back to it, moving elsewhere. */
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { backUp, restore } from '../db/backup.ts';
import { copyAll } from '../db/copy.ts';
import { isPostgres, openStore } from '../db/open.ts';
import { fileOf } from '../db/sqlite.ts';
import { readSettings } from '../env.ts';
import { type Command, Misuse, rowsOf } from './command.ts';

export const databaseCommands: Record<string, Command> = {
  backup: {
    usage: 'backup [FILE]',
    says: 'Copies the SQLite database to a file, also while the server runs, and checks the copy. Without a name it goes beside the database.',
    async run(words) {
      const { positionals } = parseArgs({ args: words, allowPositionals: true });
      const file = ownFile('pg_dump --format=custom --file=FILE "$DATABASE_URL"');
      const target = path.resolve(positionals[0] ?? `${file}.backup-${Date.now()}`);
      return `${target}\n${rowsOf(await backUp(file, target))}`;
    },
  },
  restore: {
    usage: 'restore FILE',
    says: 'Puts a backup in the place of the SQLite database, which is kept beside it. The server must not run.',
    async run(words) {
      const { positionals } = parseArgs({ args: words, allowPositionals: true });
      const [backup] = positionals;
      if (backup === undefined) throw new Misuse('Which backup? npm run qualiform -- restore FILE');
      const file = ownFile('pg_restore --clean --dbname="$DATABASE_URL" FILE');
      const { counts, kept } = restore(path.resolve(backup), file, Date.now());
      return [`${file} is what ${backup} was.`, kept && `What stood there is in ${kept}.`, rowsOf(counts)]
        .filter(Boolean)
        .join('\n');
    },
  },
  copy: {
    usage: 'copy --from URL --to URL',
    says: 'Copies everything from one database into another, new one, from file:… to postgres://… or back, and counts. No server may run on either.',
    async run(words) {
      const { values } = parseArgs({
        args: words,
        options: { from: { type: 'string' }, to: { type: 'string' } },
      });
      const [from, to] = [databaseIn('from', values.from), databaseIn('to', values.to)];
      const file = isPostgres(from) ? undefined : fileOf(from);
      // Opened, it would be made.
      if (file !== undefined && !fs.existsSync(file)) throw new Misuse(`There is no database at ${file}.`);
      const source = await openStore(from);
      try {
        const target = await openStore(to);
        try {
          return rowsOf(await copyAll(source.orm, target.orm));
        } finally {
          await target.close();
        }
      } finally {
        await source.close();
      }
    },
  },
};

/** What an option names, if it is a database. What it is instead is not said again: it may be one with its password, mistyped. */
function databaseIn(option: 'from' | 'to', url = ''): string {
  if (/^file:./.test(url) || isPostgres(url)) return url;
  throw new Misuse(
    `--${option} must be file:PATH or postgres://…: npm run qualiform -- copy --from file:data/qualiform.db --to postgres://…`,
  );
}

/** The SQLite file of the settings. With PostgreSQL its own tools do this better. */
function ownFile(instead: string): string {
  const { databaseUrl } = readSettings(process.env);
  const file = isPostgres(databaseUrl) ? undefined : fileOf(databaseUrl);
  if (file === undefined) throw new Misuse(`This is for a SQLite file. With PostgreSQL: ${instead}`);
  return file;
}
