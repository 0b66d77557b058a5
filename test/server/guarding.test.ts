/** Who gets in: a table of every route, keys, sessions, and requests that other sites' pages make. */
import { beforeEach, describe, expect, test } from 'vitest';
import { apiKey, bearer, type Local, local } from './local.ts';

let server: Local;
beforeEach(async () => {
  server = await local({ TRUSTED_PROXY_HOPS: '1' });
});

/** Admin routes that answer without a key, on purpose. */
const open = new Set([
  'GET /api/openapi.json',
  'POST /api/session',
  'DELETE /api/session',
  'POST /api/invitation',
  'PUT /api/invitation',
]);

const routes = () => [
  ...new Set(
    server.app.routes
      .filter(({ path, method }) => path.startsWith('/api/') && method !== 'ALL')
      .map(({ method, path }) => `${method} ${path}`),
  ),
];

test('every admin route answers 401 to whoever has no key', async () => {
  const guarded = routes().filter((route) => !open.has(route));
  expect(guarded.length).toBeGreaterThan(12);
  for (const route of guarded) {
    const [method = '', path = ''] = route.split(' ');
    const url = path.replaceAll(/:\w+/g, 'x');
    const useless: Record<string, string>[] = [
      {},
      { cookie: 'qualiform_session=x' },
      { authorization: 'Basic eDp5' },
    ];
    for (const headers of useless) {
      const response = await server.app.request(url, { method, headers });
      expect([route, response.status]).toEqual([route, 401]);
      expect(response.headers.get('content-type')).toBe('application/problem+json');
      expect(response.headers.get('access-control-allow-origin')).toBeNull();
    }
  }
});

test('the routes without a key are these and no others, and none of them tells anything', async () => {
  for (const route of open) expect(routes()).toContain(route);
  const wrong = await server.ask('/api/session', { method: 'POST', headers: json, body: '{"key":"wrong"}' });
  expect(wrong.status).toBe(401);
});

test('an address of the API that does not exist is not told from one that does', async () => {
  expect((await server.app.request('/api/nothing')).status).toBe(401);
});

const json = { 'content-type': 'application/json' };
const signIn = (headers: Record<string, string> = {}, key = apiKey) =>
  server.app.request('/api/session', {
    method: 'POST',
    headers: { ...json, ...headers },
    body: JSON.stringify({ key }),
  });

describe('a session', () => {
  test('begins with the key, is told to scripts and other sites by no means, and ends', async () => {
    const response = await signIn();
    expect([response.status, await response.json()]).toMatchObject([200, { name: 'owner', role: 'admin' }]);
    const header = response.headers.get('set-cookie') ?? '';
    expect(header).toMatch(/^qualiform_session=[\w-]{43}; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Strict$/);
    const headers = { cookie: header.split(';')[0] ?? '' };
    expect((await server.app.request('/api/session', { headers })).status).toBe(200);
    expect((await server.app.request('/api/leads', { headers })).status).toBe(200);
    await server.app.request('/api/session', { method: 'DELETE', headers });
    expect((await server.app.request('/api/leads', { headers })).status).toBe(401);
  });

  test('is bound to the very host where the server is reached over https', async () => {
    server = await local({ PUBLIC_URL: 'https://forms.acme.com' });
    const header = (await signIn()).headers.get('set-cookie') ?? '';
    expect(header).toMatch(/^__Host-qualiform_session=.*; Path=\/; HttpOnly; Secure; SameSite=Strict$/);
    const response = await server.app.request('/api/leads', {
      headers: { cookie: header.split(';')[0] ?? '' },
    });
    expect(response.status).toBe(200);
    expect(response.headers.get('strict-transport-security')).toBe('max-age=31536000');
  });

  test('is stored as a hash', async () => {
    const header = (await signIn()).headers.get('set-cookie') ?? '';
    const token = /=([\w-]+)/.exec(header)?.[1] ?? '';
    const { sessions } = await import('../../server/db/schema/people.ts');
    const rows = await server.store.orm.select().from(sessions);
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(token);
  });

  test('ends after two weeks', async () => {
    const cookie = (await signIn()).headers.get('set-cookie')?.split(';')[0] ?? '';
    server.clock.now += 15 * 24 * 60 * 60 * 1000;
    expect((await server.app.request('/api/leads', { headers: { cookie } })).status).toBe(401);
  });
});

