/** Endpoints: made, changed, tried out and removed. A secret is told once, when it is made. */
import { z } from 'zod';
import { audited } from '../audit/queries.ts';
import { seal } from '../auth/seal.ts';
import { factory } from '../context.ts';
import { defaultWorkspace } from '../db/store.ts';
import { newDelivery } from '../deliveries/fanOut.ts';
import { newId } from '../ids.ts';
import { type Bad, checkUrl } from '../outbound/address.ts';
import { notFound, type Refusal, refuse, tryLater } from '../problem.ts';
import { json } from '../valid.ts';
import { Endpoint, type EndpointRow, tell } from './endpoint.ts';
import { eventNames, testEvent } from './events.ts';
import { findEndpoint, listEndpoints } from './queries.ts';
import { newSecret, secretText } from './sign.ts';
import { channelName } from './webhook.ts';

const mostEndpoints = 50;
const day = 24 * 60 * 60 * 1000;

export const NewEndpoint = z.object({
  url: z
    .string()
    .trim()
    .min(1, 'is missing')
    .max(2000)
    .meta({ description: 'Begins with https, and leads to the open net.' }),
  description: z.string().trim().max(200).default(''),
  events: z
    .array(z.enum(eventNames))
    .min(1, 'choose at least one')
    .transform((chosen) => [...new Set(chosen)]),
});

export const EndpointChange = NewEndpoint.extend({
  on: z.boolean().meta({ description: 'Whether it is told anything.' }),
});

export const Rotation = z.object({
  keep: z
    .boolean()
    .default(true)
    .meta({ description: 'Whether the former secret signs as well for 24 hours; false where it leaked.' }),
});

export const MadeEndpoint = Endpoint.extend({
  secret: z.string().meta({
    description: 'Shown this once, and never again.',
    examples: ['whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD1g=='],
  }),
});

