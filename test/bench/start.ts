/**
 * How long a server takes from its start until it is ready, on a database of a million leads beside an empty one. The leads are copies of
 * one that came in by the front door, written straight into the tables: a million submissions would take the better part of an hour.
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { demo } from '../server/forms.ts';
import { startServer } from '../server/start.ts';
import { submission } from '../server/submission.ts';
import { median, table } from './figures.ts';

const leads = 1_000_000;
const rounds = 7;

/** A folder with a database that has one lead, with everything that comes with it. */
async function prepare(): Promise<string> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'qualiform-'));
  const server = await startServer({ folder });
  const { url, headers } = server;
  await fetch(`${url}/api/forms/demo`, { method: 'PUT', headers, body: JSON.stringify(demo) });
  await fetch(`${url}/api/forms/demo/publish`, { method: 'POST', headers });
  const body = submission({ need: 'switch', size: 'middle', email: 'first@harbour.example' });
  const answer = await fetch(`${url}/v1/forms/demo/submissions`, {
    method: 'POST',
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(await answer.text());
  await server.stop();
  return folder;
}

/** Copies the rows of the one lead, all columns but those that tell them apart. */
function multiply(folder: string): void {
  const sqlite = new Database(path.join(folder, 'data/qualiform.db'));
  const copy = (name: string, own: Record<string, string>) => {
    const columns = (sqlite.pragma(`table_info(${name})`) as { name: string }[]).map((column) => column.name);
    const values = columns.map((column) => own[column] ?? `"${column}"`);
    sqlite.exec(
      `with recursive n(i) as (select 1 union all select i + 1 from n where i < ${leads - 1})
       insert into ${name} (${columns.map((column) => `"${column}"`).join()})
       select ${values.join()} from n cross join (select * from ${name} limit 1)`,
    );
  };
  sqlite.pragma('foreign_keys = off');
  const lead = "'lead ' || i";
  sqlite.exec('begin');
  copy('leads', {
    id: lead,
    email: "'p' || i || '@harbour.example'",
    email_key: "'p' || i || '@harbour.example'",
  });
  copy('submissions', { id: "'submission ' || i", lead_id: lead });
  copy('stage_moves', { id: "'move ' || i", lead_id: lead });
  copy('outbox', { id: "'message ' || i", lead_id: lead });
  sqlite.exec('commit');
  sqlite.close();
}

async function startsIn(folder: string): Promise<number> {
  const begun = performance.now();
  const server = await startServer({ folder });
  const ready = await fetch(`${server.url}/readyz`);
  const taken = performance.now() - begun;
  if (!ready.ok) throw new Error(`/readyz answered ${ready.status}`);
  await server.stop();
  return taken;
}

export async function run(): Promise<void> {
  const folders = { 'one lead': await prepare(), 'a million leads': await prepare() };
  try {
    multiply(folders['a million leads']);
    const seen = new Map<string, number[]>(Object.keys(folders).map((name) => [name, []]));
    for (let round = -1; round < rounds; round += 1)
      for (const [name, folder] of Object.entries(folders)) {
        const taken = await startsIn(folder);
        if (round >= 0) seen.get(name)?.push(taken);
      }
    const [few = [], many = []] = seen.values();
    const size = fs.statSync(path.join(folders['a million leads'], 'data/qualiform.db')).size / 1e9;
    table(
      `From start to ready, medians of ${rounds}`,
      ['', 'ready', 'ratio'],
      [
        ['one lead', `${median(few).toFixed(0)} ms`, ''],
        [
          `a million leads, ${size.toFixed(1)} GB`,
          `${median(many).toFixed(0)} ms`,
          `${median(many.map((taken, index) => taken / (few[index] ?? Number.NaN))).toFixed(2)}×`,
        ],
      ],
    );
  } finally {
    for (const folder of Object.values(folders)) fs.rmSync(folder, { recursive: true, force: true });
  }
}

if (import.meta.main) await run();
