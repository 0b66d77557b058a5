/** Whether visitors may be sent here, and how it fares in numbers. */
import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { answers, demo } from './forms.ts';
import { bearer, type Local, local, submission } from './local.ts';
import { kind } from './stores.ts';

interface Readiness {
  ready: boolean;
  checks: Record<string, unknown>;
}
const readiness = async ({ ask }: Local) => {
  const { status, headers, body } = await ask<Readiness>('/readyz');
  return { status, retryAfter: headers.get('retry-after'), body: { ready: body.ready, checks: body.checks } };
};

test('it is ready, and says by which checks', async () => {
  const server = await local();
  const disk = kind === 'sqlite' ? { disk: expect.stringMatching(/^(ok|low)$/) } : {};
  const checks = { write: 'ok', migrations: 'ok', ...disk, outbox: { age: null }, purge: 'ok' };
  expect(await readiness(server)).toEqual({ status: 200, retryAfter: null, body: { ready: true, checks } });
});

test('an old message, and a purge that waits for a person, are told and send nobody away', async () => {
  const server = await local();
  await server.publish(demo);
  await server.submit('demo', submission(answers.sql));
  server.clock.now += 90_000;
  const now = server.clock.now;
  const result = { at: now, outcome: 'share' as const, due: 2, of: 3, submissions: 0, leads: 0 };
  const claim = { name: 'purge', claimedBy: 'one', claimedUntil: now, now, furthest: now };
  await server.store.commit([
    ['addJob', { name: 'purge' }],
    ['claimJob', claim],
    ['endJob', { ...claim, lastRunAt: null, result }],
  ]);
  expect((await readiness(server)).body).toMatchObject({
    ready: true,
    checks: { outbox: { age: 90 }, purge: 'stopped' },
  });
});

test.each([
  [49, 503, 'full'],
  [51, 200, 'low'],
  [499, 200, 'low'],
  [501, 200, 'ok'],
])('with %i MB left it answers %i', async (megabytes, status, disk) => {
  const server = await local();
  server.store.room = async () => ({ used: 1, free: megabytes * 1024 * 1024 });
  const told = await readiness(server);
  expect([told.status, told.body.checks.disk]).toEqual([status, disk]);
  expect(told.retryAfter).toBe(status === 503 ? '5' : null);
});

test.each([
  ['older', -1, 503, 'missing'],
  ['newer', 1, 200, 'newer'],
])('on a database that is %s than the release it answers so', async (_, by, status, migrations) => {
  const server = await local();
  await server.store.orm.run(
    sql`update ${sql.identifier('__drizzle_migrations')} set created_at = created_at + ${by}`,
  );
  const told = await readiness(server);
  expect([told.status, told.body.checks.migrations]).toEqual([status, migrations]);
});

/** Reads the text format strictly: each family has its help and its type before its values, once, and every value is a number. */
function parse(text: string): Map<string, number> {
  const values = new Map<string, number>();
  const types = new Map<string, string>();
  let family = '';
  expect(text.endsWith('\n')).toBe(true);
  for (const line of text.slice(0, -1).split('\n')) {
    const help = /^# HELP ([a-z_0-9]+) \S.*$/.exec(line);
    const type = /^# TYPE ([a-z_0-9]+) (counter|gauge|histogram)$/.exec(line);
    if (help?.[1]) {
      family = help[1];
      expect([line, types.has(family)]).toEqual([line, false]);
    } else if (type?.[1]) {
      expect(type[1]).toBe(family);
      types.set(family, type[2] ?? '');
    } else {
      const value = /^([a-z_0-9]+)(\{(?:[a-z]+="[^"\\]*",?)+\})? (-?[\d.]+(?:e[+-]?\d+)?)$/.exec(line);
      expect([line, Boolean(value)]).toEqual([line, true]);
      const [, name = '', labels = '', number] = value ?? [];
      const base = types.get(family) === 'histogram' ? name.replace(/_(bucket|sum|count)$/, '') : name;
      expect([line, base]).toEqual([line, family]);
      expect([line, types.has(family)]).toEqual([line, true]);
      expect([line, values.has(name + labels)]).toEqual([line, false]);
      values.set(name + labels, Number(number));
    }
  }
  return values;
}

test('the numbers are as Prometheus reads them, and tell what was stored', async () => {
  const server = await local();
  const read = async () => {
    const response = await server.app.request('/metrics', { headers: bearer });
    expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    return parse(await response.text());
  };
  const before = await read();
  expect(before.get('qualiform_outbox_rows')).toBe(0);
  expect(before.get('qualiform_outbox_age_seconds')).toBe(0);

  await server.publish(demo);
  const body = submission({ ...answers.sql, email: 'ann@acme.example' });
  for (const sent of [body, body, { ...body, answers: {} }]) await server.submit('demo', sent);
  const begun = submission(answers.lead, { status: 'partial' });
  await server.submit('demo', begun);
  await server.submit('demo', { ...begun, status: 'complete' });
  server.clock.now += 60_000;

  const after = await read();
  expect(after.get('qualiform_submissions_total{form="demo",status="complete"}')).toBe(2);
  expect(after.get('qualiform_submissions_total{form="demo",status="partial"}')).toBe(1);
  expect(after.get('qualiform_commit_queue')).toBe(0);
  expect(after.get('qualiform_changes_total')).toBeGreaterThan(before.get('qualiform_changes_total') ?? 0);
  expect(after.get('qualiform_outbox_rows')).toBe(2);
  expect(after.get('qualiform_deliveries_waiting')).toBe(0);
  expect(after.get('qualiform_endpoints_off')).toBe(0);
  expect(after.get('qualiform_outbox_age_seconds')).toBeGreaterThan(60);
  expect(after.get('qualiform_database_bytes')).toBeGreaterThan(10_000);
  expect(after.has('qualiform_disk_free_bytes')).toBe(kind === 'sqlite');
  expect(after.get('qualiform_purge_stopped')).toBe(0);
  expect(after.get('process_cpu_seconds_total')).toBeGreaterThan(0);
  expect(after.get('nodejs_heap_size_used_bytes')).toBeGreaterThan(1e6);
  expect(after.has('nodejs_eventloop_lag_p99_seconds')).toBe(true);
  expect(after.get('qualiform_request_seconds_bucket{le="+Inf"}')).toBe(
    after.get('qualiform_request_seconds_count'),
  );
});
