/** What every route is handed, and how routes are made. */
import type { KeyObject } from 'node:crypto';
import { createFactory } from 'hono/factory';
import type { Who } from './auth/who.ts';
import type { Store } from './db/store.ts';
import type { Settings } from './env.ts';
import type { Versions } from './forms/versions.ts';
import type { Tally } from './funnel/tally.ts';
import type { Counts } from './health/counts.ts';
import type { Log } from './log.ts';
import type { Scripts } from './site/scripts.ts';
import type { InTurn } from './turns.ts';

export interface Deps {
  store: Store;
  versions: Versions;
  scripts: Scripts;
  settings: Settings;
  now: () => number;
  log: Log;
  tally: Tally;
  /** Asks other servers. */
  ask: typeof fetch;
  /** For /metrics. */
  counts: Counts;
  /** For work that lost a race, and would lose the next one in a crowd. */
  inTurn: InTurn;
  /** Opens the admin routes. */
  apiKey: string;
  /** Makes visitors' tokens, the same for the same submission. */
  secret: KeyObject;
}

export interface Env {
  Variables: {
    deps: Deps;
    /** Who is signed in; there only behind the guard of /api. */
    who: Who;
  };
}

export const factory = createFactory<Env>();
