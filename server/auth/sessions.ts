/** Beginning a session: a token in the browser, its hash in the database. */
import { randomBytes } from 'node:crypto';
import type { Context } from 'hono';
import { audited } from '../audit/queries.ts';
import type { Env } from '../context.ts';
import type { Write } from '../db/statements.ts';
import { hashToken } from '../visitors/tokens.ts';
import { sessionCookie } from './cookie.ts';
import type { Who } from './who.ts';

const dayLength = 24 * 60 * 60;
const sessionLength = 14 * dayLength;

/** Signs somebody in, if what stands before it in the commit can be kept. Returns whether it could. */
export async function beginSession(
  c: Context<Env>,
  who: Pick<Who, 'id' | 'name'>,
  before: readonly Write[] = [],
): Promise<boolean> {
  const { store, now } = c.var.deps;
  const token = randomBytes(32).toString('base64url');
  const at = now();
  const kept = await store.commit([
    ...before,
    ['removeOldSessions', { now: at }],
    ['addSession', { hash: hashToken(token), who: who.id, expiresAt: at + sessionLength * 1000 }],
    audited({ who, action: 'session.begin', target: who.id, at }),
  ]);
  if (kept) sessionCookie.write(c, token, sessionLength);
  return kept;
}
