/** People of a test: invited by the owner, joined by their link, signed in. */
import { cost } from '../../server/auth/password.ts';
import type { Role } from '../../server/auth/roles.ts';
import type { Person } from '../../server/people/admin.ts';
import type { Local } from './local.ts';

/** What a password costs where it is real. Here are many, and each would take a quarter of a second. */
export const realCost = { ...cost };
Object.assign(cost, { N: 2 ** 10, p: 1 });

export const password = 'correct horse battery';
const json = { 'content-type': 'application/json' };

export interface Joined {
  person: Person;
  headers: Record<string, string>;
}

export const cookieOf = (answer: { headers: Headers }): string =>
  answer.headers.get('set-cookie')?.split(';')[0] ?? '';

/** Invites somebody; returns them with the token of their link. */
export async function invite(server: Local, role: Role, email = `${role}@harbour.example`) {
  const { status, body } = await server.api<{ person: Person; link: string }>('/api/people', {
    method: 'POST',
    body: JSON.stringify({ email, name: `The ${role}`, role }),
  });
  if (status !== 201) throw new Error(JSON.stringify(body));
  return { person: body.person, token: new URL(body.link).hash.slice(1) };
}

export const join = (server: Local, token: string, chosen = password) =>
  server.ask<{ name: string }>('/api/invitation', {
    method: 'PUT',
    headers: json,
    body: JSON.stringify({ token, password: chosen }),
  });

/** Somebody of this role, with the headers of their session. */
export async function joined(server: Local, role: Role, email?: string): Promise<Joined> {
  const { person, token } = await invite(server, role, email);
  const answer = await join(server, token);
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  return { person, headers: { ...json, cookie: cookieOf(answer) } };
}

export const signIn = (server: Local, sent: Record<string, string>, headers: Record<string, string> = {}) =>
  server.ask<{ name: string; may: string[] }>('/api/session', {
    method: 'POST',
    headers: { ...json, ...headers },
    body: JSON.stringify(sent),
  });
