/** What the settings of mail may be: the server that takes it, and who it comes from. Pure. */
import { isMailAddress } from '../../widget/schema/words.ts';

export interface MailServer {
  host: string;
  port: number;
  /** TLS from the start; else once the server offers it. */
  secure: boolean;
  user: string | undefined;
  password: string | undefined;
}

export interface Sender {
  /** May be empty. */
  name: string;
  address: string;
}

export interface MailSettings {
  server: MailServer;
  from: Sender;
}

/** Where mail is handed in unless the address says so. */
const usualPort = { 'smtp:': 587, 'smtps:': 465 } as const;

/** Reads smtp://USER:PASSWORD@HOST:PORT; undefined if it is none. A user comes with a password, or neither does. */
export function mailServerIn(text: string): MailServer | undefined {
  if (!URL.canParse(text)) return undefined;
  const { protocol, hostname, port, pathname, search, hash, username, password } = new URL(text);
  if (protocol !== 'smtp:' && protocol !== 'smtps:') return undefined;
  if (hostname === '' || pathname.length > 1 || search !== '' || hash !== '') return undefined;
  const [user, secret] = [decoded(username), decoded(password)];
  if (user === undefined || secret === undefined || (user === '') !== (secret === '')) return undefined;
  return {
    // An address of IPv6 stands in brackets.
    host: hostname.replace(/^\[(.*)\]$/, '$1'),
    port: Number(port) || usualPort[protocol],
    secure: protocol === 'smtps:',
    user: user || undefined,
    password: secret || undefined,
  };
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** Reads `Name <address>`, or the address alone; undefined if it is neither. */
export function senderIn(text: string): Sender | undefined {
  const [, before = '', inner = ''] = /^([^<>]*)<([^<>]*)>$/.exec(text.trim()) ?? [];
  const name = before.trim().replace(/^"(.*)"$/, '$1');
  const address = inner.trim() || text.trim();
  return isMailAddress(address) && !/\p{Cc}/u.test(name) ? { name, address } : undefined;
}
