/** Endpoints in tests: a courier with the real channel, and a reader of signatures that is written from the specification alone. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { expect, onTestFinished } from 'vitest';
import type { Delivery, DeliveryLog } from '../../server/deliveries/delivery.ts';
import type { Endpoint } from '../../server/endpoints/endpoint.ts';
import { createWebhooks } from '../../server/endpoints/webhook.ts';
import { createPost, type Post } from '../../server/outbound/post.ts';
import { waitFor } from '../wait.ts';
import { createCourier } from './channels.ts';
import { local } from './local.ts';
import type { Got } from './receiver.ts';

export type Made = Endpoint & { secret: string };

/** A server that may reach receivers on this machine, with a courier at work. */
export async function delivering(post: Post = createPost({ mayBePrivate: true })) {
  const server = await local({ WEBHOOK_PRIVATE: '1' });
  const channel = createWebhooks({
    store: server.store,
    now: () => server.clock.now,
    post,
    secret: server.secret,
  });
  const courier = createCourier(server.store, { webhook: channel }, () => server.clock.now);
  onTestFinished(courier.stop);
  const send = <T>(method: string, url: string, body: object = {}) =>
    server.api<T>(url, { method, body: JSON.stringify(body) });
  return {
    ...server,
    courier,
    send,
    make: async (url: string, more: object = {}) =>
      (await send<Made>('POST', '/api/endpoints', { url, events: ['lead.stage_changed'], ...more })).body,
    endpoint: async (id: string) =>
      (await server.api<{ endpoints: Endpoint[] }>('/api/endpoints')).body.endpoints.find(
        (one) => one.id === id,
      ),
    /** What follows from a try is written after the try itself. */
    becomes: (id: string, state: object) =>
      waitFor(async () => {
        const { endpoints } = (await server.api<{ endpoints: Endpoint[] }>('/api/endpoints')).body;
        expect(endpoints.find((one) => one.id === id)).toMatchObject(state);
      }),
    deliveries: async (query = '') =>
      (await server.api<{ deliveries: Delivery[]; next: string | null }>(`/api/deliveries${query}`)).body,
    log: async (id: string) => (await server.api<DeliveryLog>(`/api/deliveries/${id}`)).body,
    /** Some time passes, and the courier looks. */
    async pass(ms: number) {
      server.clock.now += ms;
      courier.wake();
    },
  };
}

export type Delivering = Awaited<ReturnType<typeof delivering>>;

/** Everything that was sent has ended or waits for another try: nothing is under way. */
export const settled = (server: Delivering, states: string[], query = '') =>
  waitFor(async () => {
    const { deliveries } = await server.deliveries(query);
    const found = deliveries.map(({ state, tries }) => `${state} ${tries}`);
    if (JSON.stringify(found.sort()) !== JSON.stringify([...states].sort()))
      throw new Error(`${found.join(', ')} and not ${states.join(', ')}`);
    return deliveries;
  });

/**
 * What a receiver does by the specification (standard-webhooks, 'Verifying webhooks'): the time within five minutes, and one of the
 * signatures right. Written from its words, and sharing nothing with the server.
 */
export function verify(
  secret: string,
  { headers, body }: Pick<Got, 'headers' | 'body'>,
  now: number,
): boolean {
  const [id, time, signatures] = ['id', 'timestamp', 'signature'].map((name) =>
    String(headers[`webhook-${name}`] ?? ''),
  ) as [string, string, string];
  if (!/^\d+$/.test(time) || Math.abs(Number(time) * 1000 - now) > 5 * 60 * 1000) return false;
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const wanted = createHmac('sha256', key).update([id, time, body].join('.')).digest();
  return signatures.split(' ').some((one) => {
    const [version, value = ''] = one.split(',');
    const given = Buffer.from(value, 'base64');
    return version === 'v1' && given.length === wanted.length && timingSafeEqual(given, wanted);
  });
}

export { waitFor };
