/** A line to PostgreSQL: what the store needs of a driver. */
import pg from 'pg';
import { Away, storageCode } from './trouble.ts';

export interface Statement {
  text: string;
  values: unknown[];
}

export interface Line {
  /** Rows as arrays, in the order of the selected columns. */
  query(text: string, values: unknown[]): Promise<unknown[][]>;
  /** All in one transaction, or none. Sent in one go: the line is travelled once, however many they are. */
  together(statements: readonly Statement[]): Promise<void>;
  /** One connection for a piece of work. What it locked is free again when it is done, or the connection breaks. */
  alone(work: (query: Line['query']) => Promise<void>): Promise<void>;
  close(): Promise<void>;
}

/** Connections of one server. More do not make PostgreSQL faster, and it has a hundred for all that come. */
const connections = 10;
/** Milliseconds. Nothing here is meant to take so long; a lock that does should not hold a visitor. */
const connectTimeout = 10_000;
const statementTimeout = 10_000;

/** What follows the statement that went wrong is told only that something did. */
const aborted = '25P02';

/** Whole numbers of 64 bits, and what sums of them are: none of ours is beyond the numbers that JavaScript has. */
const numbers = [20, 1700];
const types = {
  getTypeParser: ((id: number, format?: 'text') =>
    numbers.includes(id) ? Number : pg.types.getTypeParser(id, format)) as typeof pg.types.getTypeParser,
};

/** The driver has no code for a line that broke or could not be had, only words. */
function toldAway(error: unknown): never {
  if (
    error instanceof Error &&
    storageCode(error) === undefined &&
    /connect|terminat|queryable/i.test(error.message)
  )
    throw new Away(error.message, { cause: error });
  throw error;
}

/** Opens a pool of connections. Nothing is asked yet, so nothing fails yet. */
export function openLine(url: string): Line {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: connectTimeout,
    statement_timeout: statementTimeout,
    application_name: 'qualiform',
    // Whatever is asked is sent at once, before the answers to what was asked before it.
    pipeline: true,
    types,
  } as pg.PoolConfig);
  // An idle connection that breaks is replaced by the next question; whoever asks meanwhile is told.
  pool.on('error', () => {});
  // One that is given up may still have its end to tell, with nobody left to hear it: that would end the whole server.
  pool.on('connect', (connection) => connection.on('error', () => {}));

  const names = new Map<string, string>();
  /** Statements are few and come again and again: each connection plans each of them once. */
  const nameOf = (text: string): string => {
    const name = names.get(text) ?? `q${names.size + 1}`;
    names.set(text, name);
    return name;
  };
  const ask = async (on: pg.ClientBase, text: string, values: unknown[]): Promise<unknown[][]> =>
    (await on.query({ name: nameOf(text), text, values, rowMode: 'array' })).rows;

  async function withConnection<T>(work: (connection: pg.PoolClient) => Promise<T>): Promise<T> {
    const connection = await pool.connect().catch(toldAway);
    let isBroken = false;
    const breaks = () => {
      isBroken = true;
    };
    connection.on('error', breaks);
    try {
      return await work(connection);
    } catch (error) {
      return toldAway(error);
    } finally {
      connection.off('error', breaks);
      connection.release(isBroken);
    }
  }

  return {
    query: (text, values) => withConnection((connection) => ask(connection, text, values)),
    together: (statements) =>
      withConnection(async (connection) => {
        const all = [{ text: 'begin', values: [] }, ...statements, { text: 'commit', values: [] }];
        const results = await Promise.allSettled(
          all.map(({ text, values }) => ask(connection, text, values)),
        );
        const failed = results.filter((result) => result.status === 'rejected').map(({ reason }) => reason);
        const first = failed.find(({ code }) => code !== aborted) ?? failed[0];
        if (first) throw first;
      }),
    alone: (work) => withConnection((connection) => work((text, values) => ask(connection, text, values))),
    close: () => pool.end(),
  };
}
