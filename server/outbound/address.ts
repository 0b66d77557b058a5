/** What may be asked of another server by a URL that somebody typed. */
import { isIP } from 'node:net';
import { isUnicast } from './unicast.ts';

export type Bad = 'no_url' | 'not_https' | 'has_password' | 'private_address';

export interface Checked {
  url: URL;
  /** The address itself, where the URL names one and no host. */
  literal: string | undefined;
}

/** Numbers in every spelling are plain after the parser: `0x7f.1`, `2130706433` and `[::ffff:7f00:1]` are what they lead to. */
export function checkUrl(text: string, mayBePrivate: boolean): Checked | Bad {
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol) || url.hostname === '') return 'no_url';
  if (url.username !== '' || url.password !== '') return 'has_password';
  if (url.protocol !== 'https:' && !mayBePrivate) return 'not_https';
  url.hash = '';
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const literal = isIP(host) ? host : undefined;
  if (literal !== undefined && !mayBePrivate && !isUnicast(literal)) return 'private_address';
  return { url, literal };
}