describe('ten wrong keys from one address', () => {
  const from = (address: string) => ({ 'x-forwarded-for': address });

  test('are enough for a quarter of an hour, also where the next one is right', async () => {
    for (let n = 0; n < 10; n += 1) expect((await signIn(from('1.2.3.4'), `wrong ${n}`)).status).toBe(401);
    const refused = await signIn(from('1.2.3.4'));
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await signIn(from('1.2.3.5'))).status).toBe(200);
    server.clock.now += 15 * 60 * 1000;
    expect((await signIn(from('1.2.3.4'))).status).toBe(200);
  });

  test('count for keys in the header as well', async () => {
    const headers = { ...from('1.2.3.4'), authorization: 'Bearer wrong-key' };
    for (let n = 0; n < 10; n += 1)
      expect((await server.app.request('/api/leads', { headers })).status).toBe(401);
    expect((await server.app.request('/api/leads', { headers: { ...headers, ...bearer } })).status).toBe(429);
  });

  test('count together for one household of IPv6', async () => {
    for (let n = 0; n < 10; n += 1) await signIn(from(`2001:db8:1:2::${n}`), 'wrong');
    expect((await signIn(from('2001:db8:1:2:ffff::1'))).status).toBe(429);
    expect((await signIn(from('2001:db8:1:3::1'))).status).toBe(200);
  });

  test('are not washed off by a forged X-Forwarded-For', async () => {
    for (let n = 0; n < 10; n += 1) await signIn(from(`9.9.9.${n}, 1.2.3.4`), 'wrong');
    expect((await signIn(from('8.8.8.8, 1.2.3.4'))).status).toBe(429);

    server = await local();
    for (let n = 0; n < 10; n += 1) await signIn(from(`9.9.9.${n}`), 'wrong');
    expect((await signIn(from('8.8.8.8'))).status).toBe(429);
  });
});

describe('what a page of another site asks for is refused', () => {
  const write = (headers: Record<string, string>) =>
    server.app.request('/api/forms/demo/check', {
      method: 'POST',
      headers: { ...bearer, ...headers },
      body: '{}',
    });

  test.each([
    [{ ...json, origin: 'https://evil.example' }, 403],
    [{ ...json, origin: 'null' }, 403],
    [{ ...json, 'sec-fetch-site': 'cross-site' }, 403],
    [{ ...json, 'sec-fetch-site': 'same-site' }, 403],
    [{ 'content-type': 'text/plain' }, 415],
    [{ 'content-type': 'application/x-www-form-urlencoded' }, 415],
    [{ ...json, origin: 'http://localhost', 'sec-fetch-site': 'same-origin' }, 200],
    [{ 'content-type': 'application/json; charset=utf-8' }, 200],
  ])('%j is answered %i', async (headers, status) => {
    expect((await write(headers)).status).toBe(status);
  });

  test.each<Record<string, string>>([{ 'content-length': '2' }, { 'transfer-encoding': 'chunked' }])(
    'a body that does not say what it is, with %j, is answered 415',
    async (framing) => {
      const headers = { ...bearer, ...framing };
      const body = Buffer.from('{}');
      const url = '/api/forms/demo/check';
      expect((await server.app.request(url, { method: 'POST', headers, body })).status).toBe(415);
    },
  );

  test('a write without a body needs no type', async () => {
    const headers = { ...bearer, 'content-length': '0' };
    const response = await server.app.request('/api/forms/nope/publish', { method: 'POST', headers });
    expect(response.status).toBe(404);
  });

  test('and no admin answer may be read from elsewhere or kept', async () => {
    const response = await server.app.request('/api/leads', {
      headers: { ...bearer, origin: 'https://evil.example' },
    });
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
    expect(response.headers.get('cache-control')).toBe('no-store');
  });
});

test('the counts are for whoever has the key', async () => {
  expect((await server.app.request('/metrics')).status).toBe(401);
  const response = await server.app.request('/metrics', { headers: bearer });
  expect(await response.text()).toContain(
    'qualiform_requests_total{method="GET",route="/metrics",status="401"} 1',
  );
});
