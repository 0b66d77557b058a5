/** The channel by which endpoints are told: a signed request to each, and what its answer means. */
import type { KeyObject } from 'node:crypto';
import { audited } from '../audit/queries.ts';
import { unseal } from '../auth/seal.ts';
import type { Deps } from '../context.ts';
import type { Write } from '../db/statements.ts';
import { defaultWorkspace } from '../db/store.ts';
import type { Channel, Tried } from '../deliveries/channel.ts';
import { happened, tell } from '../deliveries/news.ts';
import type { Post } from '../outbound/post.ts';
import type { EndpointRow, OffWhy } from './endpoint.ts';
import { bodyOf } from './events.ts';
import { findEndpoint, listEndpoints } from './queries.ts';
import { signedHeaders } from './sign.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const timeout = 15 * second;
/** At once, and then after so long. */
export const waits = [5 * second, 5 * minute, 30 * minute, 2 * hour, 5 * hour, 10 * hour, 10 * hour];
const patience = 5 * 24 * hour;
/** Characters of a reply that are kept for people to read. */
const mostKept = 1000;

export const channelName = 'webhook';

interface Sending extends Pick<Deps, 'store' | 'now'> {
  post: Post;
  secret: KeyObject;
}

export const createWebhooks = ({ store, now, post, secret }: Sending): Channel => ({
  waits,
  longest: timeout,

  async addresseesOf(messages) {
    const there = (await listEndpoints(store.orm, defaultWorkspace)).filter(({ offAt }) => offAt === null);
    return messages.flatMap(({ id: message, kind, createdAt }) =>
      there
        // What happened before an endpoint was there is not for it.
        .filter((endpoint) => wants(endpoint, kind) && endpoint.createdAt <= createdAt)
        .map(({ id }) => ({ message, target: id, lane: id })),
    );
  },

  async deliver({ target, message, signal }) {
    const endpoint = await findEndpoint(store.orm, target);
    if (!endpoint || endpoint.offAt !== null) return stopped;
    const at = now();
    const secrets = secretsOf(endpoint, secret, at);
    const body = bodyOf(message);
    const headers = {
      'content-type': 'application/json',
      'user-agent': 'Qualiform-Webhooks/1',
      ...signedHeaders({ id: message.id, at, body, secrets }),
    };
    // What nobody could tell from a forgery is not sent.
    const answer =
      secrets.length === 0
        ? { error: 'secret_lost' }
        : await post({ url: endpoint.url, headers, body, timeout, signal });
    if (signal.aborted && 'error' in answer) return failed(answer.error);
    return { ...meaningOf(answer), ...(await consequencesOf(endpoint, answer, now())) };
  },
});

const wants = ({ events }: EndpointRow, kind: string): boolean => (events as string[]).includes(kind);

const failed = (error: string): Tried => ({ outcome: 'failed', status: null, error, reply: null });
const stopped: Tried = { outcome: 'stopped', status: null, error: 'endpoint_off', reply: null };

/** The present secret first. None: sealed under another key of the installation. */
function secretsOf(endpoint: EndpointRow, secret: KeyObject, at: number): Buffer[] {
  const present = unseal(secret, endpoint.secret, 'webhook');
  if (!present) return [];
  const { formerSecret, formerUntil } = endpoint;
  const former =
    formerSecret !== null && formerUntil !== null && at < formerUntil
      ? unseal(secret, formerSecret, 'webhook')
      : undefined;
  return former ? [present, former] : [present];
}

type Answer = Awaited<ReturnType<Post>>;

const isGood = (answer: Answer): boolean => 'status' in answer && answer.status >= 200 && answer.status < 300;

function meaningOf(answer: Answer): Tried {
  if ('error' in answer) return failed(answer.error);
  const { status, reply } = answer;
  const kept = reply.slice(0, mostKept).toWellFormed();
  return { outcome: isGood(answer) ? 'delivered' : 'failed', status, error: null, reply: kept || null };
}

/** What a reply says of the endpoint itself. */
async function consequencesOf(
  endpoint: EndpointRow,
  answer: Answer,
  at: number,
): Promise<Pick<Tried, 'afterwards'> | { outcome: 'stopped'; afterwards: Write[] }> {
  const { id, failingSince } = endpoint;
  if (isGood(answer)) return failingSince === null ? {} : { afterwards: [['noteWorking', { id }]] };
  const isGone = 'status' in answer && answer.status === 410;
  if (isGone || (failingSince !== null && at - failingSince >= patience))
    return { outcome: 'stopped', afterwards: switchedOff(endpoint, isGone ? 'gone' : 'failing', at) };
  return failingSince === null ? { afterwards: [['noteFailing', { id, failingSince: at }]] } : {};
}

/** It is in the audit log, and others who are told of events can tell its owner. */
function switchedOff({ id, url, description }: EndpointRow, why: OffWhy, at: number): Write[] {
  return [
    ['switchOff', { id, offAt: at, offWhy: why }],
    audited({
      who: { id: 'deliveries', name: 'Qualiform' },
      action: 'endpoint.off',
      target: id,
      detail: { why },
      at,
    }),
    tell(null, [happened('endpoint.switched_off', { endpoint: { id, url, description, why } })], at),
  ];
}
