/** One, two and four servers on one PostgreSQL: what they accept together, and which processes are at work meanwhile. */
import { execFileSync } from 'node:child_process';
import os from 'node:os';
import { findPostgres, startPostgres } from '../postgres/postgres.ts';
import { demo } from '../server/forms.ts';
import { type Started, startServer } from '../server/start.ts';
import { load } from './accept.ts';
import { median, table } from './figures.ts';

const rounds = 5;
const counts = [1, 2, 4];

/** Seconds of CPU that processes have had so far, by what they are. */
function cpuOf(servers: readonly Started[]): { servers: number; postgres: number } {
  const lines = execFileSync('ps', ['-eo', 'pid=,times=,comm='], { encoding: 'utf8' }).trim().split('\n');
  const ids = new Set(servers.map(({ process }) => process.pid));
  const used = { servers: 0, postgres: 0 };
  for (const line of lines) {
    const [pid, times, name = ''] = line.trim().split(/\s+/);
    if (ids.has(Number(pid))) used.servers += Number(times);
    else if (name.startsWith('postgres')) used.postgres += Number(times);
  }
  return used;
}

export async function run(): Promise<void> {
  const bin = await findPostgres();
  if (!bin) return console.log('\nNo PostgreSQL is here: not measured.');
  const database = await startPostgres(bin);
  const env = { DATABASE_URL: database.url };
  const servers: Started[] = [];
  try {
    for (let n = 0; n < Math.max(...counts); n += 1) servers.push(await startServer({ env }));
    const [first] = servers as [Started];
    const { url, headers } = first;
    await fetch(`${url}/api/forms/demo`, { method: 'PUT', headers, body: JSON.stringify(demo) });
    await fetch(`${url}/api/forms/demo/publish`, { method: 'POST', headers });
    const seen = new Map<number, { perSecond: number; p99: number; refused: number }[]>();
    const before = cpuOf(servers);
    const begun = performance.now();
    for (let round = 0; round < rounds; round += 1)
      for (const count of counts) {
        const parts = await Promise.all(
          servers.slice(0, count).map((server) => load({ url: `${server.url}/v1/forms/demo/submissions` })),
        );
        const together = {
          perSecond: parts.reduce((sum, { perSecond }) => sum + perSecond, 0),
          p99: Math.max(...parts.map(({ p99 }) => p99)),
          refused: parts.reduce((sum, { refused }) => sum + refused, 0),
        };
        seen.set(count, [...(seen.get(count) ?? []), together]);
      }
    const elapsed = (performance.now() - begun) / 1000;
    const after = cpuOf(servers);
    const one = median((seen.get(1) ?? []).map(({ perSecond }) => perSecond));
    table(
      `Servers on one PostgreSQL, 64 connections each, medians of ${rounds}`,
      ['', 'accepted', 'ratio', 'p99', 'refused'],
      counts.map((count) => {
        const all = seen.get(count) ?? [];
        const perSecond = median(all.map((each) => each.perSecond));
        return [
          String(count),
          `${perSecond.toFixed(0)} /s`,
          `${(perSecond / one).toFixed(2)}×`,
          `${median(all.map(({ p99 }) => p99)).toFixed(0)} ms`,
          String(all.reduce((sum, { refused }) => sum + refused, 0)),
        ];
      }),
    );
    const cores = (seconds: number) =>
      `${(seconds / elapsed).toFixed(2)} of ${os.availableParallelism()} cores`;
    console.log(
      `At work meanwhile: servers ${cores(after.servers - before.servers)}, PostgreSQL ${cores(after.postgres - before.postgres)}; the rest is the load's own.`,
    );
  } finally {
    for (const server of servers) await server.stop();
    await database.stop();
  }
}

if (import.meta.main) await run();
