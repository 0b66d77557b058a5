/** The address that a request comes from. */
import { isIPv4, isIPv6 } from 'node:net';
import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';

/** X-Forwarded-For is believed only as far as the known proxies wrote it: counted from the right. */
export function addressOf(c: Context, proxyHops: number): string {
  const forwarded = (c.req.header('x-forwarded-for') ?? '').split(',').map((part) => part.trim());
  const told = proxyHops > 0 ? forwarded.at(-proxyHops) : undefined;
  // Requests that never crossed a network, as in tests, have no socket.
  const socket = c.env && 'incoming' in c.env ? getConnInfo(c).remote.address : undefined;
  return plain(withoutPort(told || socket || 'unknown'));
}

/** Some proxies write the port too, which is another one for each connection. */
function withoutPort(address: string): string {
  const [, inBrackets] = /^\[([^\]]+)\](?::\d+)?$/.exec(address) ?? [];
  return inBrackets ?? address.replace(/^(\d+(?:\.\d+){3}):\d+$/, '$1');
}

/** A socket that takes both kinds has IPv4 addresses written as IPv6. */
function plain(address: string): string {
  const short = /^::ffff:/i.test(address) ? address.slice('::ffff:'.length) : '';
  return isIPv4(short) ? short : address;
}

/** One household of IPv6 has 2^64 addresses, so they count as one. */
export function groupOf(address: string): string {
  if (!isIPv6(address)) return address;
  const [head = '', tail] = address.split('::');
  const left = head.split(':').filter(Boolean);
  const right = tail === undefined ? [] : tail.split(':').filter(Boolean);
  const zeros = Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0');
  return [...left, ...zeros, ...right].slice(0, 4).join(':');
}
