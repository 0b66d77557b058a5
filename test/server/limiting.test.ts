/** How much comes from one address and for one form: beyond what a household sends it is set aside, and far beyond it has to wait. */
import { beforeEach, describe, expect, test } from 'vitest';
import { tries } from '../../server/db/schema/submissions.ts';
import { demo } from './forms.ts';
import { type Local, local, submission } from './local.ts';
import { filled, sendersTo } from './robots.ts';

let server: Local;
beforeEach(async () => {
  server = await local({ TRUSTED_PROXY_HOPS: '1' });
  await server.publish(demo);
});

const { send, stored, waiting } = sendersTo(() => server);

describe('much from one address', () => {
  const from = (n: number, address: string) =>
    send(submission(filled({ email: `p${n}@acme.com` })), undefined, 'demo', { 'x-forwarded-for': address });

  beforeEach(async () => {
    server = await local({ TRUSTED_PROXY_HOPS: '1', ADDRESS_LIMIT: '3' });
    await server.publish(demo);
  });

  test('is set aside from the fourth on, for ten minutes, whatever X-Forwarded-For is forged', async () => {
    for (let n = 0; n < 3; n += 1) await from(n, `9.9.9.${n}, 198.51.100.7`);
    const fourth = await from(3, '8.8.8.8, 198.51.100.7');
    expect(await stored(fourth.id)).toMatchObject({ quarantined: true });
    expect((await stored(fourth.id)).reasons).toContain('many_from_address');
    expect((await stored((await from(4, '198.51.100.8')).id)).quarantined).toBe(false);
    server.clock.now += 10 * 60_000;
    expect((await stored((await from(5, '198.51.100.7')).id)).quarantined).toBe(false);
  });

  test('counts one household of IPv6 as one', async () => {
    for (let n = 0; n < 3; n += 1) await from(n, `2001:db8:1:2::${n}`);
    expect((await stored((await from(3, '2001:db8:1:2:ffff::1')).id)).quarantined).toBe(true);
    expect((await stored((await from(4, '2001:db8:1:3::1')).id)).quarantined).toBe(false);
  });

  test.each([
    ['198.51.100.9:%d', '198.51.100.9'],
    ['[2001:db8:1:2::1]:%d', '2001:db8:1:2::9'],
  ])('counts one address as one where the proxy writes the port too: %s', async (written, plain) => {
    for (let n = 0; n < 3; n += 1) await from(n, written.replace('%d', String(40_000 + n)));
    expect((await stored((await from(3, plain)).id)).quarantined).toBe(true);
  });

  test('ten times more has to wait, and says how long; nothing else stops', async () => {
    for (let n = 0; n < 30; n += 1) expect((await from(n, '198.51.100.7')).status).toBe(201);
    const { status, headers, body } = await from(30, '198.51.100.7');
    expect([status, body.code]).toEqual([429, 'too_many']);
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(500);
    const events = await server.ask('/v1/events', {
      method: 'POST',
      headers: { 'x-forwarded-for': '198.51.100.7' },
      body: JSON.stringify({ form: 'demo', version: 1, events: [{ type: 'view' }] }),
    });
    expect(events.status).toBe(429);
    server.clock.now += 10 * 60_000;
    expect((await from(31, '198.51.100.7')).status).toBe(201);
  });

  test.each(['10.0.0.7', '127.0.0.1', '192.168.1.1', 'fd00::1', '::1'])(
    'is not counted for %s, behind which stands a proxy',
    async (address) => {
      for (let n = 0; n < 4; n += 1) await from(n, address);
      expect(await waiting()).toEqual([]);
      expect(await server.store.orm.select().from(tries)).toEqual([]);
    },
  );

  test('leaves no address in the database', async () => {
    await from(1, '198.51.100.7');
    expect(JSON.stringify(await server.store.orm.select().from(tries))).not.toContain('198.51');
  });

  test('and much for one form, where the setting says how much', async () => {
    server = await local({ FORM_LIMIT: '2' });
    await server.publish(demo);
    const ids = [];
    for (let n = 0; n < 3; n += 1) ids.push((await send(submission(filled({ email: `p${n}@acme.com` })))).id);
    const labels = await Promise.all(ids.map(async (id) => (await stored(id)).quarantined));
    expect(labels).toEqual([false, false, true]);
  });
});
