/** What sales sees of leads, and does with them. */
import { z } from 'zod';
import { audited } from '../audit/queries.ts';
import { factory } from '../context.ts';
import { defaultWorkspace } from '../db/store.ts';
import { happened, tell } from '../deliveries/news.ts';
import { newId } from '../ids.ts';
import { notFound, type Refusal, refuse, tryLater } from '../problem.ts';
import { json, query } from '../valid.ts';
import { describeLead, rowOf } from './lead.ts';
import { type After, countLeads, listLeads } from './queries.ts';
import { type Stage, stages } from './stages.ts';
import { findPresentLead } from './target.ts';

export const LeadQuery = z.object({
  stage: z.enum(stages).optional(),
  form: z.string().max(64).optional(),
  q: z.string().max(200).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const StageMove = z.object({
  to: z.enum(stages),
  why: z.string().trim().min(1, 'say why').max(1000),
});

const mostTries = 8;

export const leadRoutes = () =>
  factory
    .createApp()
    .get('/leads', query(LeadQuery), async (c) => {
      const { store, versions } = c.var.deps;
      const { cursor, limit, stage, ...filter } = c.req.valid('query');
      const after = cursor === undefined ? undefined : readCursor(cursor);

      const found = await listLeads(
        store.orm,
        defaultWorkspace,
        { ...filter, stage },
        { after, limit: limit + 1 },
      );
      const counted = await countLeads(store.orm, defaultWorkspace, filter);
      const page = found.slice(0, limit);
      const last = found.length > limit ? page.at(-1) : undefined;
      const leads = await Promise.all(
        page.map(async ({ lead, dueAt }) =>
          rowOf(lead, dueAt, (await versions.find(lead.formId, lead.version))?.form),
        ),
      );
      return c.json({
        leads,
        next: last ? writeCursor(last.lead) : null,
        counts: Object.fromEntries(stages.map((name) => [name, counted.get(name) ?? 0])) as Record<
          Stage,
          number
        >,
      });
    })
    .get('/leads/:id', async (c) => {
      const { deps } = c.var;
      const lead = await findPresentLead(deps.store.orm, c.req.param('id'));
      if (!lead) return refuse(c, notFound('lead'));
      return c.json(await describeLead(deps, lead));
    })
    .post('/leads/:id/stage', json(StageMove), async (c) => {
      const { deps, who } = c.var;
      const { to, why } = c.req.valid('json');
      for (let attempt = 0; attempt < mostTries; attempt += 1) {
        const lead = await findPresentLead(deps.store.orm, c.req.param('id'));
        if (!lead) return refuse(c, notFound('lead'));
        if (lead.stage === to) return refuse(c, sameStage(to));
        const at = deps.now();
        const moved = {
          ...lead,
          stage: to,
          stageBy: 'person' as const,
          updatedAt: at,
          revision: lead.revision + 1,
        };
        const move = { from: lead.stage, to, by: who.name, why, at };
        const kept = await deps.store.commit([
          ['changeLead', { ...moved, formerRevision: lead.revision }],
          ['addMove', { id: newId(), leadId: lead.id, ...move }],
          audited({ who, action: 'lead.stage', target: lead.id, detail: { from: lead.stage, to }, at }),
          // Whoever moves a lead has taken it up.
          ['closeHandovers', { leadId: lead.id, closedAt: at }],
          tell(moved, [happened('lead.stage_changed', { move })], at),
        ]);
        if (kept) return c.json(await describeLead(deps, moved));
      }
      return refuse(c, tryLater);
    });

/** A history of moves from a stage to itself would tell nothing. */
const sameStage = (stage: Stage): Refusal<422> => ({
  status: 422,
  code: 'same_stage',
  detail: `The lead is at "${stage}" already.`,
  remedy: 'Choose another stage, or leave the lead where it is.',
});

const writeCursor = ({ updatedAt, id }: After): string =>
  Buffer.from(`${updatedAt} ${id}`).toString('base64url');

/** A cursor that is none starts from the beginning. */
function readCursor(cursor: string): After | undefined {
  const [time = '', id] = Buffer.from(cursor, 'base64url').toString().split(' ');
  const updatedAt = Number(time);
  return id === undefined || !Number.isSafeInteger(updatedAt) ? undefined : { updatedAt, id };
}
