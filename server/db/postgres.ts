/** PostgreSQL, where one machine is outgrown: any number of servers on one database. Nothing is kept here that another one needs. */
import { drizzle } from 'drizzle-orm/sqlite-proxy';
import { migrate } from 'drizzle-orm/sqlite-proxy/migrator';
import { BadSetting } from '../env.ts';
import { createBatch } from './batch.ts';
import { binder, type Named } from './bind.ts';
import { forPostgres, guarded, migrationsForPostgres, valuesForPostgres } from './dialect.ts';
import { gathering } from './gather.ts';
import { mostWaiting } from './group.ts';
import { type Line, openLine, type Statement } from './line.ts';
import { migrationsFolder, newestMigration, refuseNewer } from './migrate.ts';
import { mapAdding } from './rows.ts';
import { guards, mapStatements, type Write } from './statements.ts';
import type { Store } from './store.ts';
import { Away, Busy, isConflict, storageCode } from './trouble.ts';

/** The lock under which one server migrates while the others wait: any number that nobody else takes. */
const migrationLock = 7_163_525_301;

interface Options {
  /** For a command beside running servers: changes no table. */
  beside?: boolean | undefined;
}

/** Opens `postgres://…`. Throws BadSetting where nobody answers there, or who answers would lose what it acknowledged. */
export async function openPostgres(url: string, options: Options = {}): Promise<Store> {
  const line = openLine(url);
  try {
    return await storeOn(line, options);
  } catch (error) {
    await line.close();
    if (!(error instanceof Away) && !unreachable.test(storageCode(error) ?? '')) throw error;
    throw new BadSetting(
      `DATABASE_URL: the database cannot be opened: ${(error as Error).message}. Check the address, the name and the password, and whether PostgreSQL runs.`,
    );
  }
}

/** No such host, nobody there, wrong password, no such database. */
const unreachable = /^(E[A-Z_]+|CONNECT_TIMEOUT|28\w{3}|3D000)$/;

/** A store on a line that is open. */
export async function storeOn(line: Line, { beside = false }: Options = {}): Promise<Store> {
  await assertDurable(line);
  if (beside) refuseNewer(await lastMigration(line.query), newestMigration());
  else await line.alone(migrateTables);
  const orm = ormOn(gathering(line.query));
  const statements = mapStatements(orm, ({ sql, params }, name) => {
    const text = guards.has(name) ? guarded(forPostgres(sql)) : forPostgres(sql);
    const bind = binder(params);
    return (values: Named) => ({ text, values: valuesForPostgres(bind(values)) });
  });
  const underWay = new Set<Promise<void>>();
  let lists = 0;
  let commits = 0;

  const together = (all: readonly Statement[]) => {
    commits += 1;
    return line.together(all);
  };
  const alone = (writes: readonly Write[]) =>
    together(writes.map(([name, values]) => statements[name](values)));
  const batch = createBatch({ statements: mapAdding(orm), together, alone });

  async function write(writes: readonly Write[]): Promise<void> {
    const working = batch.fits(writes) ? batch.write(writes) : alone(writes);
    underWay.add(working);
    try {
      await working;
    } finally {
      underWay.delete(working);
      lists += 1;
    }
  }

  return {
    orm,
    isShared: true,
    async commit(writes) {
      if (underWay.size >= mostWaiting) throw new Busy();
      try {
        await write(writes);
        return true;
      } catch (error) {
        if (isConflict(error)) return false;
        throw error;
      }
    },
    load: () => ({ waiting: underWay.size, lists, commits }),
    async room() {
      const [[used] = []] = await line.query('select pg_database_size(current_database())', []);
      return { used: Number(used) };
    },
    async close() {
      await Promise.allSettled(underWay);
      await line.close();
    },
  };
}

const ormOn = (query: Line['query']) =>
  drizzle(async (text, values, method) => {
    const rows = await query(forPostgres(text), valuesForPostgres(values));
    return { rows: method === 'get' ? (rows[0] ?? []) : rows };
  });

/** Throws unless a commit is on the disk before it is acknowledged. */
async function assertDurable({ query }: Line): Promise<void> {
  const [[level] = []] = await query('show synchronous_commit', []);
  if (level === 'off')
    throw new BadSetting(
      'This PostgreSQL acknowledges what is not on the disk yet (synchronous_commit is off). Set it to on for this database: alter database NAME set synchronous_commit = on.',
    );
}

async function lastMigration(query: Line['query']): Promise<number | undefined> {
  const [[table] = []] = await query(`select to_regclass('"__drizzle_migrations"')::text`, []);
  if (table === null || table === undefined) return undefined;
  const [[at] = []] = await query('select max(created_at) from "__drizzle_migrations"', []);
  return at === null || at === undefined ? undefined : Number(at);
}

/** One server at a time: the others wait here, and then find nothing left to do. A migration is kept whole or not at all. */
async function migrateTables(query: Line['query']): Promise<void> {
  await query('select pg_advisory_lock($1)', [migrationLock]);
  try {
    refuseNewer(await lastMigration(query), newestMigration());
    await migrate(
      ormOn(query),
      async (statements) => {
        await query('begin', []);
        try {
          for (const statement of migrationsForPostgres(statements)) await query(statement, []);
          await query('commit', []);
        } catch (error) {
          await query('rollback', []);
          throw error;
        }
      },
      { migrationsFolder },
    );
  } finally {
    await query('select pg_advisory_unlock($1)', [migrationLock]);
  }
}
