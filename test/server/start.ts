/** Starts the real server as a process of its own: a free port, a temporary database, a known key. */
import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const project = path.resolve(import.meta.dirname, '../..');
export const testKey = 'a-key-for-tests-only';

export interface StartOptions {
  /** Seeds the demo and serves its pages. */
  demo?: boolean;
  formsDir?: string;
  /** 0, which is the default, lets the system choose. */
  port?: number;
  /** Where the database lives. A folder that is given stays after the end, to be started on again. */
  folder?: string;
  /** The folder of the project to run, for one that was changed. */
  root?: string;
  /** Further environment; `undefined` takes a variable away. */
  env?: Record<string, string | undefined>;
}

export interface Started {
  /** `http://localhost:PORT` */
  url: string;
  port: number;
  key: string;
  folder: string;
  /** Headers that open the admin routes. */
  headers: Record<string, string>;
  /** Everything printed so far. */
  printed(): string;
  /** Asks the process to end (SIGTERM) and waits for it; resolves to its exit code. */
  stop(): Promise<number | null>;
  /** Ends the process as a power cut would (SIGKILL). */
  kill(): Promise<void>;
  process: ChildProcess;
}

/** Resolves once the server takes requests; rejects with what it printed if it ends before. */
export async function startServer(options: StartOptions = {}): Promise<Started> {
  const folder = options.folder ?? fs.mkdtempSync(path.join(os.tmpdir(), 'qualiform-'));
  const env: Record<string, string | undefined> = {
    PATH: process.env.PATH,
    PORT: String(options.port ?? 0),
    DATABASE_URL: `file:${path.join(folder, 'data/qualiform.db')}`,
    QUALIFORM_API_KEY: testKey,
    // Scripts fill in forms quicker than any person.
    SHORTEST_SECONDS: '0',
    // From its first file on, which the server itself comes too late for.
    NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
    ...(options.demo && { DEMO: '1' }),
    ...(options.formsDir !== undefined && { FORMS_DIR: options.formsDir }),
    ...options.env,
  };
  const child = spawn(process.execPath, [path.join(options.root ?? project, 'server/main.ts')], {
    cwd: folder,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const tidy = () => {
    if (options.folder === undefined) fs.rmSync(folder, { recursive: true, force: true });
  };
  let text = '';
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));

  const [, url = '', madeKey = ''] = await new Promise<RegExpExecArray>((resolve, reject) => {
    let isReady = false;
    const hear = (chunk: Buffer) => {
      text += chunk;
      // Under load there is a lot to hear, and none of it is this.
      if (isReady) return;
      const ready = /^Console: (\S+)\/console(?: {2}key: (\S+))?\n/m.exec(text);
      if (!ready) return;
      isReady = true;
      resolve(ready);
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    void ended.then((code) => {
      tidy();
      reject(new Error(`The server ended with ${code} before it was ready:\n${text}`));
    });
  });

  // A server tells its key only where it made that itself.
  const key = env.QUALIFORM_API_KEY || madeKey;
  async function end(signal: NodeJS.Signals): Promise<number | null> {
    child.kill(signal);
    const code = await ended;
    tidy();
    return code;
  }
  return {
    url,
    port: Number(new URL(url).port),
    key,
    folder,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    printed: () => text,
    stop: () => end('SIGTERM'),
    kill: async () => void (await end('SIGKILL')),
    process: child,
  };
}
