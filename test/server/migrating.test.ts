/** What an older release has written is what this one reads, on either database. */
import { PGlite } from '@electric-sql/pglite';
import Database from 'better-sqlite3';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { expect, onTestFinished, test, vi } from 'vitest';
import { migrationsForPostgres } from '../../server/db/dialect.ts';
import { migrationsFolder } from '../../server/db/migrate.ts';
import { messagesIn } from '../../server/deliveries/news.ts';

// PGlite takes seconds to start, and minutes where the machine is busy.
vi.setConfig({ testTimeout: 120_000 });

const migrations = readMigrationFiles({ migrationsFolder }).map(({ sql }) => sql);

interface Opened {
  run(statements: readonly string[]): Promise<void>;
  rows(question: string): Promise<Record<string, unknown>[]>;
}

const openers: Record<string, () => Promise<Opened>> = {
  async SQLite() {
    const sqlite = new Database(':memory:');
    onTestFinished(() => void sqlite.close());
    return {
      run: async (statements) => {
        for (const statement of statements) sqlite.exec(statement);
      },
      rows: async (question) => sqlite.prepare<[], Record<string, unknown>>(question).all(),
    };
  },
  async PostgreSQL() {
    const pglite = await PGlite.create();
    onTestFinished(() => pglite.close());
    return {
      run: async (statements) => {
        for (const statement of migrationsForPostgres(statements)) await pglite.exec(statement);
      },
      rows: async (question) => (await pglite.query<Record<string, unknown>>(question)).rows,
    };
  },
};

test.each(Object.entries(openers))(
  '%s: what waited in the outbox as one row a message still is that message',
  async (_, open) => {
    const { run, rows } = await open();
    const since = migrations.findIndex((statements) => statements.some((one) => one.includes('`news`')));
    for (const statements of migrations.slice(0, since)) await run(statements);
    const payload = { lead: { id: 'ann', name: 'Ann "A." O’Neill\\' }, move: { to: 'sql' } };
    const text = JSON.stringify(payload).replaceAll("'", "''");
    await run([
      `insert into outbox (id, kind, lead_id, payload, created_at) values ('m1', 'lead.stage_changed', 'ann', '${text}', 7)`,
    ]);
    for (const statements of migrations.slice(since)) await run(statements);
    const [row] = await rows('select * from outbox');
    const messages = messagesIn({
      leadId: String(row?.lead_id),
      about: JSON.parse(String(row?.about)),
      news: JSON.parse(String(row?.news)),
      createdAt: Number(row?.created_at),
    });
    expect(messages).toEqual([
      { id: 'm1', kind: 'lead.stage_changed', leadId: 'ann', payload, createdAt: 7 },
    ]);
  },
);
