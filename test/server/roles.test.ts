/** Who may do what: every route behind the guard times everybody who may knock. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { needs } from '../../server/auth/needs.ts';
import { type Permission, type Role, roles, scopes } from '../../server/auth/roles.ts';
import { bearer, type Local, openLocal } from './local.ts';
import { joined } from './people.ts';

/** The same table once more, as people would tell it: a for allowed, - for refused. */
const table: Record<string, string> = {
  //                                     owner admin marketer sales viewer
  'GET /metrics': 'aa---',
  'GET /api/session': 'aaaaa',
  'PUT /api/account/password': '-aaaa',
  'POST /api/account/totp': '-aaaa',
  'PUT /api/account/totp': '-aaaa',
  'DELETE /api/account/totp': '-aaaa',
  'GET /api/forms': 'aaaaa',
  'GET /api/forms/:form': 'aaaaa',
  'GET /api/forms/:form/versions': 'aaaaa',
  'GET /api/forms/:form/versions/:n': 'aaaaa',
  'POST /api/forms/:form/check': 'aaaaa',
  'PUT /api/forms/:form': 'aaa--',
  'POST /api/forms/:form/publish': 'aaa--',
  'POST /api/forms/:form/archive': 'aaa--',
  'GET /api/leads': 'aaaaa',
  'GET /api/leads/:id': 'aaaaa',
  'POST /api/leads/:id/stage': 'aa-a-',
  'GET /api/leads/export.csv': 'aaaa-',
  'GET /api/leads/:id/export': 'aaaa-',
  'DELETE /api/leads/:id': 'aa---',
  'GET /api/erasures': 'aa---',
  'GET /api/submissions': 'aaaaa',
  'GET /api/submissions/:id': 'aaaaa',
  'GET /api/quarantine': 'aaaaa',
  'POST /api/quarantine/:id/release': 'aa-a-',
  'GET /api/allowed': 'aaaaa',
  'DELETE /api/allowed/:entry': 'aa-a-',
  'GET /api/endpoints': 'aaa--',
  'POST /api/endpoints': 'aa---',
  'PUT /api/endpoints/:id': 'aa---',
  'DELETE /api/endpoints/:id': 'aa---',
  'POST /api/endpoints/:id/rotate': 'aa---',
  'POST /api/endpoints/:id/test': 'aa---',
  'GET /api/deliveries': 'aaa--',
  'GET /api/deliveries/:id': 'aaa--',
  'POST /api/deliveries/:id/resend': 'aa---',
  'GET /api/people': 'aa---',
  'POST /api/people': 'aa---',
  'PUT /api/people/:id': 'aa---',
  'POST /api/people/:id/link': 'aa---',
  'GET /api/keys': 'aa---',
  'POST /api/keys': 'aa---',
  'DELETE /api/keys/:id': 'aa---',
  'GET /api/audit': 'aa---',
};

const open = ['/api/openapi.json', '/api/session', '/api/invitation'];
const everybody = ['owner', ...(Object.keys(roles) as Role[])] as const;

let server: Local;
const headers: Record<string, Record<string, string>> = {};
beforeAll(async () => {
  server = await openLocal();
  headers.owner = bearer;
  for (const role of Object.keys(roles) as Role[]) headers[role] = (await joined(server, role)).headers;
});
afterAll(() => server?.close());

const routes = () =>
  [
    ...new Set(
      server.app.routes
        .filter(({ path, method }) => /^\/(api\/|metrics)/.test(path) && method !== 'ALL')
        .map(({ method, path }) => `${method} ${path}`),
    ),
  ].filter((route) => route in needs || !open.some((path) => route.endsWith(` ${path}`)));

test('every route behind the guard has a line in both tables, and every line is a route', () => {
  expect(Object.keys(needs).sort()).toEqual(routes().sort());
  expect(Object.keys(table).sort()).toEqual(routes().sort());
});

/** Asks for something that is not there: allowed is whatever does not say 'not for you'. */
async function isAllowed(route: string, given: Record<string, string> = {}): Promise<boolean> {
  const [method = '', path = ''] = route.split(' ');
  const response = await server.app.request(path.replaceAll(/:\w+/g, 'x'), { method, headers: given });
  expect([route, response.status]).not.toEqual([route, 401]);
  if (response.status !== 403) return true;
  expect(await response.json()).toMatchObject({ code: 'not_allowed' });
  return false;
}

describe.each(everybody)('%s', (name) => {
  test.each(Object.entries(table))('%s is %s', async (route, line) => {
    const expected = line[everybody.indexOf(name)] === 'a';
    expect(await isAllowed(route, headers[name])).toBe(expected);
  });
});

describe.each(scopes)('a key for %s', (scope) => {
  test('opens what needs it, and nothing else', async () => {
    const { body } = await server.api<{ key: string }>('/api/keys', {
      method: 'POST',
      body: JSON.stringify({ name: `For ${scope}`, scopes: [scope] }),
    });
    const given = { authorization: `Bearer ${body.key}` };
    for (const [route, need] of Object.entries(needs))
      expect([route, await isAllowed(route, given)]).toEqual([route, need === scope || need === 'any']);
  });
});

test('no key can be made that makes people or keys', async () => {
  const wanted: Permission = 'people:manage';
  const answer = await server.api('/api/keys', {
    method: 'POST',
    body: JSON.stringify({ name: 'Too much', scopes: [wanted] }),
  });
  expect(answer.status).toBe(422);
});
