/** Who is signed in. */
import { effect, signal } from '@preact/signals';
import { api, ask, refusals } from './api.ts';
import type { Permission, Trouble, Who } from './shapes.ts';

/**
 * checking: not known yet. failed: the server could not say. out: the sign-in stands alone. expired: it stands over what is open, so that nothing typed is
 * lost and the address stays.
 */
export type SessionState = 'checking' | 'failed' | 'out' | 'in' | 'expired';

export const session = signal<SessionState>('checking');
/** Why it could not be found out who is there. */
export const sessionTrouble = signal<Trouble | undefined>();
export const who = signal<Who | undefined>();

effect(() => {
  if (refusals.value > 0 && session.peek() === 'in') session.value = 'expired';
});

/** Whether to offer something; the server decides anew whatever is asked of it. */
export const may = (permission: Permission): boolean => who.value?.may.includes(permission) ?? true;

export async function checkSession(): Promise<void> {
  const answer = await ask<Who>(api.session.$get());
  if (answer.ok) enter(answer.value);
  else {
    sessionTrouble.value = answer.trouble;
    session.value = answer.trouble.status === 401 ? 'out' : 'failed';
  }
}

export type Way = 'password' | 'key';

const wayKept = 'qualiform:sign-in';

/** The way by which somebody signed in here before. */
export const keptWay = (): Way => (localStorage.getItem(wayKept) === 'password' ? 'password' : 'key');

type Credentials = { key: string } | { email: string; password: string; code?: string };

/** Signs in; answers what was wrong, if anything. */
export async function signIn(credentials: Credentials): Promise<Trouble | undefined> {
  const answer = await ask<Who>(api.session.$post({ json: credentials }));
  if (!answer.ok) return answer.trouble;
  localStorage.setItem(wayKept, 'key' in credentials ? 'key' : 'password');
  enter(answer.value);
}

/** Chooses a password by the token of a link, and is signed in. */
export async function join(token: string, password: string): Promise<Trouble | undefined> {
  const answer = await ask<Who>(api.invitation.$put({ json: { token, password } }));
  if (!answer.ok) return answer.trouble;
  localStorage.setItem(wayKept, 'password');
  enter(answer.value);
}

export async function signOut(): Promise<void> {
  await ask(api.session.$delete());
  session.value = 'out';
  who.value = undefined;
}

function enter(person: Who) {
  who.value = person;
  session.value = 'in';
}
