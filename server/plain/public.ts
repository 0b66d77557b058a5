/** Forms for browsers that run no script, and a page of its own for each form, to link to. */
import path from 'node:path';
import type { Context } from 'hono';
import { html } from 'hono/html';
import type { ProblemCode } from '../../widget/engine/answers.ts';
import { checkAnswer } from '../../widget/engine/answers.ts';
import type { Field } from '../../widget/schema/form.ts';
import type { Served } from '../../widget/served.ts';
import { chooseLanguage } from '../../widget/wording/language.ts';
import { admit } from '../admission/admit.ts';
import { counting } from '../admission/limits.ts';
import { weigh } from '../admission/weigh.ts';
import { type Env, factory } from '../context.ts';
import type { Published } from '../forms/versions.ts';
import { speakForm } from '../forms/words.ts';
import { notFound, type Refusal, refuse, unknownForm } from '../problem.ts';
import { serveFolder } from '../site/files.ts';
import { accept } from '../submissions/accept.ts';
import { parseSubmission } from '../submissions/parse.ts';
import { plainEnding, redirectOf } from './ending.ts';
import { own, plainForm } from './form.ts';
import { answerPage } from './page.ts';
import { idOf, readContext, readSent, type Sent } from './read.ts';

const formType = 'application/x-www-form-urlencoded';

/** The form in the language that is asked for, else in one that the browser reads. */
async function spokenTo(c: Context<Env>, published: Published, asked: string | undefined): Promise<Served> {
  const own = await speakForm(published, asked);
  if (asked !== undefined) return own;
  const wanted = (c.req.header('accept-language') ?? '')
    .split(',')
    .map((part) => part.split(';')[0]?.trim() ?? '')
    .filter((code) => /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.test(code));
  const language = chooseLanguage(own.languages, wanted);
  return language === undefined || language === own.language ? own : speakForm(published, language);
}

/** Where the endings of a form lead by themselves. */
const redirectsOf = ({ form }: Published): string[] => [
  ...new Set(
    form.outcomes.flatMap(({ show }) =>
      show.type === 'redirect' && URL.canParse(show.url) ? [new URL(show.url).origin] : [],
    ),
  ),
];

const sorry = (c: Context<Env>, { status, detail, remedy }: Refusal) =>
  answerPage(c, {
    title: detail,
    language: 'en',
    status,
    body: html`<h1>${detail}</h1>${remedy ? html`<p>${remedy}</p>` : ''}`,
  });

const checkAddress = { remedy: 'Check the address.' };

const wrongType: Refusal<415> = {
  status: 415,
  code: 'form_only',
  detail: 'This address takes what a plain HTML form sends.',
  remedy: `Send ${formType}, or JSON to /v1/forms/ID/submissions.`,
};

export const plainRoutes = () => {
  const files = serveFolder(path.join(import.meta.dirname, 'sheets'));
  return factory
    .createApp()
    .get('/f/:sheet{[a-z]+\\.(css|svg)}', async (c) => {
      const file = await files.answer(c, c.req.param('sheet'), 'public, max-age=300');
      return file ?? refuse(c, notFound('file'));
    })
    .get('/f/:form{[a-z0-9-]+}', async (c) => {
      const live = await c.var.deps.versions.findLive(c.req.param('form'));
      if (!live) return sorry(c, { ...unknownForm, ...checkAddress });
      const form = await spokenTo(c, live, c.req.query('lang'));
      const lang = `?lang=${encodeURIComponent(form.language)}`;
      return answerPage(c, {
        title: form.title,
        language: form.language,
        leadsTo: redirectsOf(live),
        hasWidget: true,
        body: html`<script async src="/f/${form.id}.js${lang}"></script>
<noscript><h1>${form.title}</h1>
${plainForm(form, `/f/${form.id}`)}</noscript>`,
      });
    })
    .post('/f/:form{[a-z0-9-]+}', async (c) => {
      const { deps } = c.var;
      if (c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase() !== formType)
        return refuse(c, wrongType);
      const admitted = await admit(c, () => c.req.param('form'));
      if (!('live' in admitted))
        return sorry(c, { ...admitted, ...(admitted === unknownForm && checkAddress) });
      const { live, text, pressure } = admitted;
      const posted = new URLSearchParams(text);
      // Scored by the version that was printed; one that never was is as good as none.
      const version = Number(posted.get(own.version));
      const printed = Number.isSafeInteger(version) && (await deps.versions.find(live.form.id, version));
      const published = printed || live;
      const form = await spokenTo(c, published, posted.get(own.language) ?? undefined);

      const sent = readSent(form, posted);
      const again = (status: 422 | 503, problems: Problems, notice?: string) =>
        answerPage(c, {
          title: form.title,
          language: form.language,
          status,
          leadsTo: redirectsOf(published),
          body: html`<h1>${form.title}</h1>
${plainForm(form, `/f/${form.id}`, { values: sent.values, problems, ...(notice && { notice }) })}`,
        });

      const parsed = parseSubmission(JSON.stringify(submissionOf(c, form, sent, deps.now())));
      if (!('submission' in parsed)) return again(422, new Map(), form.words.refused);
      const accepted = await accept(deps, published, parsed.submission, {
        language: form.language,
        label: await weigh(deps, published.form, parsed.submission, admitted),
        counted: counting(deps, live.form.id, pressure),
      });
      if (!('reply' in accepted)) {
        if (accepted.status === 503) c.header('retry-after', '5');
        const problems = problemsOf(published, sent, accepted);
        const status = accepted.status === 503 ? 503 : 422;
        return again(status, problems, problems.size === 0 ? form.words.refused : undefined);
      }

      const { outcome, ending, dropped } = accepted.reply;
      const answers = Object.fromEntries(
        Object.entries(sent.answers).filter(([id]) => !dropped.includes(id)),
      ) as Parameters<typeof plainEnding>[2];
      const show = ending ?? form.outcomes.find(({ id }) => id === outcome)?.show;
      if (!show) throw new Error(`Form ${form.id} has no outcome ${outcome}`);
      const next = redirectOf(show as never, answers);
      if (next !== undefined) return c.redirect(next, 303);
      return answerPage(c, {
        title: form.title,
        language: form.language,
        body: plainEnding(form, show as never, answers),
      });
    });
};

type Problems = Map<string, { code: ProblemCode; bound?: number | string }>;

/** A submission as a browser with scripts would have sent it, so that it goes the same way and through the same checks. */
const submissionOf = (c: Context<Env>, form: Served, sent: Sent, now: number) => ({
  id: idOf(form, sent, now),
  version: form.version,
  status: 'complete',
  answers: sent.answers,
  context: readContext(form, c.req.header('referer')),
});

/** What is wrong, by field: the server's own faults, with the bounds that were crossed. */
function problemsOf({ compiled }: Published, { answers }: Sent, { errors = [] }: Refusal): Problems {
  const problems: Problems = new Map();
  for (const { field: id = '' } of errors) {
    const field = compiled.fields.get(id) as Field | undefined;
    if (!field) continue;
    const checked = checkAnswer(field, answers[id]);
    problems.set(id, checked.problem ? { ...checked, code: checked.problem } : { code: 'required' });
  }
  return problems;
}
