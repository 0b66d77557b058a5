/** Lets only those in who are signed in or have the key, and only requests that their own pages or programs made. */

import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { Env } from '../context.ts';
import { refuse } from '../problem.ts';
import { hashToken } from '../visitors/tokens.ts';
import { addressOf } from './address.ts';
import type { Attempts } from './attempts.ts';
import { sessionCookie } from './cookie.ts';
import { isKey } from './key.ts';
import { findSession } from './queries.ts';

/** Who has the key, until there are people with names. */
export const keyHolder = 'owner';

export const tooManyTries = (c: Context, seconds: number) => {
  c.header('retry-after', String(seconds));
  return refuse(c, {
    status: 429,
    code: 'too_many_tries',
    detail: 'Too many wrong keys came from this address.',
    remedy: `Try again in ${Math.ceil(seconds / 60)} minutes.`,
  });
};

export const wrongKey = {
  status: 401,
  code: 'unauthorized',
  detail: 'This needs a valid key or a session.',
  remedy: 'Sign in at /console, or send "Authorization: Bearer KEY".',
} as const;

export const guard = (attempts: Attempts) =>
  createMiddleware<Env>(async (c, next) => {
    const { settings, apiKey, store, now } = c.var.deps;
    const offered = /^Bearer\s+(\S+)\s*$/i.exec(c.req.header('authorization') ?? '')?.[1];
    if (offered !== undefined) {
      const address = addressOf(c, settings.proxyHops);
      const seconds = attempts.wait(address);
      if (seconds > 0) return tooManyTries(c, seconds);
      if (!isKey(offered, apiKey)) {
        attempts.failed(address);
        return refuse(c, wrongKey);
      }
      c.set('who', keyHolder);
      return next();
    }
    const token = sessionCookie.read(c);
    const session = token === undefined ? undefined : await findSession(store.orm, hashToken(token), now());
    if (!session) return refuse(c, wrongKey);
    c.set('who', session.who);
    return next();
  });

const safeMethods = new Set(['GET', 'HEAD']);

/** Writes come as JSON and never from another site's page. */
export const sameSite = createMiddleware<Env>(async (c, next) => {
  c.header('cache-control', 'no-store');
  if (safeMethods.has(c.req.method)) return next();
  const origin = c.req.header('origin');
  const from = c.req.header('sec-fetch-site');
  if (
    (origin !== undefined && !isOwn(c, origin)) ||
    (from !== undefined && from !== 'same-origin' && from !== 'none')
  )
    return refuse(c, {
      status: 403,
      code: 'cross_site',
      detail: 'This request was made by a page of another site.',
      remedy: 'Use the console, or call from a program with a key.',
    });
  const type = c.req.header('content-type');
  if ((type !== undefined || hasBody(c)) && !/^application\/json\s*(;|$)/i.test(type ?? ''))
    return refuse(c, {
      status: 415,
      code: 'not_json',
      detail: 'Only application/json is taken here.',
      remedy: 'Send "Content-Type: application/json".',
    });
  return next();
});

/** As HTTP/1.1 tells it: a body comes with its length, or in pieces. */
const hasBody = (c: Context<Env>): boolean =>
  (c.req.header('content-length') ?? '0') !== '0' || c.req.header('transfer-encoding') !== undefined;

/** The page is of this server: as it was called, or as the world knows it. */
function isOwn(c: Context<Env>, origin: string): boolean {
  if (!URL.canParse(origin)) return false;
  const { host } = new URL(origin);
  return (
    host === c.req.header('host') ||
    host === new URL(c.req.url).host ||
    host === new URL(c.var.deps.settings.publicUrl).host
  );
}
