/**
 * What so many submissions a second take: arithmetic on figures that were measured, and on assumptions that are named as such. Both
 * stand in demo/docs/figures.json.
 */
/** Bytes are bytes, times milliseconds, rates per second. */
export interface Figures {
  measured: {
    /** What it was measured on. */
    machine: string;
    sqlite: { perSecond: number; p99: number };
    postgres: { perSecond: number; p99?: number };
    /** A submission with all that is written along with it. */
    stored: { sqlite: number; postgres: number; wal: number };
    /** Requests that count a view or a step. */
    events: { sqlite: number; postgres: number };
    /** As they are sent, compressed. */
    download: { first: number; widget: number };
  };
  assumed: {
    /** The part of what is possible that is planned with. */
    headroom: number;
    /** Visits of a page with the form for one that is sent. */
    visitsPerSubmission: number;
    /** Steps that are counted on the way to a submission. */
    stepsPerSubmission: number;
    /** The part of visits in which the script comes from the edge, not from a server. */
    servedAtEdge: number;
    /** What one PostgreSQL commits on a machine of its own with a fast disk. */
    commitsPerDatabase: number;
  };
}

export type Limit = 'none' | 'the server' | 'one writer' | 'one database';

export interface Needs {
  /** Whether one server with its SQLite file carries it, with the counts of views and steps that come along, and without. */
  fitsSqlite: { counting: boolean; silent: boolean };
  /** Servers on PostgreSQL for the submissions, each with as many cores as were measured with. */
  servers: number;
  /** PostgreSQL databases, a shard each where there are several. */
  databases: number;
  /** What is in the way of more. */
  limit: Limit;
  storedPerDay: number;
  walPerSecond: number;
  /** From the edge to visitors. */
  downloadPerSecond: number;
  /** Requests that no cache may answer or has an answer for. */
  requestsPerSecond: number;
  /** Of them those that count views and steps. */
  eventsPerSecond: number;
}

const countsOf = ({ visitsPerSubmission, stepsPerSubmission }: Figures['assumed']): number =>
  visitsPerSubmission + stepsPerSubmission;

/** Submissions a second that a database carries: `counting` with the counts that come along, all of them in one row. */
export function most({ measured, assumed }: Figures, on: 'sqlite' | 'postgres') {
  const one = 1 / measured[on].perSecond;
  const counts = countsOf(assumed) / measured.events[on];
  return { silent: assumed.headroom / one, counting: assumed.headroom / (one + counts) };
}

/** Seconds. */
export const day = 24 * 60 * 60;

/** What `perSecond` submissions take, all day long. */
export function needs(perSecond: number, { measured, assumed }: Figures): Needs {
  const { headroom, visitsPerSubmission, servedAtEdge } = assumed;
  const { postgres, stored, download } = measured;
  const carries = most({ measured, assumed }, 'sqlite');
  const fitsSqlite = { counting: perSecond <= carries.counting, silent: perSecond <= carries.silent };
  const servers = Math.ceil(perSecond / (postgres.perSecond * headroom));
  const databases = Math.ceil(perSecond / (assumed.commitsPerDatabase * headroom));
  const visits = perSecond * visitsPerSubmission;
  const eventsPerSecond = perSecond * countsOf(assumed);
  return {
    fitsSqlite,
    servers,
    databases,
    limit: fitsSqlite.counting
      ? 'none'
      : databases > 1
        ? 'one database'
        : servers > 1
          ? 'the server'
          : 'one writer',
    storedPerDay: perSecond * (fitsSqlite.silent ? stored.sqlite : stored.postgres) * day,
    walPerSecond: perSecond * stored.wal,
    downloadPerSecond: visits * (download.first + download.widget),
    requestsPerSecond: perSecond + eventsPerSecond + visits * (1 - servedAtEdge),
    eventsPerSecond,
  };
}
