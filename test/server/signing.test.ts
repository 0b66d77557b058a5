/** Signing in with address and password: invitations, authenticator apps, keys, and the log of who did what. */
import { beforeEach, describe, expect, test } from 'vitest';
import { shortestPassword } from '../../server/auth/password.ts';
import { base32, codeAt } from '../../server/auth/totp.ts';
import { shortestPassword as shortestInConsole } from '../../server/console/NewPassword.tsx';
import { people } from '../../server/db/schema/people.ts';
import { tries } from '../../server/db/schema/submissions.ts';
import type { Write } from '../../server/db/statements.ts';
import { answers, demo } from './forms.ts';
import { type Local, local, submission } from './local.ts';
import { cookieOf, invite, type Joined, join, joined, password, realCost, signIn } from './people.ts';

const dayLength = 24 * 60 * 60 * 1000;

let server: Local;
beforeEach(async () => {
  server = await local({ TRUSTED_PROXY_HOPS: '1' });
});

const email = 'sales@harbour.example';
const as = ({ headers }: Joined, method = 'GET', body?: unknown): RequestInit => ({
  method,
  headers,
  ...(body !== undefined && { body: JSON.stringify(body) }),
});

describe('an invitation', () => {
  test('tells whom it invites, takes a password, signs in, and is good for once', async () => {
    const { token } = await invite(server, 'sales');
    const looked = await server.api('/api/invitation', { method: 'POST', body: JSON.stringify({ token }) });
    expect(looked.body).toEqual({ email, name: 'The sales', role: 'sales' });
    const answer = await join(server, token);
    const cookie = cookieOf(answer);
    const who = await server.ask('/api/session', { headers: { cookie } });
    expect(who.body).toMatchObject({ name: 'The sales', role: 'sales', kind: 'person', email });
    expect((await join(server, token)).body.code).toBe('useless_link');
  });

  test('is useless after three days, after a newer one, and once the person is disabled', async () => {
    const first = await invite(server, 'sales');
    const { body } = await server.api<{ link: string }>(`/api/people/${first.person.id}/link`, {
      method: 'POST',
    });
    expect((await join(server, first.token)).status).toBe(404);
    const token = new URL(body.link).hash.slice(1);
    server.clock.now += 3 * dayLength;
    expect((await join(server, token)).status).toBe(404);

    const other = await invite(server, 'viewer');
    const change = { name: 'Gone', role: 'viewer', disabled: true };
    await server.api(`/api/people/${other.person.id}`, { method: 'PUT', body: JSON.stringify(change) });
    expect((await join(server, other.token)).status).toBe(404);
  });

  test('wants a password of twelve characters, as the console says', async () => {
    expect([shortestPassword, shortestInConsole]).toEqual([12, 12]);
    const { token } = await invite(server, 'sales');
    const answer = await join(server, token, 'short');
    expect([answer.status, answer.body.errors[0]?.pointer]).toEqual([422, '/password']);
    expect((await join(server, token)).status).toBe(200);
  });

  test('of somebody who is here already is refused', async () => {
    await invite(server, 'sales');
    await expect(invite(server, 'viewer', email.toUpperCase())).rejects.toThrow('person_exists');
  });

  test('taken up twice at once sets one password', async () => {
    const { token } = await invite(server, 'sales');
    const answers = await Promise.all(
      ['the first of the two', 'the second of the two'].map((one) => join(server, token, one)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 404]);
  });
});

