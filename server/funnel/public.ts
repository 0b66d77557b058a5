/** Counts how far visitors get: numbers by day, never who. */
import { z } from 'zod';
import { factory } from '../context.ts';
import type { Write } from '../db/statements.ts';
import { refusedOrigin } from '../forms/origins.ts';
import { refuse, unknownForm } from '../problem.ts';
import { invalid, parseJson, readBody } from '../submissions/parse.ts';

/** What is counted. Anything else is passed over, so that newer widgets may tell more. */
export const counted = ['view', 'start', 'step', 'partial', 'submit', 'outcome', 'error'] as const;
const isCounted = (type: string) => (counted as readonly string[]).includes(type);

export const Events = z
  .object({
    form: z.string().max(64),
    version: z.int().min(1),
    events: z
      .array(
        z.object({
          type: z
            .string()
            .max(40)
            .meta({ examples: [...counted] }),
          step: z.string().max(64).optional(),
          at: z.unknown().optional(),
        }),
      )
      .max(100),
  })
  .meta({ id: 'Events' });

export const funnelRoutes = () =>
  factory.createApp().post('/events', async (c) => {
    const { store, versions, now } = c.var.deps;
    const body = await readBody(c.req.raw);
    if (!('text' in body)) return refuse(c, body);
    const json = parseJson(body.text);
    if (!('value' in json)) return refuse(c, json);
    const parsed = Events.safeParse(json.value);
    if (!parsed.success) return refuse(c, invalid([badEvents]));
    const { form, version, events } = parsed.data;
    const live = await versions.findLive(form);
    const published = live && (await versions.find(form, version));
    if (!published) return refuse(c, unknownForm);
    const refused = refusedOrigin(c, live.form);
    if (refused) return refuse(c, refused);

    // Only steps that there are: what is counted cannot grow without end.
    const steps = new Set(published.form.steps.map(({ id }) => id));
    const day = new Date(now()).toISOString().slice(0, 10);
    const sums = new Map<string, { type: string; step: string; count: number }>();
    for (const { type, step = '' } of events.filter((event) => isCounted(event.type))) {
      const known = steps.has(step) ? step : '';
      const sum = sums.get(`${type} ${known}`) ?? { type, step: known, count: 0 };
      sums.set(`${type} ${known}`, { ...sum, count: sum.count + 1 });
    }
    const writes = [...sums.values()].map(
      (sum): Write => ['countEvents', { formId: form, version, day, ...sum }],
    );
    await store.commit(writes);
    return c.json({}, 202);
  });

const badEvents = {
  pointer: '',
  code: 'malformed',
  detail: 'These are no events.',
  remedy: 'Send { form, version, events: [{ type, step }] }.',
};
