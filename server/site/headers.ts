/** Headers that keep browsers out of trouble, by what is answered. */
import { createMiddleware } from 'hono/factory';
import type { Env } from '../context.ts';

const consolePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "font-src 'self'",
  'frame-src https:',
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ');

/** For answers that are no pages: nothing runs even where one is opened as if it were. */
const nothing = "default-src 'none'; frame-ancestors 'none'";

const isPublic = (path: string) =>
  path.startsWith('/v1/') ||
  path.startsWith('/f/') ||
  path.startsWith('/lazy/') ||
  path.startsWith('/schema/') ||
  /^\/embed\.(\w+\.)?js$/.test(path) ||
  path === '/embed.d.ts';

const isDemo = (path: string) => path === '/' || path.startsWith('/demo/');

/** Set before the answer is made, so that errors have them too. */
export const safeHeaders = createMiddleware<Env>(async (c, next) => {
  const { path } = c.req;
  const { settings } = c.var.deps;
  c.header('x-content-type-options', 'nosniff');
  c.header('permissions-policy', 'camera=(), geolocation=(), microphone=(), payment=(), usb=()');
  if (settings.publicUrl.startsWith('https:')) c.header('strict-transport-security', 'max-age=31536000');
  if (isPublic(path)) {
    c.header('access-control-allow-origin', '*');
    c.header('access-control-expose-headers', 'etag, retry-after');
    c.header('cross-origin-resource-policy', 'cross-origin');
  } else c.header('cross-origin-resource-policy', 'same-origin');

  if (path === '/console' || path.startsWith('/console/')) c.header('content-security-policy', consolePolicy);
  // Demo pages are host pages: they stand for sites with policies of their own, or none.
  else if (!isDemo(path)) c.header('content-security-policy', nothing);
  c.header('referrer-policy', isDemo(path) ? 'strict-origin-when-cross-origin' : 'no-referrer');
  await next();
});

/** Answers what browsers ask before they post JSON from another site. */
export const preflight = createMiddleware<Env>(async (c, next) => {
  if (c.req.method !== 'OPTIONS' || !isPublic(c.req.path)) return next();
  c.header('access-control-allow-methods', 'GET, POST');
  c.header('access-control-allow-headers', 'content-type');
  c.header('access-control-max-age', '86400');
  return c.body(null, 204);
});
