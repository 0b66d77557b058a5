/** The address that a request comes from. */
import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';

/** X-Forwarded-For is believed only as far as the known proxies wrote it: counted from the right. */
export function addressOf(c: Context, proxyHops: number): string {
  const forwarded = (c.req.header('x-forwarded-for') ?? '').split(',').map((part) => part.trim());
  const told = proxyHops > 0 ? forwarded.at(-proxyHops) : undefined;
  // Requests that never crossed a network, as in tests, have no socket.
  const socket = c.env && 'incoming' in c.env ? getConnInfo(c).remote.address : undefined;
  return told || socket || 'unknown';
}
