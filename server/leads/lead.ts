/** Leads as the console and other programs get them. */
import { z } from 'zod';
import { cleanAnswers } from '../../widget/engine/answers.ts';
import type { Form } from '../../widget/schema/form.ts';
import { dimensionsOf, explain, textOf } from '../../widget/schema/reasons/explain.ts';
import { inFormLanguage } from '../../widget/schema/reasons/words.ts';
import { wouldBe } from '../../widget/schema/reasons/would.ts';
import type { Deps } from '../context.ts';
import { Delivery, describeDeliveries } from '../deliveries/delivery.ts';
import { listOfLeads } from '../deliveries/log.ts';
import { listFamily } from '../erasures/queries.ts';
import { iso } from '../iso.ts';
import { formStages } from '../submissions/reply.ts';
import { answersOf, latestAnswers, listAnswers } from './merge.ts';
import { phonesIn } from './phones.ts';
import { findFirstContext, findHandover, listMoves, listSubmissionIds } from './queries.ts';
import type { LeadRow as Row } from './receive.ts';
import { stages } from './stages.ts';
import { firstTouchOf } from './touch.ts';

const Value = z.union([z.string(), z.number(), z.boolean(), z.array(z.string()).readonly()]);
export const Points = z.object({ total: z.int(), dimensions: z.record(z.string(), z.int()) });
export const LedgerEntry = z
  .object({
    source: z.string().meta({ description: 'FIELD.OPTION, a rule, signal.ID or cap.DIMENSION.' }),
    dimension: z.string(),
    points: z.int(),
    why: z.string().meta({ description: 'The reason in words.', examples: ['Can sign'] }),
  })
  .meta({ id: 'LedgerEntry' });
export const Facts = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).meta({
  description:
    'Frozen facts by their names in the form language: the visit, the page, and the last touch, with "first." in front those of the first.',
  examples: [
    {
      'page.path': '/pricing',
      'visit.count': 3,
      'utm.source': 'newsletter',
      'click.gclid': 'EAIaIQob',
      'landing.path': '/spring',
      'first.referrer.host': 'news.example',
      'first.landing.path': '/blog',
    },
  ],
});
const mostDeliveries = 100;
const Handover = z.object({ dueAt: z.iso.datetime() }).nullable();
const kind = z.enum(['marketing', 'product', 'service']);

export const LeadRow = z
  .object({
    id: z.string(),
    email: z.string().nullable(),
    name: z.string().nullable(),
    company: z.string().nullable(),
    stage: z.enum(stages),
    outcome: z.string(),
    score: Points,
    form: z.string(),
    kind: kind.optional(),
    want: z.string().nullable().meta({ description: 'Label of the first choice answer.' }),
    owner: z.string().nullable(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
    handover: Handover,
    appeal: z.boolean().meta({ description: 'Whether the visitor asked for a person to look again.' }),
  })
  .meta({ id: 'LeadRow' });
export type LeadRow = z.infer<typeof LeadRow>;

export const Lead = LeadRow.extend({
  score: Points.extend({
    ledger: z.array(LedgerEntry),
    limits: z.record(z.string(), z.int()),
    labels: z.record(z.string(), z.string()),
  }),
  verdict: z.enum(formStages).meta({ description: "The form's verdict on everything known." }),
  would: z.array(z.string()).meta({ examples: [['Would be SQL if Fit were 40 or more (it is 30)']] }),
  answers: z.record(z.string(), Value),
  answered: z.array(
    z.object({
      field: z.string(),
      label: z.string(),
      value: Value,
      text: z.string().meta({ description: 'The answer as a person reads it.' }),
      form: z.string(),
      version: z.int(),
      submission: z.string(),
      at: z.iso.datetime(),
    }),
  ),
  history: z.array(
    z.object({
      from: z.enum(stages).nullable(),
      to: z.enum(stages),
      by: z.string(),
      why: z.string(),
      at: z.iso.datetime(),
    }),
  ),
  submissions: z.array(z.string()),
  version: z.int(),
  context: Facts.meta({ description: 'Facts of the submission that the lead is judged by.' }),
  firstTouch: Facts.meta({
    description:
      'What first brought this person here, by the names of a last touch: told by their first submission.',
    examples: [{ 'referrer.host': 'news.example', 'landing.path': '/blog' }],
  }),
  deliveries: z
    .array(Delivery)
    .meta({ description: 'Who was told of this lead, the latest first; 100 at most.' }),
  phones: z.record(z.string(), z.string()).meta({ description: 'Phone numbers by field, as E.164.' }),
}).meta({ id: 'Lead' });
export type Lead = z.infer<typeof Lead>;

/** One line of the list. */
export function rowOf(lead: Row, dueAt: number | null, form: Form | undefined): LeadRow {
  return {
    id: lead.id,
    email: lead.email,
    name: lead.name,
    company: lead.company,
    stage: lead.stage,
    outcome: lead.outcome,
    score: { total: lead.score.total, dimensions: lead.score.dimensions },
    form: lead.formId,
    ...(form?.kind && { kind: form.kind }),
    want: lead.want,
    owner: lead.owner,
    createdAt: iso(lead.createdAt),
    updatedAt: iso(lead.updatedAt),
    handover: dueAt === null ? null : { dueAt: iso(dueAt) },
    appeal: lead.appeal,
  };
}

/** Everything about one lead, explained. */
export async function describeLead(
  { store, versions }: Pick<Deps, 'store' | 'versions'>,
  lead: Row,
): Promise<Lead> {
  const published = await versions.find(lead.formId, lead.version);
  if (!published) throw new Error(`Version ${lead.version} of form ${lead.formId} is gone.`);
  const { form, compiled } = published;
  const known = cleanAnswers(compiled.fields, answersOf(lead.answers, lead.formId)).answers;
  const [moves, handover, submissions, first, answered] = [
    await listMoves(store.orm, lead.id),
    await findHandover(store.orm, lead.id),
    await listSubmissionIds(store.orm, lead.id),
    await findFirstContext(store.orm, lead.id),
    await describeAnswers(versions, lead),
  ];
  const { context, signals } = lead;
  const family = (await listFamily(store.orm, lead)).map(({ id }) => id);
  const deliveries = await listOfLeads(store.orm, family, mostDeliveries);
  return {
    ...rowOf(lead, handover?.dueAt ?? null, form),
    score: { ...explain(form, lead.score, signals), ...dimensionsOf(form) },
    verdict: lead.verdict,
    would: wouldBe({ form, compiled, answers: known, context, signals }),
    answers: latestAnswers(lead.answers),
    answered,
    history: moves.map(({ from, to, by, why, at }) => ({ from, to, by, why, at: iso(at) })),
    submissions,
    version: lead.version,
    context,
    firstTouch: firstTouchOf(first),
    deliveries: await describeDeliveries(store.orm, deliveries),
    phones: phonesIn(form, known),
  };
}

/** Each answer in the words of the version that it was given to. */
async function describeAnswers(versions: Deps['versions'], lead: Row): Promise<Lead['answered']> {
  const described: Lead['answered'] = [];
  for (const { form: id, field, value, version, submission, at } of listAnswers(lead.answers)) {
    const form = (await versions.find(id, version))?.form;
    const asked = form?.steps.flatMap((step) => step.fields).find((candidate) => candidate.id === field);
    described.push({
      field,
      label: form && asked ? inFormLanguage(form, asked.label) : field,
      value,
      text: form && asked ? textOf(form, asked, value) : String(value),
      form: id,
      version,
      submission,
      at: iso(at),
    });
  }
  return described;
}
