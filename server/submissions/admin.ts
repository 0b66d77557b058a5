/** Submissions as the console and other programs get them. */
import { z } from 'zod';
import { explain } from '../../widget/schema/reasons/explain.ts';
import { reasonNames } from '../admission/reasons.ts';
import { type Deps, factory } from '../context.ts';
import { defaultWorkspace } from '../db/store.ts';
import { iso } from '../iso.ts';
import { Facts, LedgerEntry, Points } from '../leads/lead.ts';
import { emailIn } from '../leads/person.ts';
import { phonesIn } from '../leads/phones.ts';
import type { SubmissionRow } from '../leads/receive.ts';
import { notFound, refuse } from '../problem.ts';
import { query } from '../valid.ts';
import { findSubmission, listConsents, listSubmissions } from './queries.ts';
import { formStages } from './reply.ts';

export const SubmissionQuery = z.object({
  form: z.string().max(64).optional(),
  cursor: z.string().max(64).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const SubmissionLine = z
  .object({
    id: z.string(),
    form: z.string(),
    version: z.int(),
    status: z.enum(['partial', 'complete']),
    stage: z.enum(formStages),
    outcome: z.string(),
    score: Points,
    lead: z.string().nullable(),
    reasons: z.array(z.enum(reasonNames)).meta({ description: 'Why it looks as if no person had made it.' }),
    quarantined: z
      .boolean()
      .meta({ description: 'Set aside: no lead and no news come of it until it is released.' }),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: 'SubmissionLine' });
export type SubmissionLine = z.infer<typeof SubmissionLine>;

export const StoredSubmission = SubmissionLine.extend({
  answers: z.record(
    z.string(),
    z.union([z.string(), z.number(), z.boolean(), z.array(z.string()).readonly()]),
  ),
  email: z.string().nullable().meta({ description: 'The first e-mail address among the answers.' }),
  context: Facts,
  signals: z.record(z.string(), z.array(z.number()).readonly()),
  score: Points.extend({ ledger: z.array(LedgerEntry) }),
  dropped: z.array(z.string()),
  known: z.array(z.string()).meta({ description: 'Fields not asked because the server knew them.' }),
  consents: z.array(
    z.object({ field: z.string(), text: z.string(), version: z.int(), at: z.iso.datetime() }),
  ),
  phones: z.record(z.string(), z.string()),
  agrees: z.boolean().nullable().meta({ description: 'Whether the browser reached the same verdict.' }),
}).meta({ id: 'StoredSubmission' });
export type StoredSubmission = z.infer<typeof StoredSubmission>;

export const storedSubmissionRoutes = () =>
  factory
    .createApp()
    .get('/submissions', query(SubmissionQuery), async (c) => {
      const { form, cursor, limit } = c.req.valid('query');
      const found = await listSubmissions(c.var.deps.store.orm, defaultWorkspace, {
        form,
        before: cursor,
        limit: limit + 1,
      });
      const page = found.slice(0, limit);
      const next = found.length > limit ? (page.at(-1)?.id ?? null) : null;
      return c.json({ submissions: page.map(lineOf), next });
    })
    .get('/submissions/:id', async (c) => {
      const submission = await findSubmission(c.var.deps.store.orm, c.req.param('id'));
      if (!submission) return refuse(c, notFound('submission'));
      return c.json(await describe(c.var.deps, submission));
    });

const lineOf = (row: SubmissionRow): SubmissionLine => ({
  id: row.id,
  form: row.formId,
  version: row.version,
  status: row.status,
  stage: row.stage,
  outcome: row.outcome,
  score: { total: row.score.total, dimensions: row.score.dimensions },
  lead: row.leadId,
  reasons: [...row.reasons],
  quarantined: row.quarantined,
  createdAt: iso(row.createdAt),
  updatedAt: iso(row.updatedAt),
});

async function describe({ store, versions }: Deps, row: SubmissionRow): Promise<StoredSubmission> {
  const published = await versions.find(row.formId, row.version);
  if (!published) throw new Error(`Version ${row.version} of form ${row.formId} is gone.`);
  const consents = await listConsents(store.orm, row.id);
  return {
    ...lineOf(row),
    answers: row.answers as StoredSubmission['answers'],
    email: emailIn(published.form, row.answers) ?? null,
    context: row.context,
    signals: row.signals as StoredSubmission['signals'],
    score: explain(published.form, row.score, row.signals),
    dropped: row.dropped,
    known: row.known,
    consents: consents.map(({ field, text, version, at }) => ({ field, text, version, at: iso(at) })),
    phones: phonesIn(published.form, row.answers),
    agrees: row.agrees === null ? null : row.agrees === 1,
  };
}
