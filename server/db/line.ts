/** A line to PostgreSQL: what the store needs of a driver. */
import postgres from 'postgres';

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
/** Seconds. */
const connectTimeout = 10;
const farewell = 5;
/** Milliseconds. Nothing here is meant to take so long; a lock that does should not hold a visitor. */
const statementTimeout = 10_000;

/** What follows the statement that went wrong is told only that something did. */
const aborted = '25P02';

/** Opens a pool of connections. Nothing is asked yet, so nothing fails yet. */
export function openLine(url: string): Line {
  const pool = postgres(url, {
    max: connections,
    connect_timeout: connectTimeout,
    fetch_types: false,
    onnotice: () => {},
    connection: { application_name: 'qualiform', statement_timeout: statementTimeout },
    // 64 bits and what counts return: none of ours is beyond the numbers that JavaScript has.
    types: { whole: { to: 20, from: [20, 1700], serialize: String, parse: Number } },
  });
  const ask = async (on: Pick<typeof pool, 'unsafe'>, text: string, values: unknown[]) =>
    (await on.unsafe(text, values as never[], { prepare: true }).values()) as unknown[][];

  return {
    query: (text, values) => ask(pool, text, values),
    async together(statements) {
      const connection = await pool.reserve();
      try {
        const all = [{ text: 'begin', values: [] }, ...statements, { text: 'commit', values: [] }];
        const sent = all.map(({ text, values }) =>
          connection.unsafe(text, values as never[], { prepare: true }).execute(),
        );
        const results = await Promise.allSettled(sent);
        const failed = results.filter((result) => result.status === 'rejected').map(({ reason }) => reason);
        const first = failed.find(({ code }) => code !== aborted) ?? failed[0];
        if (first) throw first;
      } finally {
        connection.release();
      }
    },
    async alone(work) {
      const connection = await pool.reserve();
      try {
        await work((text, values) => ask(connection, text, values));
      } finally {
        connection.release();
      }
    },
    close: () => pool.end({ timeout: farewell }),
  };
}
