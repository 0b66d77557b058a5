/** Erasing a person, and what is left of it: that it was done. */
import { z } from 'zod';
import { factory } from '../context.ts';
import { iso } from '../iso.ts';
import { notFound, refuse, tryLater } from '../problem.ts';
import { query } from '../valid.ts';
import { type Erasure as Done, Erased, erase } from './erase.ts';
import { listErasures } from './queries.ts';

export const ErasureQuery = z.object({
  cursor: z.string().max(64).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const Erasure = z
  .object({
    id: z.string(),
    lead: z.string().meta({ description: 'The id that the lead had.' }),
    by: z.string(),
    at: z.iso.datetime(),
    counts: Erased,
  })
  .meta({ id: 'Erasure', description: 'That somebody was erased. Nothing here tells who it was.' });
export type Erasure = z.infer<typeof Erasure>;

export const erasureRoutes = () =>
  factory
    .createApp()
    .delete('/leads/:id', async (c) => {
      const erasure = await erase(c.var.deps, c.req.param('id'), c.var.who);
      if (erasure === undefined) return refuse(c, notFound('lead'));
      if (erasure === 'busy') return refuse(c, tryLater);
      return c.json(told(erasure));
    })
    .get('/erasures', query(ErasureQuery), async (c) => {
      const { cursor, limit } = c.req.valid('query');
      const found = await listErasures(c.var.deps.store.orm, { before: cursor, limit: limit + 1 });
      const page = found.slice(0, limit);
      const next = found.length > limit ? (page.at(-1)?.id ?? null) : null;
      return c.json({ erasures: page.map(told), next });
    });

/** Of what was not counted yet when a person was erased there was nothing. */
const told = ({ leadId, at, counts, ...erasure }: Done): Erasure => ({
  ...erasure,
  counts: { ...counts, deliveries: counts.deliveries ?? 0 },
  lead: leadId,
  at: iso(at),
});
