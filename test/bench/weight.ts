/** What a submission weighs once it is stored, and how many counts of views and steps are taken in a second beside it. */
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { findPostgres, startPostgres } from '../postgres/postgres.ts';
import { demo } from '../server/forms.ts';
import { type Started, type StartOptions, startServer } from '../server/start.ts';
import { submission } from '../server/submission.ts';
import { load } from './accept.ts';
import { keepMeasured, table } from './figures.ts';

const people = 1000;
const crm = readFileSync(new URL('../../demo/forms/crm-demo.json', import.meta.url), 'utf8');

async function serverWith(form: string, options: StartOptions = {}): Promise<Started> {
  const server = await startServer(options);
  const { id } = JSON.parse(form) as { id: string };
  const { url, headers } = server;
  await fetch(`${url}/api/forms/${id}`, { method: 'PUT', headers, body: form });
  await fetch(`${url}/api/forms/${id}/publish`, { method: 'POST', headers });
  return server;
}

/** A thousand people fill in the CRM demo, as its buyers do. */
async function fill({ url }: Started): Promise<void> {
  for (let person = 0; person < people; person += 1) {
    const body = submission(
      {
        need: 'switch',
        role: 'sales_director',
        size: 's50_200',
        budget: 'approved',
        start: 'quarter',
        first_name: 'Ada',
        company: `Harbour ${person}`,
        email: `ada.${person}@harbour.example`,
        privacy: true,
      },
      {
        context: { 'utm.source': 'newsletter', 'page.path': '/pricing', language: 'en' },
        signals: { pricing: [0.2, 3] },
      },
    );
    const answer = await fetch(`${url}/v1/forms/crm-demo/submissions`, {
      method: 'POST',
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(await answer.text());
    await answer.arrayBuffer();
  }
}

async function onSqlite(): Promise<number> {
  // Stopped in between, so that the file has everything and no log stands beside it.
  const folder = mkdtempSync(path.join(os.tmpdir(), 'qualiform-'));
  const first = await serverWith(crm, { folder });
  const size = () => statSync(path.join(folder, 'data/qualiform.db')).size;
  await first.stop();
  const before = size();
  const second = await startServer({ folder });
  await fill(second);
  await second.stop();
  const bytes = size() - before;
  rmSync(folder, { recursive: true, force: true });
  return Math.round(bytes / people);
}

/** What the log of PostgreSQL and its tables grow by. */
async function onPostgres(bin: string): Promise<{ postgres: number; wal: number }> {
  const database = await startPostgres(bin);
  const server = await serverWith(crm, { env: { DATABASE_URL: database.url } });
  const client = new pg.Client(database.url);
  await client.connect();
  const look = async () => {
    const { rows } = await client.query<{ size: string; wal: string }>(
      "select pg_database_size(current_database()) as size, pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0') as wal",
    );
    return { size: Number(rows[0]?.size), wal: Number(rows[0]?.wal) };
  };
  const before = await look();
  await fill(server);
  const after = await look();
  await client.end();
  await server.stop();
  await database.stop();
  return {
    postgres: Math.round((after.size - before.size) / people),
    wal: Math.round((after.wal - before.wal) / people),
  };
}

async function counting(options?: StartOptions): Promise<number> {
  const server = await serverWith(JSON.stringify(demo), options);
  const url = `${server.url}/v1/events`;
  await load({ url }, 1, 'events');
  const { perSecond } = await load({ url }, 3, 'events');
  await server.stop();
  return Math.round(perSecond);
}

export async function run(keep = false): Promise<void> {
  const bin = await findPostgres();
  const stored = { sqlite: await onSqlite(), ...(bin && (await onPostgres(bin))) };
  const events = { sqlite: await counting(), postgres: 0 };
  if (bin) {
    const database = await startPostgres(bin);
    events.postgres = await counting({ env: { DATABASE_URL: database.url } });
    await database.stop();
  }
  table(
    `A submission of the CRM demo with its lead, history, consent and outbox; of ${people}`,
    ['', 'bytes each'],
    Object.entries(stored).map(([name, bytes]) => [name, String(bytes)]),
  );
  table(
    'Counts of views and steps, a request each',
    ['', 'a second'],
    Object.entries(events).map(([name, perSecond]) => [name, String(perSecond)]),
  );
  if (keep && 'postgres' in stored) keepMeasured({ stored: stored as never, events });
}

if (import.meta.main) await run();
