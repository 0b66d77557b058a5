/** Who is signed in. */
import { effect, signal } from '@preact/signals';
import { api, ask, refusals } from './api.ts';
import type { Trouble, Who } from './shapes.ts';

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

export async function checkSession(): Promise<void> {
  const answer = await ask<Who>(api.session.$get());
  if (answer.ok) enter(answer.value);
  else {
    sessionTrouble.value = answer.trouble;
    session.value = answer.trouble.status === 401 ? 'out' : 'failed';
  }
}

/** Signs in with a key; answers what was wrong with it, if anything. */
export async function signIn(key: string): Promise<Trouble | undefined> {
  const answer = await ask<Who>(api.session.$post({ json: { key } }));
  if (!answer.ok) return answer.trouble;
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