export const endpointRoutes = () =>
  factory
    .createApp()
    .get('/endpoints', async (c) => {
      const { store, now } = c.var.deps;
      const found = await listEndpoints(store.orm, defaultWorkspace);
      return c.json({ endpoints: found.map((row) => tell(row, now())) });
    })
    .post('/endpoints', json(NewEndpoint), async (c) => {
      const { deps, who } = c.var;
      const { url, description, events } = c.req.valid('json');
      const checked = checkUrl(url, deps.settings.webhookPrivate);
      if (typeof checked === 'string') return refuse(c, badUrl(checked));
      if ((await listEndpoints(deps.store.orm, defaultWorkspace)).length >= mostEndpoints)
        return refuse(c, tooMany);
      const at = deps.now();
      const secret = newSecret();
      const row: EndpointRow = {
        id: newId(),
        workspaceId: defaultWorkspace,
        url: checked.url.href,
        description,
        events,
        secret: seal(deps.secret, secret, 'webhook'),
        formerSecret: null,
        formerUntil: null,
        failingSince: null,
        offAt: null,
        offWhy: null,
        createdAt: at,
        removedAt: null,
      };
      await deps.store.commit([
        ['addEndpoint', row],
        audited({
          who,
          action: 'endpoint.make',
          target: row.id,
          detail: { host: checked.url.host, events: events.join(' ') },
          at,
        }),
      ]);
      return c.json({ ...tell(row, at), secret: secretText(secret) }, 201);
    })
    .put('/endpoints/:id', json(EndpointChange), async (c) => {
      const { deps, who } = c.var;
      const { url, description, events, on } = c.req.valid('json');
      const checked = checkUrl(url, deps.settings.webhookPrivate);
      if (typeof checked === 'string') return refuse(c, badUrl(checked));
      const former = await findEndpoint(deps.store.orm, c.req.param('id'));
      if (!former) return refuse(c, notFound('endpoint'));
      const at = deps.now();
      const { href, host } = checked.url;
      const isNew = href !== former.url || former.offAt !== null;
      const off = on
        ? { offAt: null, offWhy: null }
        : { offAt: former.offAt ?? at, offWhy: former.offWhy ?? ('hand' as const) };
      const failingSince = isNew ? null : former.failingSince;
      const row = { ...former, url: href, description, events, failingSince, ...off };
      const kept = await deps.store.commit([
        ['changeEndpoint', row],
        audited({ who, action: 'endpoint.change', target: row.id, detail: { host, on }, at }),
      ]);
      if (!kept) return refuse(c, notFound('endpoint'));
      return c.json(tell(row, at));
    })
    .delete('/endpoints/:id', async (c) => {
      const { deps, who } = c.var;
      const id = c.req.param('id');
      const at = deps.now();
      const kept = await deps.store.commit([
        ['removeEndpoint', { id, removedAt: at }],
        audited({ who, action: 'endpoint.remove', target: id, at }),
      ]);
      if (!kept) return refuse(c, notFound('endpoint'));
      return c.json({ id });
    })
    .post('/endpoints/:id/rotate', json(Rotation), async (c) => {
      const { deps, who } = c.var;
      const { keep } = c.req.valid('json');
      const former = await findEndpoint(deps.store.orm, c.req.param('id'));
      if (!former) return refuse(c, notFound('endpoint'));
      const at = deps.now();
      const secret = newSecret();
      const row = {
        ...former,
        secret: seal(deps.secret, secret, 'webhook'),
        formerSecret: keep ? former.secret : null,
        formerUntil: keep ? at + day : null,
      };
      const kept = await deps.store.commit([
        ['rotateSecret', { ...row, present: former.secret }],
        audited({ who, action: 'endpoint.rotate', target: row.id, detail: { keep }, at }),
      ]);
      if (!kept) return refuse(c, tryLater);
      return c.json({ ...tell(row, at), secret: secretText(secret) });
    })
    .post('/endpoints/:id/test', async (c) => {
      const { deps, who } = c.var;
      const endpoint = await findEndpoint(deps.store.orm, c.req.param('id'));
      if (!endpoint) return refuse(c, notFound('endpoint'));
      if (endpoint.offAt !== null) return refuse(c, off);
      const at = deps.now();
      const { id } = endpoint;
      const message = {
        id: newId(),
        kind: testEvent,
        leadId: null,
        payload: { endpoint: { id, description: endpoint.description }, by: who.name },
        createdAt: at,
      };
      const to = { messageId: message.id, leadId: null, channel: channelName, target: id, lane: id };
      const delivery = newDelivery(to, at);
      await deps.store.commit([
        ['addMessage', message],
        ['addDelivery', delivery],
        audited({ who, action: 'endpoint.test', target: id, at }),
      ]);
      return c.json({ delivery: delivery.id }, 202);
    });

const faults: Record<Bad, { detail: string; remedy: string }> = {
  no_url: { detail: 'This is no address of a web server.', remedy: 'Write it in full, with https://.' },
  not_https: { detail: 'What is sent would lie open on its way.', remedy: 'Use an address with https://.' },
  has_password: {
    detail: 'An address may not carry a name or a password.',
    remedy: 'Leave them out: each request is signed, which proves more.',
  },
  private_address: {
    detail: 'This address is not of the open net.',
    remedy: 'Use a public one, or set WEBHOOK_PRIVATE=1 where the server runs.',
  },
};

const badUrl = (code: Bad): Refusal<422> => ({
  status: 422,
  code: 'invalid',
  ...faults[code],
  errors: [{ pointer: '/url', code, ...faults[code] }],
});

const off: Refusal<409> = {
  status: 409,
  code: 'endpoint_off',
  detail: 'The endpoint is switched off.',
  remedy: 'Switch it on first.',
};

const tooMany: Refusal<409> = {
  status: 409,
  code: 'too_many_endpoints',
  detail: `There are ${mostEndpoints} endpoints already.`,
  remedy: 'Remove one that nobody needs any more.',
};