describe('address and password', () => {
  test('open a session, whatever letters the address is written in', async () => {
    await joined(server, 'sales');
    expect((await signIn(server, { email: ' Sales@Harbour.example ', password })).status).toBe(200);
  });

  test('are refused in the same words whatever is wrong', async () => {
    const { person } = await joined(server, 'sales');
    const wrong = await signIn(server, { email, password: 'another password' });
    const nobody = await signIn(server, { email: 'nobody@harbour.example', password });
    await server.api(`/api/people/${person.id}`, {
      method: 'PUT',
      body: JSON.stringify({ name: 'Gone', role: 'sales', disabled: true }),
    });
    const disabled = await signIn(server, { email, password });
    expect(wrong.status).toBe(401);
    expect(nobody.body).toEqual(wrong.body);
    expect(disabled.body).toEqual(wrong.body);
  });

  test('are kept as a salted hash', async () => {
    await joined(server, 'sales');
    const [row] = await server.store.orm.select().from(people);
    expect(row?.password).toMatch(/^scrypt\$1024\$8\$1\$[\w-]{22}\$[\w-]{43}$/);
    expect(realCost).toEqual({ N: 32768, r: 8, p: 3 });
  });

  test('ten wrong ones from an address are enough, also all at once', async () => {
    await joined(server, 'sales');
    const from = { 'x-forwarded-for': '1.2.3.4' };
    const answers = await Promise.all(
      Array.from({ length: 14 }, (_, n) => signIn(server, { email, password: `wrong ${n}` }, from)),
    );
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 401).length).toBeLessThanOrEqual(10);
    expect(statuses).toContain(429);
    for (let n = 0; n < 10; n += 1) await signIn(server, { email, password: `wrong ${n}` }, from);
    expect((await signIn(server, { email, password }, from)).status).toBe(429);
    expect((await signIn(server, { email, password })).status).toBe(200);
  });

  test('fifty wrong ones for an account are enough, wherever they come from', async () => {
    await joined(server, 'sales');
    const from = (n: number) => ({ 'x-forwarded-for': `10.0.${n}.1` });
    for (let n = 0; n < 2; n += 1) await signIn(server, { email, password: 'wrong' }, from(n));
    // The rest of them as they would be noted: each real one is slow on purpose.
    const buckets = (await server.store.orm.select().from(tries)).map(({ bucket }) => bucket);
    const account = buckets.find((bucket, index) => buckets.indexOf(bucket) < index) ?? '';
    const note = (n: number): Write => ['addTry', { id: `try ${n}`, bucket: account, at: server.clock.now }];
    await server.store.commit(Array.from({ length: 47 }, (_, n) => note(n)));
    expect((await signIn(server, { email, password }, from(98))).status).toBe(200);
    await server.store.commit([note(48)]);
    expect((await signIn(server, { email, password }, from(99))).status).toBe(429);
    server.clock.now += 15 * 60 * 1000;
    expect((await signIn(server, { email, password }, from(99))).status).toBe(200);
  });

  test('what is counted holds no address, and goes with its time', async () => {
    await signIn(server, { email, password }, { 'x-forwarded-for': '1.2.3.4' });
    const rows = await server.store.orm.select().from(tries);
    expect(rows).toHaveLength(2);
    expect(JSON.stringify(rows)).not.toMatch(/1\.2\.3\.4|harbour/);
    server.clock.now += 16 * 60 * 1000;
    await signIn(server, { key: 'wrong' });
    expect(await server.store.orm.select().from(tries)).toHaveLength(1);
  });
});

describe('somebody who is disabled', () => {
  test('is out at once, and may come back', async () => {
    const sales = await joined(server, 'sales');
    const change = (disabled: boolean) =>
      server.api(`/api/people/${sales.person.id}`, {
        method: 'PUT',
        body: JSON.stringify({ name: 'Sam', role: 'sales', disabled }),
      });
    expect((await server.ask('/api/leads', as(sales))).status).toBe(200);
    await change(true);
    expect((await server.ask('/api/leads', as(sales))).status).toBe(401);
    await change(false);
    expect((await signIn(server, { email, password })).status).toBe(200);
  });

  test('another role holds from the next request on', async () => {
    const admin = await joined(server, 'admin');
    expect((await server.ask('/api/people', as(admin))).status).toBe(200);
    await server.api(`/api/people/${admin.person.id}`, {
      method: 'PUT',
      body: JSON.stringify({ name: 'Ann', role: 'viewer', disabled: false }),
    });
    expect((await server.ask('/api/people', as(admin))).status).toBe(403);
  });

  test('nobody takes their own role away', async () => {
    const admin = await joined(server, 'admin');
    const change = { name: 'Ann', role: 'viewer', disabled: false };
    const answer = await server.ask(`/api/people/${admin.person.id}`, as(admin, 'PUT', change));
    expect([answer.status, answer.body.code]).toEqual([409, 'oneself']);
  });
});

