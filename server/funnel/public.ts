/** Counts how far visitors get: numbers by day, never who. */
import { z } from 'zod';
import { admit } from '../admission/admit.ts';
import { factory } from '../context.ts';
import { type Refusal, refuse, unknownForm } from '../problem.ts';
import { invalid, parseJson } from '../submissions/parse.ts';

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

export type Events = z.infer<typeof Events>;

function parseEvents(text: string): Events | Refusal {
  const json = parseJson(text);
  if (!('value' in json)) return json;
  const parsed = Events.safeParse(json.value);
  return parsed.success ? parsed.data : invalid([badEvents]);
}

export const funnelRoutes = () =>
  factory.createApp().post('/events', async (c) => {
    const { tally, versions, now } = c.var.deps;
    // The form is named in the body, so what is wrong with the body is told after the gate.
    let parsed: ReturnType<typeof parseEvents> | undefined;
    const admitted = await admit(c, (text) => {
      parsed = parseEvents(text);
      return 'events' in parsed ? parsed.form : undefined;
    });
    if (parsed && !('events' in parsed)) return refuse(c, parsed);
    if (!('live' in admitted)) return refuse(c, admitted);
    const { form, version, events } = parsed as Events;
    const published = await versions.find(form, version);
    if (!published) return refuse(c, unknownForm);

    // Only steps that there are: what is counted cannot grow without end.
    const steps = new Set(published.form.steps.map(({ id }) => id));
    const day = new Date(now()).toISOString().slice(0, 10);
    for (const { type, step = '' } of events) {
      if (!isCounted(type)) continue;
      tally.add({ formId: form, version, day, type, step: steps.has(step) ? step : '', count: 1 });
    }
    return c.json({}, 202);
  });

const badEvents = {
  pointer: '',
  code: 'malformed',
  detail: 'These are no events.',
  remedy: 'Send { form, version, events: [{ type, step }] }.',
};
