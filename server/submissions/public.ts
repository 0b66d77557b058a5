/** What any browser may send: submissions, and 'I think this is a mistake'. */
import { factory } from '../context.ts';
import { refusedOrigin } from '../forms/origins.ts';
import { newId } from '../ids.ts';
import { findLead } from '../leads/target.ts';
import { notFound, refuse, tryLater, unknownForm } from '../problem.ts';
import { accept } from './accept.ts';
import { parseSubmission, readBody } from './parse.ts';
import { findSubmission } from './queries.ts';

export const submissionRoutes = () =>
  factory
    .createApp()
    .post('/forms/:form/submissions', async (c) => {
      const { deps } = c.var;
      const live = await deps.versions.findLive(c.req.param('form'));
      if (!live) return refuse(c, unknownForm);
      const refused = refusedOrigin(c, live.form);
      if (refused) return refuse(c, refused);
      const body = await readBody(c.req.raw);
      if (!('text' in body)) return refuse(c, body);
      const parsed = parseSubmission(body.text);
      if (!('submission' in parsed)) return refuse(c, parsed);
      const published = await deps.versions.find(live.form.id, parsed.submission.version);
      if (!published)
        return refuse(c, {
          status: 422,
          code: 'unknown_version',
          detail: `This form has no version ${parsed.submission.version}.`,
          remedy: 'Send the version of the definition that was filled in.',
        });

      const accepted = await accept(deps, published, parsed.submission, c.req.query('lang'));
      if (!('reply' in accepted)) return refuse(c, accepted);
      return c.json(accepted.reply, accepted.status);
    })
    .post('/forms/:form/submissions/:id/appeal', async (c) => {
      const { store, now, versions } = c.var.deps;
      const { form, id } = c.req.param();
      // Who was answered may appeal also where the form has been archived since.
      const live = await versions.findLive(form);
      const refused = live && refusedOrigin(c, live.form);
      if (refused) return refuse(c, refused);
      for (let attempt = 0; attempt < 8; attempt += 1) {
        const submission = await findSubmission(store.orm, id);
        const lead = submission?.leadId ? await findLead(store.orm, submission.leadId) : undefined;
        if (!submission || submission.formId !== form || !lead) return refuse(c, notFound('submission'));
        if (lead.appeal) return c.json({ id }, 202);

        const at = now();
        const payload = { lead: lead.id, submission: id, form };
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
          ['addOutbox', { id: newId(), kind: 'lead.appealed', leadId: lead.id, payload, createdAt: at }],
        ]);
        if (kept) return c.json({ id }, 202);
      }
      return refuse(c, tryLater);
    });
