/** Lets only those in who are signed in or have a key and may do what they ask for, and only requests that their own pages or programs made. */

import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import { matchedRoutes } from 'hono/route';
import type { Env } from '../context.ts';
import { refuse } from '../problem.ts';
import { hashToken } from '../visitors/tokens.ts';
import { addressOf } from './address.ts';
import { noteTry, waitForKey } from './attempts.ts';
import { sessionCookie } from './cookie.ts';
import { isKey } from './key.ts';
import { type Need, needs } from './needs.ts';
import { findKeyHolder, findSession } from './queries.ts';
import { owner, type Who } from './who.ts';

export const tooManyTries = (c: Context, seconds: number) => {
  c.header('retry-after', String(seconds));
  return refuse(c, {
    status: 429,
    code: 'too_many_tries',
    detail: 'Too many wrong keys or passwords came from this address, or for this account.',
    remedy: `Try again in ${Math.ceil(seconds / 60)} minutes.`,
  });
};

export const wrongKey = {
  status: 401,
  code: 'unauthorized',
  detail: 'This needs a valid key or a session.',
  remedy: 'Sign in at /console, or send "Authorization: Bearer KEY".',
} as const;

/** Finds out who asks, and whether they may. */
export const guard = createMiddleware<Env>(async (c, next) => {
  const { deps } = c.var;
  const { settings, apiKey, store, now } = deps;
  const offered = /^Bearer\s+(\S+)\s*$/i.exec(c.req.header('authorization') ?? '')?.[1];
  let who: Who | undefined;
  if (offered !== undefined) {
    const address = addressOf(c, settings.proxyHops);
    const seconds = await waitForKey(deps, address);
    if (seconds > 0) return tooManyTries(c, seconds);
    who = isKey(offered, apiKey) ? owner : await findKeyHolder(store.orm, hashToken(offered));
    if (!who) await noteTry(deps, { address });
  } else {
    const token = sessionCookie.read(c);
    who = token === undefined ? undefined : await findSession(store.orm, hashToken(token), now());
  }
  if (!who) return refuse(c, wrongKey);
  const route = routeOf(c);
  if (route !== undefined && !mayDo(who, needs[route])) return refuse(c, notAllowed(who, needs[route]));
  c.set('who', who);
  return next();
});

/** The route that will answer, as it is written: of several that fit, the first. Undefined where there is none. */
function routeOf(c: Context<Env>): string | undefined {
  const found = matchedRoutes(c).find(({ method }) => method !== 'ALL');
  return found && `${found.method} ${found.path}`;
}

function mayDo(who: Who, need: Need | undefined): boolean {
  if (need === undefined) return false;
  if (need === 'any') return true;
  return need === 'self' ? who.kind === 'person' : who.may.includes(need);
}

const notAllowed = ({ kind, role }: Who, need: Need | undefined) =>
  ({
    status: 403,
    code: 'not_allowed',
    detail:
      need === 'self'
        ? 'Only a person has an account of their own.'
        : kind === 'key'
          ? `This key was not made for it: it needs the scope "${need}".`
          : `The role "${role}" does not allow this.`,
    remedy:
      need === 'self'
        ? 'Sign in with an e-mail address and a password.'
        : 'Ask an admin for another role, or for a key with that scope.',
  }) as const;

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
