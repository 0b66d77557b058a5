/** Looking at what was delivered, and having it sent again. */
import { z } from 'zod';
import { audited } from '../audit/queries.ts';
import { factory } from '../context.ts';
import { bodyOf } from '../endpoints/events.ts';
import { findEndpoint } from '../endpoints/queries.ts';
import { channelName as webhook } from '../endpoints/webhook.ts';
import { notFound, type Refusal, refuse } from '../problem.ts';
import { query } from '../valid.ts';
import { deliveryStates } from './channel.ts';
import { type DeliveryLog, describeAttempt, describeDeliveries } from './delivery.ts';
import { findDelivery, listAttempts, listDeliveries } from './log.ts';

export const DeliveryQuery = z
  .object({
    endpoint: z.string().max(64).optional(),
    lead: z.string().max(64).optional(),
    state: z.enum(deliveryStates).optional().meta({ description: 'Only together with an endpoint.' }),
    cursor: z.string().max(64).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  })
  .refine(({ endpoint, state }) => state === undefined || endpoint !== undefined, {
    path: ['state'],
    message: 'goes only together with an endpoint',
  });

export const deliveryRoutes = () =>
  factory
    .createApp()
    .get('/deliveries', query(DeliveryQuery), async (c) => {
      const { orm } = c.var.deps.store;
      const { endpoint, lead, state, cursor, limit } = c.req.valid('query');
      const wanted = { target: endpoint, lead, state, before: cursor, limit: limit + 1 };
      const found = await listDeliveries(orm, wanted);
      const page = await describeDeliveries(orm, found.slice(0, limit));
      return c.json({ deliveries: page, next: found.length > limit ? (page.at(-1)?.id ?? null) : null });
    })
    .get('/deliveries/:id', async (c) => {
      const { orm } = c.var.deps.store;
      const found = await findDelivery(orm, c.req.param('id'));
      if (!found) return refuse(c, notFound('delivery'));
      const { delivery, message } = found;
      const mayReadLeads = c.var.who.may.includes('leads:read');
      const [described] = await describeDeliveries(orm, [{ delivery, kind: message.kind }]);
      const attempts = await listAttempts(orm, [delivery.id]);
      return c.json({
        ...described,
        body: mayReadLeads ? JSON.parse(bodyOf(message)) : null,
        attempts: attempts.map((row) => describeAttempt(row, mayReadLeads)),
      } as DeliveryLog);
    })
    .post('/deliveries/:id/resend', async (c) => {
      const { store, now } = c.var.deps;
      const id = c.req.param('id');
      const found = await findDelivery(store.orm, id);
      if (!found) return refuse(c, notFound('delivery'));
      const { channel, target } = found.delivery;
      if (channel === webhook) {
        const endpoint = await findEndpoint(store.orm, target);
        if (!endpoint || endpoint.offAt !== null) return refuse(c, endpointOff);
      }
      const at = now();
      const kept = await store.commit([
        ['resendDelivery', { id, dueAt: at }],
        audited({ who: c.var.who, action: 'delivery.resend', target: id, at }),
      ]);
      if (!kept) return refuse(c, underWay);
      return c.json({ id }, 202);
    });

export const endpointOff: Refusal<409> = {
  status: 409,
  code: 'endpoint_off',
  detail: 'The endpoint is switched off, or no longer there.',
  remedy: 'Switch it on, then send again.',
};

const underWay: Refusal<409> = {
  status: 409,
  code: 'under_way',
  detail: 'It is being sent at this moment.',
  remedy: 'Look at what comes of it first.',
};
