/** Threats at the doors: who is let in, who reads what, and how somebody proves who they are. */
import { beforeEach, expect, test } from 'vitest';
import { visitorTokens } from '../../server/db/schema/submissions.ts';
import { hashToken } from '../../server/visitors/tokens.ts';
import { answers, demo } from '../server/forms.ts';
import { bearer, type Local, submission } from '../server/local.ts';
import { post, threatened } from './threatened.ts';

let server: Local;
beforeEach(async () => {
  server = await threatened();
});

test('T4 no door forgets a check: what one refuses, the others do', async () => {
  await server.publish({ ...demo, origins: ['https://acme.com'] });
  const kept = submission(answers.sql, { version: 2 });
  await server.submit('demo', kept);
  const partial = submission(answers.sql, { version: 2, status: 'partial' });
  const event = { form: 'demo', version: 2, events: [{ type: 'view' }] };
  const doors: [string, string, string?][] = [
    ['/v1/forms/demo/submissions', JSON.stringify(submission(answers.sql, { version: 2 }))],
    ['/v1/forms/demo/submissions', JSON.stringify(partial)],
    [`/v1/forms/demo/submissions/${kept.id}/appeal`, ''],
    ['/v1/events', JSON.stringify(event)],
    ['/f/demo', 'need=look&size=small', 'application/x-www-form-urlencoded'],
  ];
  for (const [url, body, type = 'text/plain'] of doors) {
    const headers = { 'content-type': type, origin: 'https://evil.example' };
    expect([url, (await post(server, url, body, headers)).status]).toEqual([url, 403]);
    const fine = await post(server, url, body, { ...headers, origin: 'https://acme.com' });
    expect([url, fine.status < 300]).toEqual([url, true]);
    if (body === '') continue;
    const large = await post(server, url, body + ' '.repeat(70_000), { 'content-type': type });
    expect([url, large.status]).toEqual([url, 413]);
  }
});

test('T5 nobody reads a submission or a lead without being let in, not even its sender', async () => {
  const body = submission({ ...answers.sql, email: 'ann@harbour.example' });
  await server.submit('demo', body);
  const { id: lead } = await server.leadOf(body.id);
  for (const url of [`/v1/forms/demo/submissions/${body.id}`, '/v1/forms/demo/submissions'])
    expect((await server.app.request(url)).status).toBe(404);
  for (const url of ['/api/leads', `/api/leads/${lead}`, `/api/submissions/${body.id}`, '/api/submissions']) {
    const response = await server.app.request(url);
    expect([response.status, (await response.text()).includes('harbour')]).toEqual([401, false]);
  }
});

test("T6 who types somebody else's address learns nothing of that person", async () => {
  const ann = { ...answers.sql, email: 'ann@harbour.example', phone: '020 7946 0000', name: 'Ann Harbour' };
  await server.submit('demo', submission(ann));
  const { body } = await server.submit('demo', submission({ ...answers.lead, email: 'ann@harbour.example' }));
  expect(JSON.stringify(body)).not.toMatch(/7946|Ann|middle|switch/);
  // Only what this very browser has answered need not be asked again.
  expect(body.known).toEqual(['size']);
  const partial = submission({ email: 'ann@harbour.example' }, { status: 'partial' });
  expect(JSON.stringify((await server.submit('demo', partial)).body)).not.toMatch(/7946|Ann|known/);
});

test('T15 a forged X-Forwarded-For does not wash off wrong keys', async () => {
  const knock = (n: number) =>
    server.app.request('/api/leads', {
      headers: { authorization: 'Bearer wrong', 'x-forwarded-for': `9.9.9.${n}` },
    });
  for (let n = 0; n < 10; n += 1) expect((await knock(n)).status).toBe(401);
  expect((await knock(11)).status).toBe(429);
});

test('T16 what looks like a robot is set aside and can be released: nobody is thrown away', async () => {
  const odd = submission({ ...answers.sql, email: 'ann@acme.com' });
  const told = await server.submit('demo', { ...odd, proof: { trap: 'autofill was here' } });
  expect([told.status, (await server.leads()).length]).toEqual([201, 0]);
  expect(await server.stored(odd.id)).toMatchObject({ quarantined: true, reasons: ['trap', 'no_token'] });
  await server.api(`/api/quarantine/${odd.id}/release`, { method: 'POST', body: '{}' });
  expect((await server.leads()).map(({ email }) => email)).toEqual(['ann@acme.com']);
});

test('T18 no page of another site writes, frames the console, or borrows a cookie on public routes', async () => {
  const write = async (headers: Record<string, string>) =>
    (await post(server, '/api/forms/demo/archive', '{}', { ...bearer, ...headers })).status;
  const json = { 'content-type': 'application/json' };
  expect(await write({ ...json, origin: 'https://evil.example' })).toBe(403);
  expect(await write({ ...json, 'sec-fetch-site': 'cross-site' })).toBe(403);
  expect(await write({ 'content-type': 'text/plain' })).toBe(415);
  expect(await write(json)).toBe(200);
  const console = await server.app.request('/console');
  expect(console.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
});

test('T19 the sites of a form are told exactly, and not as a substitute for anything else', async () => {
  await server.publish({ ...demo, origins: ['https://acme.com'] });
  const from = (origin: string) => server.app.request('/v1/forms/demo', { headers: { origin } });
  expect((await from('https://acme.com')).status).toBe(200);
  const others = [
    'null',
    'http://acme.com',
    'https://acme.com.evil.example',
    'https://evilacme.com',
    'https://acme.com:8443',
  ];
  for (const origin of others) {
    const response = await from(origin);
    expect([origin, response.status]).toEqual([origin, 403]);
    expect(response.headers.get('vary')).toMatch(/origin/i);
  }
});

test('T22 no answer and no key comes back in an error', async () => {
  const typed = submission({
    ...answers.lead,
    email: 'ann.private@',
    size: 'ann.private',
    name: ['ann.private'],
  });
  const { status, body } = await server.submit('demo', typed);
  expect([status, JSON.stringify(body).includes('ann.private')]).toEqual([422, false]);
  const wrong = await server.app.request('/api/leads', { headers: { authorization: 'Bearer ann.private' } });
  expect(await wrong.text()).not.toContain('ann.private');
});

test('T23 tokens are opaque, kept as hashes, and good for one form', async () => {
  const { body } = await server.submit('demo', submission(answers.sql));
  const token = body.visitor as string;
  expect(token).toMatch(/^[\w-]{43}$/);
  const rows = JSON.stringify(await server.store.orm.select().from(visitorTokens));
  expect(rows).toContain(hashToken(token));
  expect(rows).not.toContain(token);
  await server.publish({ ...demo, id: 'other' });
  const elsewhere = submission({ need: 'switch' }, { visitor: token });
  expect((await server.submit('other', elsewhere)).status).toBe(422);
  expect((await server.submit('demo', elsewhere)).status).toBe(201);
  const forged = submission({ need: 'switch' }, { visitor: hashToken(token) });
  expect((await server.submit('demo', forged)).status).toBe(422);
});
