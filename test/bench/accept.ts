/**
 * How many submissions a second are accepted, each with full validation, re-scoring, its lead and its outbox rows, and on the disk
 * before it is answered. All in one run, taking turns, so that what else the machine does strikes all of them.
 */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { type Change, changedCopy } from '../faults/changed.ts';
import { findPostgres, startPostgres } from '../postgres/postgres.ts';
import { demo } from '../server/forms.ts';
import { type StartOptions, startServer } from '../server/start.ts';
import { keepMeasured, median, table } from './figures.ts';

const rounds = 5;
const seconds = 3;
const connections = 64;
const execute = promisify(execFile);

interface Target {
  url: string;
  stop(): Promise<unknown>;
}

interface Measured {
  perSecond: number;
  p99: number;
  refused: number;
}

async function product(options: StartOptions = {}): Promise<Target> {
  const server = await startServer(options);
  const { url, headers } = server;
  await fetch(`${url}/api/forms/demo`, { method: 'PUT', headers, body: JSON.stringify(demo) });
  await fetch(`${url}/api/forms/demo/publish`, { method: 'POST', headers });
  return { url: `${url}/v1/forms/demo/submissions`, stop: server.stop };
}

async function floor(): Promise<Target> {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'floor.ts')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return {
    url: String(line).trim(),
    async stop() {
      const ended = once(child, 'exit');
      child.kill();
      await ended;
    },
  };
}

export async function load(
  { url }: Pick<Target, 'url'>,
  during = seconds,
  what = 'submissions',
): Promise<Measured> {
  const words = [path.join(import.meta.dirname, 'load.ts'), url, String(during), String(connections), what];
  const { stdout } = await execute(process.execPath, words);
  return JSON.parse(stdout) as Measured;
}

/** Measures these in turn; the first is what the others are compared with. Gives the medians of the last. */
async function compare(
  title: string,
  targets: Record<string, Target>,
): Promise<{ perSecond: number; p99: number }> {
  const seen = new Map<string, Measured[]>(Object.keys(targets).map((name) => [name, []]));
  for (let round = -1; round < rounds; round += 1)
    for (const [name, target] of Object.entries(targets)) {
      const measured = await load(target, round < 0 ? 1 : seconds);
      if (round >= 0) seen.get(name)?.push(measured);
    }
  const [base = []] = seen.values();
  const rows = [...seen].map(([name, all]) => {
    const ratio = median(
      all.map(({ perSecond }, index) => perSecond / (base[index]?.perSecond ?? Number.NaN)),
    );
    const refused = all.reduce((sum, one) => sum + one.refused, 0);
    return [
      name,
      `${median(all.map(({ perSecond }) => perSecond)).toFixed(0)} /s`,
      `${ratio.toFixed(2)}×`,
      `${median(all.map(({ p99 }) => p99)).toFixed(1)} ms`,
      String(refused),
    ];
  });
  table(
    `${title}, ${connections} connections, medians of ${rounds}`,
    ['', 'accepted', 'ratio', 'p99', 'refused'],
    rows,
  );
  await Promise.all(Object.values(targets).map(({ stop }) => stop()));
  const last = [...seen.values()].at(-1) ?? [];
  return {
    perSecond: Math.round(median(last.map(({ perSecond }) => perSecond))),
    p99: Math.round(median(last.map(({ p99 }) => p99))),
  };
}

const oneEach: Change = {
  file: 'server/db/group.ts',
  edits: [['const largestGroup = 256;', 'const largestGroup = 1;']],
};
/** Begin, each statement and commit a round trip, each list by itself. */
const oneByOne: Change[] = [
  {
    file: 'server/db/line.ts',
    edits: [
      [
        'all.map(({ text, values }) => ask(connection, text, values))',
        '[(async () => { for (const { text, values } of all) await ask(connection, text, values); })()]',
      ],
    ],
  },
  { file: 'server/db/batch.ts', edits: [['const largestBatch = 64;', 'const largestBatch = 1;']] },
  { file: 'server/db/batch.ts', edits: [['const mostAtOnce = 3;', 'const mostAtOnce = 10;']] },
];

/** With `keep` the scale page's figures are what was measured now. */
export async function run(keep = false): Promise<void> {
  const copies = [changedCopy(oneEach), changedCopy(...oneByOne)];
  const [alone = '', apart = ''] = copies;
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'qualiform-'));
  try {
    const sqlite = await compare('SQLite, synchronous=FULL', {
      'the same Hono, parsing and validating only': await floor(),
      'one commit each': await product({ root: alone }),
      'one commit a turn': await product(),
    });
    if (keep) keepMeasured({ sqlite });

    const shim = path.join(folder, 'slowsync.so');
    const source = path.join(import.meta.dirname, 'slowsync.c');
    await execute('cc', ['-shared', '-fPIC', '-O2', '-o', shim, source, '-ldl']);
    const env = { LD_PRELOAD: shim };
    await compare('SQLite on a disk that takes 2 ms more for a sync', {
      'one commit each': await product({ root: alone, env }),
      'one commit a turn': await product({ env }),
    });

    const bin = await findPostgres();
    if (!bin) return console.log('\nNo PostgreSQL is here: not measured.');
    const databases = [await startPostgres(bin), await startPostgres(bin)];
    const on = (index: number) => ({ env: { DATABASE_URL: databases[index]?.url } });
    const postgres = await compare('PostgreSQL', {
      'a round trip each': await product({ root: apart, ...on(0) }),
      'together, in one round trip': await product(on(1)),
    });
    if (keep) keepMeasured({ postgres });
    for (const database of databases) await database.stop();
  } finally {
    for (const each of [...copies, folder]) fs.rmSync(each, { recursive: true, force: true });
  }
}

if (import.meta.main) await run();
