/** Finds a PostgreSQL for the tests, where one can be had, and starts servers of its own from it. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, globSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { run } from '../../server/machine.mjs';

/** Folder of the programs. Nothing where there is none and none can be had. POSTGRES_BIN overrules; 'none' there says not to look. */
export async function findPostgres(): Promise<string | undefined> {
  const given = process.env.POSTGRES_BIN;
  if (given === 'none') return undefined;
  if (given) return given;
  return installed() ?? ofDebian();
}

/** `initdb` stands beside the server, and only there. */
function installed(): string | undefined {
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter(Boolean);
  const debian = globSync('/usr/lib/postgresql/*/bin').sort().reverse();
  return [...folders, ...debian].find((folder) => existsSync(path.join(folder, 'initdb')));
}

async function ofDebian(): Promise<string | undefined> {
  if (!existsSync('/etc/debian_version') || process.getuid?.() !== 0) return undefined;
  console.error('Installing PostgreSQL (apt-get install postgresql) for the tests …');
  try {
    await run('apt-get', ['update', '-qq']).catch(() => '');
    await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'postgresql']);
    return installed();
  } catch {
    return undefined;
  }
}

export interface RunningPostgres {
  /** `postgres://…/postgres` */
  url: string;
  process: ChildProcess;
  /** Kills its first process; the others end by themselves as they notice. */
  kill(): Promise<void>;
  /** Starts it again on the same data. */
  start(): Promise<void>;
  /** Ends it and removes its data. */
  stop(): Promise<void>;
}

interface StartOptions {
  /** Further settings of the server, `name=value`. */
  settings?: string[];
}

/** PostgreSQL refuses to run as root; anybody else will do. */
const nobody = 65534;

/** A server with data of its own, on a free port of this machine. */
export async function startPostgres(
  bin: string,
  { settings = [] }: StartOptions = {},
): Promise<RunningPostgres> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'qualiform-postgres-'));
  const isRoot = process.getuid?.() === 0;
  if (isRoot) chownSync(folder, nobody, nobody);
  const as = { cwd: folder, ...(isRoot && { uid: nobody, gid: nobody }) };
  const data = path.join(folder, 'data');
  await promisify(execFile)(
    path.join(bin, 'initdb'),
    ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'],
    as,
  );
  const port = await freePort();
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;

  async function launch(): Promise<ChildProcess> {
    const words = ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', ''];
    const more = settings.flatMap((setting) => ['-c', setting]);
    const child = spawn(path.join(bin, 'postgres'), [...words, ...more], {
      ...as,
      stdio: 'ignore',
    });
    await answers(url, child);
    return child;
  }
  const self: RunningPostgres = {
    url,
    process: await launch(),
    async kill() {
      const ended = once(self.process, 'exit');
      self.process.kill('SIGKILL');
      await ended;
    },
    async start() {
      // It refuses as long as one of the former's processes is left.
      for (let tries = 1; ; tries += 1) {
        try {
          self.process = await launch();
          return;
        } catch (error) {
          if (tries === 100) throw error;
        }
      }
    },
    async stop() {
      if (self.process.exitCode === null && self.process.signalCode === null) {
        const ended = once(self.process, 'exit');
        self.process.kill('SIGQUIT');
        await ended;
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return self;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

/** Waits until it takes questions. After a crash it goes through its log first. */
async function answers(url: string, child: ChildProcess): Promise<void> {
  for (;;) {
    try {
      return await tell(url, 'select 1');
    } catch (error) {
      if (child.exitCode !== null)
        throw new Error(`PostgreSQL ended with ${child.exitCode}.`, { cause: error });
    }
    await new Promise((again) => setTimeout(again, 50));
  }
}

/** One statement to a server, by a connection of its own. */
export async function tell(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  // A server that falls over while it is asked tells the client, and not only who waits for the answer.
  client.on('error', () => {});
  try {
    await client.connect();
  } catch (error) {
    // Of a line that never was nobody need hear the end; with some failures it would never come.
    client.end().catch(() => {});
    throw error;
  }
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
