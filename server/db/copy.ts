/** Moves a whole business from one database to another, whichever they are. */
import { asc, count, getTableColumns, getTableName, type SQL, sql } from 'drizzle-orm';
import { getTableConfig, type SQLiteColumn, type SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { Orm } from './orm.ts';
import { attempts, confirmations, deliveries, endpoints, messages, outbox } from './schema/deliveries.ts';
import { forms, formVersions, funnelCounts, workspaces } from './schema/forms.ts';
import { handovers, leads, stageMoves } from './schema/leads.ts';
import { apiKeys, audit, invitations, people, sessions } from './schema/people.ts';
import { allowed, consents, submissions, tries, visitorTokens } from './schema/submissions.ts';
import { erasedSubmissions, erasures, jobs } from './schema/upkeep.ts';

/** What others point to comes first. */
export const tables: readonly SQLiteTable[] = [
  workspaces,
  forms,
  formVersions,
  leads,
  submissions,
  stageMoves,
  handovers,
  consents,
  allowed,
  outbox,
  messages,
  deliveries,
  attempts,
  endpoints,
  confirmations,
  visitorTokens,
  people,
  invitations,
  sessions,
  apiKeys,
  audit,
  tries,
  funnelCounts,
  erasures,
  erasedSubmissions,
  jobs,
];

/** Rows at a time: times some thirty columns it stays below the number of values that either database takes. */
const pageSize = 500;

/** How many rows each table has, by its name. */
export async function countTables(orm: Orm): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const table of tables) {
    const [row] = await orm.select({ n: count() }).from(table);
    counts.set(getTableName(table), Number(row?.n ?? 0));
  }
  return counts;
}

/**
 * Copies every row. The target must hold nothing but its workspace, and nobody may write to either meanwhile. Returns the counts of
 * the target; throws where they are not those of the source.
 */
export async function copyAll(from: Orm, to: Orm): Promise<Map<string, number>> {
  const before = await countTables(to);
  const full = [...before].find(([name, rows]) => rows > 0 && name !== getTableName(workspaces));
  if (full) throw new NotEmpty(full[0], full[1]);
  await to.delete(workspaces);
  for (const table of tables)
    for await (const rows of pagesOf(from, table)) await to.insert(table).values(rows);
  const [wanted, got] = [await countTables(from), await countTables(to)];
  for (const [name, rows] of wanted)
    if (got.get(name) !== rows)
      throw new Error(
        `${name}: ${rows} rows in the source, ${got.get(name)} in the copy. Empty the target and copy again.`,
      );
  return got;
}

export class NotEmpty extends Error {
  constructor(table: string, rows: number) {
    super(`The target is not empty: ${table} has ${rows} rows. Copy into a new database.`);
  }
}

type Row = Record<string, unknown>;

/** By the primary key, so that the last page costs no more than the first. */
async function* pagesOf(orm: Orm, table: SQLiteTable): AsyncGenerator<Row[]> {
  const key = keyOf(table);
  let last: Row | undefined;
  do {
    const rows: Row[] = await orm
      .select()
      .from(table)
      .where(last && isAfter(key, last))
      .orderBy(...key.map(({ column }) => asc(column)))
      .limit(pageSize);
    if (rows.length > 0) yield rows;
    last = rows.length === pageSize ? rows.at(-1) : undefined;
  } while (last);
}

interface KeyPart {
  name: string;
  column: SQLiteColumn;
}

function keyOf(table: SQLiteTable): KeyPart[] {
  const columns = Object.entries(getTableColumns(table)) as [string, SQLiteColumn][];
  const [composed] = getTableConfig(table).primaryKeys;
  const names = composed ? composed.columns.map(({ name }) => name) : undefined;
  return columns
    .filter(([, column]) => (names ? names.includes(column.name) : column.primary))
    .map(([name, column]) => ({ name, column }));
}

function isAfter(key: readonly KeyPart[], last: Row): SQL {
  const columns = sql.join(
    key.map(({ column }) => sql`${column}`),
    sql`, `,
  );
  const values = sql.join(
    key.map(({ name }) => sql`${last[name]}`),
    sql`, `,
  );
  return sql`(${columns}) > (${values})`;
}
