/** Deliveries as the API tells of them. */
import { z } from 'zod';
import type { Orm } from '../db/orm.ts';
import type { attempts } from '../db/schema/deliveries.ts';
import { listNames } from '../endpoints/queries.ts';
import { iso } from '../iso.ts';
import { listPeopleNames } from '../people/queries.ts';
import { deliveryStates } from './channel.ts';
import { type Found, listAttempts } from './log.ts';

export const Attempt = z
  .object({
    at: z.iso.datetime(),
    ms: z.int().meta({ description: 'How long it took.' }),
    status: z.int().nullable().meta({ description: 'What was answered; null where nothing was.' }),
    error: z
      .string()
      .nullable()
      .meta({
        description: 'Why nothing was answered.',
        examples: ['timeout', 'private_address', 'ECONNREFUSED'],
      }),
    reply: z
      .string()
      .nullable()
      .meta({ description: 'The first 1,000 characters of the answer, for who may read leads.' }),
  })
  .meta({ id: 'Attempt' });
export type Attempt = z.infer<typeof Attempt>;

export const Delivery = z
  .object({
    id: z.string(),
    event: z.string().meta({ examples: ['lead.handover'] }),
    message: z.string().meta({ description: 'The webhook-id, the same for all who are told.' }),
    channel: z.string().meta({ examples: ['webhook', 'mail'] }),
    target: z.string().meta({
      description:
        'Id of the endpoint, for a webhook; for a mail that of the person who works here, or "confirmation".',
    }),
    to: z.string().meta({ description: 'The target as people know it.' }),
    lead: z.string().nullable(),
    state: z.enum(deliveryStates),
    tries: z.int().meta({ description: 'How often it was tried since it was last begun.' }),
    dueAt: z.iso.datetime().nullable().meta({ description: 'When it is tried next.' }),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
    last: Attempt.omit({ reply: true }).nullable().meta({ description: 'What came of the last try.' }),
  })
  .meta({ id: 'Delivery' });
export type Delivery = z.infer<typeof Delivery>;

export const DeliveryLog = Delivery.extend({
  body: z.unknown().meta({ description: 'What is sent, for who may read leads; else null.' }),
  attempts: z.array(Attempt),
}).meta({ id: 'DeliveryLog' });
export type DeliveryLog = z.infer<typeof DeliveryLog>;

/** In the order that they come in. */
export async function describeDeliveries(orm: Orm, found: readonly Found[]): Promise<Delivery[]> {
  const targets = [...new Set(found.map(({ delivery }) => delivery.target))];
  const names = new Map([...(await listNames(orm, targets)), ...(await listPeopleNames(orm, targets))]);
  const tried = await listAttempts(
    orm,
    found.map(({ delivery }) => delivery.id),
  );
  const last = new Map(tried.map((attempt) => [attempt.deliveryId, attempt]));
  return found.map(({ delivery, kind }) => {
    const { id, messageId, channel, target, leadId, state, tries, dueAt } = delivery;
    const attempt = last.get(id);
    return {
      id,
      event: kind,
      message: messageId,
      channel,
      target,
      to: names.get(target) ?? target,
      lead: leadId,
      state,
      tries,
      dueAt: dueAt === null ? null : iso(dueAt),
      createdAt: iso(delivery.createdAt),
      updatedAt: iso(delivery.updatedAt),
      last: attempt ? withoutReply(attempt) : null,
    };
  });
}

type AttemptRow = typeof attempts.$inferSelect;

const withoutReply = ({ at, ms, status, error }: AttemptRow) => ({ at: iso(at), ms, status, error });

/** A reply may say again what it was sent. */
export const describeAttempt = (row: AttemptRow, mayReadLeads: boolean): Attempt => ({
  ...withoutReply(row),
  reply: mayReadLeads ? row.reply : null,
});