test('another password ends every other session', async () => {
  const sales = await joined(server, 'sales');
  const other = { headers: { cookie: cookieOf(await signIn(server, { email, password })) } };
  const next = 'quite another password';
  const wrong = await server.ask('/api/account/password', as(sales, 'PUT', { password: 'wrong', next }));
  expect([wrong.status, wrong.body.code]).toEqual([422, 'wrong_password']);
  const changed = await server.ask('/api/account/password', as(sales, 'PUT', { password, next }));
  expect(changed.status).toBe(200);
  expect((await server.ask('/api/session', other)).status).toBe(401);
  expect((await server.ask('/api/session', { headers: { cookie: cookieOf(changed) } })).status).toBe(200);
  expect((await signIn(server, { email, password })).status).toBe(401);
  expect((await signIn(server, { email, password: next })).status).toBe(200);
});

test('a password that could not be changed is not said to be', async () => {
  const sales = await joined(server, 'sales');
  const { commit } = server.store;
  server.store.commit = async (writes) => {
    // At this moment an admin disables the person.
    if (writes.some(([name]) => name === 'setPassword'))
      await commit([['changePerson', { id: sales.person.id, name: 'Sam', role: 'sales', disabledAt: 1 }]]);
    return commit(writes);
  };
  const next = 'quite another password';
  const answer = await server.ask('/api/account/password', as(sales, 'PUT', { password, next }));
  expect(answer.status).toBe(401);
});

