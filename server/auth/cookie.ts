/** The cookie that says who is signed in: an opaque token, out of reach of scripts and of other sites. */
import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { CookieOptions } from 'hono/utils/cookie';
import type { Env } from '../context.ts';

const name = 'qualiform_session';

/** Browsers keep a `__Host-` cookie to this very host, but only over https. */
const isSecure = (c: Context<Env>) => c.var.deps.settings.publicUrl.startsWith('https:');
const nameFor = (c: Context<Env>) => (isSecure(c) ? `__Host-${name}` : name);
const optionsFor = (c: Context<Env>): CookieOptions => ({
  path: '/',
  httpOnly: true,
  sameSite: 'Strict',
  secure: isSecure(c),
});

export const sessionCookie = {
  read: (c: Context<Env>): string | undefined => getCookie(c, nameFor(c)),
  write: (c: Context<Env>, token: string, seconds: number): void =>
    setCookie(c, nameFor(c), token, { ...optionsFor(c), maxAge: seconds }),
  clear: (c: Context<Env>): void => {
    deleteCookie(c, nameFor(c), optionsFor(c));
  },
};
