/** An endpoint as the API tells of it. */
import { z } from 'zod';
import type { endpoints } from '../db/schema/deliveries.ts';
import { iso } from '../iso.ts';
import { eventNames } from './events.ts';

/** `gone`: it answered 410. `failing`: nothing got through for five days. `hand`: somebody switched it off. */
export const offWhys = ['gone', 'failing', 'hand'] as const;
export type OffWhy = (typeof offWhys)[number];

export type EndpointRow = typeof endpoints.$inferSelect;

export const Endpoint = z
  .object({
    id: z.string(),
    url: z.string(),
    description: z.string(),
    events: z.array(z.enum(eventNames)),
    state: z.enum(['on', 'failing', 'off']),
    failingSince: z.iso
      .datetime()
      .nullable()
      .meta({ description: 'Since when nothing has got through; after five days it is switched off.' }),
    off: z
      .object({ at: z.iso.datetime(), why: z.enum(offWhys) })
      .nullable()
      .meta({
        description:
          'Since when, and why: it answered 410 (gone), nothing got through for five days, or by hand.',
      }),
    formerSecretUntil: z.iso
      .datetime()
      .nullable()
      .meta({ description: 'Until when the secret before the present one signs as well.' }),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'Endpoint' });
export type Endpoint = z.infer<typeof Endpoint>;

export function tell(row: EndpointRow, now: number): Endpoint {
  const { failingSince, offAt, offWhy, formerUntil } = row;
  return {
    id: row.id,
    url: row.url,
    description: row.description,
    events: row.events,
    state: offAt !== null ? 'off' : failingSince !== null ? 'failing' : 'on',
    failingSince: failingSince === null ? null : iso(failingSince),
    off: offAt === null ? null : { at: iso(offAt), why: offWhy ?? 'hand' },
    formerSecretUntil: formerUntil === null || formerUntil <= now ? null : iso(formerUntil),
    createdAt: iso(row.createdAt),
  };
}
