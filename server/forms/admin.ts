/** Drafts, checks and versions of forms, for those who write them. */
import { z } from 'zod';
import { define, formLanguage } from '../../widget/schema/definition.ts';
import { Form } from '../../widget/schema/form.ts';
import { inFormLanguage } from '../../widget/schema/reasons/words.ts';
import { FormId } from '../../widget/schema/words.ts';
import { audited } from '../audit/queries.ts';
import { factory } from '../context.ts';
import { defaultWorkspace } from '../db/store.ts';
import { iso } from '../iso.ts';
import { notFound, Problem, type Refusal, refuse } from '../problem.ts';
import { readBody } from '../submissions/parse.ts';
import { check } from './check.ts';
import { publish, saveDraft } from './publish.ts';
import { type FormRow, findForm, findVersion, listForms, listVersions } from './queries.ts';

/** A form is a file that people write; the largest imaginable are far below this. */
const mostBytes = 2 * 1024 * 1024;

export const FoundProblem = z
  .object({
    pointer: z.string(),
    severity: z.enum(['error', 'warning']),
    code: z.string(),
    message: z.string(),
    remedy: z.string(),
    line: z.int().optional(),
    column: z.int().optional(),
  })
  .meta({ id: 'FoundProblem', description: 'What is wrong with a form, and where.' });

/** Why a form is refused; `problems` is there where its text is at fault. */
export const FormRefusal = Problem.extend({ problems: z.array(FoundProblem).optional() }).meta({
  id: 'FormRefusal',
  description: 'An error (RFC 9457), with everything that is wrong with the form.',
});

/** What every answer about a form has. */
export const FormState = z.object({
  id: z.string(),
  live: z.object({ version: z.int(), publishedAt: z.iso.datetime() }).nullable(),
  source: z.enum(['api', 'file']),
});

const invalidForm = (count: number): Refusal<422> => ({
  status: 422,
  code: 'invalid_form',
  detail: count === 1 ? 'The form has an error.' : `The form has ${count} errors.`,
  remedy: 'Mend what "problems" names. The draft that was there before is kept.',
});

export const formRoutes = () =>
  factory
    .createApp()
    .get('/forms', async (c) => {
      const { store, settings } = c.var.deps;
      const rows = await listForms(store.orm, defaultWorkspace);
      return c.json({
        forms: rows.map(({ form, text, publishedAt, submissions, leads }) => ({
          id: form.id,
          title: titleOf(text ?? form.draft ?? '') ?? form.id,
          live: liveOf(form, publishedAt),
          draft:
            form.draft === null
              ? null
              : {
                  updatedAt: iso(form.draftAt ?? 0),
                  problems: check(form.draft, form.id, settings).problems.length,
                },
          source: form.source,
          submissions,
          leads,
        })),
      });
    })
    .get('/forms/:form', async (c) => {
      const { store, settings } = c.var.deps;
      const form = await findForm(store.orm, c.req.param('form'));
      if (!form) return refuse(c, notFound('form'));
      const live =
        form.liveVersion === null ? undefined : await findVersion(store.orm, form.id, form.liveVersion);
      return c.json({
        id: form.id,
        live: liveOf(form, live?.publishedAt ?? null),
        draft:
          form.draft === null
            ? null
            : {
                text: form.draft,
                updatedAt: iso(form.draftAt ?? 0),
                problems: check(form.draft, form.id, settings).problems,
              },
        text: form.draft ?? live?.text ?? '',
        snippet: `<script async src="${settings.publicUrl}/f/${form.id}.js"></script>`,
        source: form.source,
        sendsMail: settings.mail !== undefined,
      });
    })
    .put('/forms/:form', async (c) => {
      const { deps } = c.var;
      const id = c.req.param('form');
      if (!FormId.safeParse(id).success) return refuse(c, badId);
      const body = await readBody(c.req.raw, mostBytes);
      if (!('text' in body)) return refuse(c, body);
      const { good, problems } = check(body.text, id, deps.settings);
      if (!good) return refuse(c, invalidForm(problems.filter(isError).length), { problems });

      await saveDraft(deps, id, body.text);
      return c.json({ id, problems });
    })
    .post('/forms/:form/publish', async (c) => {
      const { deps, who } = c.var;
      const form = await findForm(deps.store.orm, c.req.param('form'));
      if (!form) return refuse(c, notFound('form'));
      if (form.draft === null) return refuse(c, nothingToPublish);
      const { good, problems } = check(form.draft, form.id, deps.settings);
      if (!good) return refuse(c, invalidForm(problems.filter(isError).length), { problems });

      const version = await publish(deps, form.id, form.draft, 'api', who);
      return c.json({ version, problems }, 201);
    })
    .post('/forms/:form/check', async (c) => {
      const body = await readBody(c.req.raw, mostBytes);
      if (!('text' in body)) return refuse(c, body);
      return c.json({ problems: check(body.text, c.req.param('form'), c.var.deps.settings).problems });
    })
    .post('/forms/:form/archive', async (c) => {
      const { deps, who } = c.var;
      const form = await findForm(deps.store.orm, c.req.param('form'));
      if (!form) return refuse(c, notFound('form'));
      const at = deps.now();
      await deps.store.commit([
        ['archiveForm', { id: form.id, archivedAt: at }],
        audited({ who, action: 'form.archive', target: form.id, at }),
      ]);
      return c.json({ id: form.id });
    })
    .get('/forms/:form/versions', async (c) => {
      const { orm } = c.var.deps.store;
      const form = await findForm(orm, c.req.param('form'));
      if (!form) return refuse(c, notFound('form'));
      const rows = await listVersions(orm, form.id);
      return c.json({
        versions: rows.map(({ version, publishedAt }) => ({ version, publishedAt: iso(publishedAt) })),
      });
    })
    .get('/forms/:form/versions/:n', async (c) => {
      const { form: id, n } = c.req.param();
      const row = await findVersion(c.var.deps.store.orm, id, Number(n));
      if (!row) return refuse(c, notFound('version'));
      const form = Form.parse(JSON.parse(row.text));
      return c.json({
        form: id,
        version: row.version,
        publishedAt: iso(row.publishedAt),
        text: row.text,
        definition: define(form, { language: formLanguage(form), version: row.version }),
      });
    });

const isError = ({ severity }: { severity: string }) => severity === 'error';

const badId: Refusal<422> = {
  status: 422,
  code: 'bad_form_id',
  detail: 'This is no form id.',
  remedy: 'Use 1 to 64 small letters, digits and hyphens.',
};

const nothingToPublish: Refusal<409> = {
  status: 409,
  code: 'nothing_to_publish',
  detail: 'This form has no draft.',
  remedy: 'Save a draft first.',
};

const liveOf = (form: FormRow, publishedAt: number | null) =>
  form.liveVersion === null || publishedAt === null || form.archivedAt !== null
    ? null
    : { version: form.liveVersion, publishedAt: iso(publishedAt) };

function titleOf(text: string): string | undefined {
  try {
    const form = JSON.parse(text) as Form;
    return inFormLanguage(form, form.title);
  } catch {
    return undefined;
  }
}
