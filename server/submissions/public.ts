/** What any browser may send: submissions, and 'I think this is a mistake'. */
import { admit } from '../admission/admit.ts';
import { counting } from '../admission/limits.ts';
import type { Reason } from '../admission/reasons.ts';
import { weigh } from '../admission/weigh.ts';
import { factory } from '../context.ts';
import { happened, tell } from '../deliveries/news.ts';
import { findLead } from '../leads/target.ts';
import { notFound, refuse, tryLater, unknownForm } from '../problem.ts';
import { accept } from './accept.ts';
import { parseSubmission } from './parse.ts';
import { findSubmission } from './queries.ts';

export const submissionRoutes = () =>
  factory
    .createApp()
    .post('/forms/:form/submissions', async (c) => {
      const { deps } = c.var;
      const admitted = await admit(c, () => c.req.param('form'));
      if (!('live' in admitted)) return refuse(c, admitted);
      const { live, text, pressure } = admitted;
      const parsed = parseSubmission(text);
      if (!('submission' in parsed)) return refuse(c, parsed);
      const { submission } = parsed;
      const published = await deps.versions.find(live.form.id, submission.version);
      if (!published)
        return refuse(c, {
          status: 422,
          code: 'unknown_version',
          detail: `This form has no version ${submission.version}.`,
          remedy: 'Send the version of the definition that was filled in.',
        });

      const accepted = await accept(deps, published, submission, {
        language: c.req.query('lang'),
        label: await weigh(deps, published.form, submission, admitted),
        counted: counting(deps, live.form.id, pressure),
      });
      if (!('reply' in accepted)) return refuse(c, accepted);
      return c.json(accepted.reply, accepted.status);
    })
    .post('/forms/:form/submissions/:id/appeal', async (c) => {
      const { store, now } = c.var.deps;
      const { form, id } = c.req.param();
      const admitted = await admit(c, () => form);
      // Who was answered may appeal also where the form has been archived since.
      if (!('live' in admitted) && admitted !== unknownForm) return refuse(c, admitted);
      for (let attempt = 0; attempt < 8; attempt += 1) {
        const submission = await findSubmission(store.orm, id);
        if (submission?.quarantined && submission.formId === form) {
          const reasons = [...new Set<Reason>([...submission.reasons, 'appealed'])];
          if (await store.commit([['noteReasons', { id, reasons }]])) return c.json({ id }, 202);
          continue;
        }
        const lead = submission?.leadId ? await findLead(store.orm, submission.leadId) : undefined;
        if (!submission || submission.formId !== form || !lead) return refuse(c, notFound('submission'));
        if (lead.appeal) return c.json({ id }, 202);

        const at = now();
        const kept = await store.commit([
          [
            'changeLead',
            {
              ...lead,
              appeal: true,
              updatedAt: at,
              revision: lead.revision + 1,
              formerRevision: lead.revision,
            },
          ],
          tell(lead, [happened('lead.appealed', { submission: { id, form } })], at),
        ]);
        if (kept) return c.json({ id }, 202);
      }
      return refuse(c, tryLater);
    });