describe('an authenticator app', () => {
  // RFC 6238, appendix B, for SHA-1, in six digits.
  const vectors = [
    [59, '287082'],
    [1111111109, '081804'],
    [1111111111, '050471'],
    [1234567890, '005924'],
    [2000000000, '279037'],
    [20000000000, '353130'],
  ] as const;
  test.each(vectors)('shows at second %i of the standard the code %s', (second, code) => {
    expect(codeAt(Buffer.from('12345678901234567890'), Math.floor(second / 30))).toBe(code);
  });

  // RFC 4648, section 10, without padding.
  test.each([
    ['', ''],
    ['f', 'MY'],
    ['fo', 'MZXQ'],
    ['foo', 'MZXW6'],
    ['foob', 'MZXW6YQ'],
    ['fooba', 'MZXW6YTB'],
    ['foobar', 'MZXW6YTBOI'],
  ])('gets "%s" as %s', (text, expected) => expect(base32(Buffer.from(text))).toBe(expected));

  const fromBase32 = (text: string): Buffer => {
    const bits = [...text].map((sign) =>
      'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(sign).toString(2).padStart(5, '0'),
    );
    return Buffer.from((bits.join('').match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  };
  const codeNow = (secret: Buffer) => codeAt(secret, Math.floor(server.clock.now / 30_000));

  async function withApp() {
    const sales = await joined(server, 'sales');
    const offer = await server.ask<{ secret: string; address: string; sealed: string }>(
      '/api/account/totp',
      as(sales, 'POST', { password }),
    );
    const { secret, sealed, address } = offer.body;
    const bytes = fromBase32(secret);
    expect(address).toBe(
      `otpauth://totp/Qualiform:sales%40harbour.example?secret=${secret}&issuer=Qualiform`,
    );
    const wrong = await server.ask('/api/account/totp', as(sales, 'PUT', { sealed, code: '000000x' }));
    expect(wrong.status).toBe(422);
    const set = await server.ask('/api/account/totp', as(sales, 'PUT', { sealed, code: codeNow(bytes) }));
    expect(set.status).toBe(200);
    server.clock.now += 60_000;
    return { sales, secret: bytes, sealed };
  }

  test('is asked for, and each of its codes is good for once', async () => {
    const { secret } = await withApp();
    expect((await signIn(server, { email, password })).body.code).toBe('code_needed');
    expect((await signIn(server, { email, password: 'wrong password' })).body.code).toBe('wrong_password');
    expect((await signIn(server, { email, password, code: '12 34 56' })).body.code).toBe('wrong_code');
    const code = codeNow(secret);
    expect((await signIn(server, { email, password, code })).status).toBe(200);
    expect((await signIn(server, { email, password, code })).body.code).toBe('wrong_code');
  });

  test('has its secret sealed in the database, and another key does not open it', async () => {
    const { secret } = await withApp();
    const [row] = await server.store.orm.select().from(people);
    expect(row?.totp).not.toContain(secret.toString('base64url'));
    expect(row?.totp).not.toContain(base32(secret));
  });

  test('is switched off by the password, or by an admin with a new link', async () => {
    const { sales } = await withApp();
    const off = await server.ask('/api/account/totp', as(sales, 'DELETE', { password }));
    expect(off.body).toEqual({ totp: false });
    expect((await signIn(server, { email, password })).status).toBe(200);
  });

  test('is asked for until a new link is used: a link that lies about opens nothing by the former password', async () => {
    const { sales } = await withApp();
    const { body } = await server.api<{ link: string }>(`/api/people/${sales.person.id}/link`, {
      method: 'POST',
    });
    expect((await signIn(server, { email, password })).body.code).toBe('code_needed');
    expect((await join(server, new URL(body.link).hash.slice(1))).status).toBe(200);
    expect((await signIn(server, { email, password })).status).toBe(200);
  });

  test('is set up only by whom it was offered to, and within a quarter of an hour', async () => {
    const [sales, viewer] = [await joined(server, 'sales'), await joined(server, 'viewer')];
    const offerTo = async (somebody: Joined) =>
      (
        await server.ask<{ secret: string; sealed: string }>(
          '/api/account/totp',
          as(somebody, 'POST', { password }),
        )
      ).body;
    const confirm = (somebody: Joined, { secret, sealed }: { secret: string; sealed: string }) =>
      server.ask('/api/account/totp', as(somebody, 'PUT', { sealed, code: codeNow(fromBase32(secret)) }));
    // Somebody at another's open screen, with an offer that they got by their own password.
    expect((await confirm(sales, await offerTo(viewer))).status).toBe(422);
    const late = await offerTo(sales);
    server.clock.now += 16 * 60_000;
    expect((await confirm(sales, late)).status).toBe(422);
    expect((await confirm(sales, await offerTo(sales))).status).toBe(200);
  });
});

describe('keys for programs', () => {
  test('are shown once, kept as a hash, and end when they are revoked', async () => {
    const made = await server.api<{ id: string; key: string; tail: string }>('/api/keys', {
      method: 'POST',
      body: JSON.stringify({ name: 'Data warehouse', scopes: ['leads:read'] }),
    });
    const { id, key, tail } = made.body;
    expect(key.endsWith(tail)).toBe(true);
    const headers = { authorization: `Bearer ${key}` };
    expect((await server.ask('/api/leads', { headers })).status).toBe(200);
    const listed = await server.api('/api/keys');
    expect(JSON.stringify(listed.body)).not.toContain(key);
    await server.api(`/api/keys/${id}`, { method: 'DELETE' });
    expect((await server.ask('/api/leads', { headers })).status).toBe(401);
    expect((await server.api(`/api/keys/${id}`, { method: 'DELETE' })).status).toBe(404);
  });
});

describe('the log', () => {
  test('tells who did what, the latest first, page by page', async () => {
    const admin = await joined(server, 'admin');
    await server.ask('/api/keys', as(admin, 'POST', { name: 'Reports', scopes: ['leads:read'] }));
    const first = await server.api<{ lines: { action: string; name: string }[]; next: string }>(
      '/api/audit?limit=2',
    );
    expect(first.body.lines.map(({ action, name }) => [action, name])).toEqual([
      ['key.make', 'The admin'],
      ['session.begin', 'The admin'],
    ]);
    const second = await server.api<{ lines: { action: string; name: string }[]; next: null }>(
      `/api/audit?limit=2&cursor=${first.body.next}`,
    );
    expect(second.body.lines.map(({ action, name }) => [action, name])).toEqual([
      ['person.join', 'The admin'],
      ['person.invite', 'owner'],
    ]);
  });

  test('and the history of a lead bears the name of who moved it', async () => {
    await server.publish(demo);
    const sent = submission({ email: 'ann@acme.com', ...answers.sql });
    await server.submit('demo', sent);
    const lead = await server.leadOf(sent.id);
    const sales = await joined(server, 'sales');
    await server.ask(`/api/leads/${lead.id}/stage`, as(sales, 'POST', { to: 'sal', why: 'Will call' }));
    const { history } = await server.lead(lead.id);
    expect(history.at(-1)).toMatchObject({ by: 'The sales', to: 'sal', why: 'Will call' });
    const log = await server.api<{ lines: object[] }>('/api/audit?limit=1');
    expect(log.body.lines).toMatchObject([
      { who: sales.person.id, action: 'lead.stage', target: lead.id, detail: { from: 'sql', to: 'sal' } },
    ]);
  });
});
