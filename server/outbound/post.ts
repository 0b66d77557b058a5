/**
 * The one way to an address that somebody typed. It connects to the very addresses that it has checked, so that no name can lead
 * elsewhere a moment later; it follows nobody, and reads no more than it was asked for.
 */
import { lookup as systemLookup } from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';
import { checkUrl } from './address.ts';
import { isUnicast } from './unicast.ts';

/** Bytes of a reply. */
const mostReply = 16 * 1024;

export interface Posting {
  url: string;
  headers: Record<string, string>;
  body: string;
  /** Milliseconds for all of it: the name, the line, and the answer. */
  timeout: number;
  signal: AbortSignal;
}

/** A status with the first part of the reply, or why there is none: a word of `checkUrl`, `timeout`, `stopped`, or the system's own code. */
export type Answer = { status: number; reply: string } | { error: string };

export type Post = (posting: Posting) => Promise<Answer>;

type Resolve = (
  host: string,
  options: { all: true; verbatim: true },
  then: (error: NodeJS.ErrnoException | null, addresses: { address: string; family: number }[]) => void,
) => void;

interface Reaching {
  /** Whether networks behind this server, and plain http, may be reached. */
  mayBePrivate: boolean;
  /** Which addresses it connects to. */
  mayReach?: (address: string) => boolean;
  resolve?: Resolve;
}

class PrivateAddress extends Error {
  readonly code = 'private_address';
}

/** Makes the client. */
export function createPost({
  mayBePrivate,
  mayReach = mayBePrivate ? () => true : isUnicast,
  resolve = systemLookup as Resolve,
}: Reaching): Post {
  /** All of them have to be good: which one is taken is not for whoever owns the name to choose. */
  const lookup: LookupFunction = (host, options, then) =>
    resolve(host, { all: true, verbatim: true }, (error, addresses) => {
      if (error) return then(error, []);
      const bad = addresses.length === 0 || !addresses.every(({ address }) => mayReach(address));
      if (bad) return then(new PrivateAddress(), []);
      const [first] = addresses as [{ address: string; family: number }];
      if (options.all) then(null, addresses);
      else then(null, first.address, first.family);
    });

  return async ({ url: text, headers, body, timeout, signal }) => {
    const checked = checkUrl(text, mayBePrivate);
    if (typeof checked === 'string') return { error: checked };
    // What is an address already is looked up nowhere.
    if (checked.literal !== undefined && !mayReach(checked.literal)) return { error: 'private_address' };
    const deadline = AbortSignal.timeout(timeout);
    const bytes = Buffer.from(body);
    return new Promise((done) => {
      const request = (checked.url.protocol === 'https:' ? https : http).request(checked.url, {
        method: 'POST',
        headers: { ...headers, 'content-length': String(bytes.length) },
        lookup,
        // A line of its own each time: one that was kept may be gone without a word, and cost a try.
        agent: false,
        signal: AbortSignal.any([deadline, signal]),
      });
      let end: (() => void) | undefined;
      request.on('error', (error: NodeJS.ErrnoException) => {
        if (end) return end();
        const isOver = deadline.aborted ? 'timeout' : signal.aborted ? 'stopped' : undefined;
        done({ error: isOver ?? error.code ?? error.name });
      });
      request.on('response', (response) => {
        const status = response.statusCode ?? 0;
        const parts: Buffer[] = [];
        let length = 0;
        end = () => done({ status, reply: Buffer.concat(parts).subarray(0, mostReply).toString() });
        response.on('data', (part: Buffer) => {
          parts.push(part);
          length += part.length;
          if (length >= mostReply) request.destroy();
        });
        // The status counts, also where the rest of the reply never comes.
        response.on('end', end);
        response.on('close', end);
        response.on('error', end);
      });
      request.end(bytes);
    });
  };
}
