/** A whole form as one plain `<form>`: every step at once, since nothing can branch without a script. */
import { html } from 'hono/html';
import type { ProblemCode } from '../../widget/engine/answers.ts';
import type { DefinitionField } from '../../widget/schema/definition.ts';
import type { Served } from '../../widget/served.ts';
import { messageOf } from '../../widget/wording/problem.ts';
import { say } from '../../widget/wording/say.ts';
import { controlOf, isGroup } from './controls.ts';
import { type Html, said } from './said.ts';

/** What was sent and is to be put right. */
export interface Returned {
  /** As they were sent, by field id. */
  values: ReadonlyMap<string, readonly string[]>;
  /** What is wrong, by field id. */
  problems: ReadonlyMap<string, { code: ProblemCode; bound?: number | string }>;
  /** What went wrong with all of it. */
  notice?: string;
}

const nothing: Returned = { values: new Map(), problems: new Map() };

/** Names of the form's own inputs. No field can be called like this. */
export const own = { version: 'qualiform.version', language: 'qualiform.language' } as const;

/**
 * Only what every path asks for is required: the browser would insist on the rest without knowing the path. The server does know,
 * and asks again for what is missing.
 */
function isAlwaysAsked(form: Served, stepAt: number, field: DefinitionField): boolean {
  const before = form.steps.slice(0, stepAt);
  return !field.when && !form.steps[stepAt]?.when && before.every((step) => !step.next);
}

export function plainForm(
  form: Served,
  action: string,
  { values, problems, notice }: Returned = nothing,
): Html {
  const { words, language } = form;
  const fields = form.steps.flatMap((step) => step.fields);
  const wrong = fields.flatMap((field) => {
    const problem = problems.get(field.id);
    return problem ? [{ field, message: messageOf(field, problem, words, language) }] : [];
  });

  function question(field: DefinitionField, isRequired: boolean): Html {
    const id = `q-${field.id}`;
    const message = wrong.find((one) => one.field === field)?.message;
    const describedBy = [field.help && `${id}-help`, message && `${id}-error`].filter(Boolean).join(' ');
    const tie = (index?: number) =>
      html`id="${index ? `${id}-${index}` : id}" name="${field.id}"${isRequired && field.type !== 'choices' ? html` required` : ''}${describedBy ? html` aria-describedby="${describedBy}"` : ''}${message ? html` aria-invalid="true"` : ''}`;
    const label = html`${said(field.label, form)}${field.required ? '' : html` <small>${words.optional}</small>`}`;
    const control = controlOf({
      field: field as never,
      form,
      values: values.get(field.id) ?? [],
      native: tie(),
      nativeOf: tie,
    });
    const about = html`${field.help ? html`<p class="help" id="${id}-help">${said(field.help, form)}</p>` : ''}${message ? html`<p class="error" id="${id}-error">${message}</p>` : ''}`;
    if (isGroup[field.type])
      return html`<fieldset class="question"><legend>${label}</legend>${about}${control}</fieldset>`;
    if (field.type === 'consent') return html`<div class="question">${control}${about}</div>`;
    return html`<div class="question"><label for="${id}">${label}</label>${about}${control}</div>`;
  }

  const steps = form.steps.map((step, at) => {
    const asked = step.fields.filter(({ type }) => type !== 'hidden');
    if (asked.length === 0) return '';
    return html`<div class="step">${step.title === undefined ? '' : html`<h2>${said(step.title, form)}</h2>`}${step.help === undefined ? '' : html`<p class="help">${said(step.help, form)}</p>`}${asked.map(
      (field) => question(field, field.required === true && isAlwaysAsked(form, at, field)),
    )}</div>`;
  });
  const summary =
    wrong.length > 0
      ? html`<div class="summary" role="alert"><h2>${say(words.errors, language, { n: wrong.length })}</h2><ul>${wrong.map(
          ({ field, message }) =>
            html`<li><a href="#q-${field.id}">${plainLabel(field, form)}</a> ${message}</li>`,
        )}</ul></div>`
      : '';
  return html`<form class="qualiform" method="post" action="${action}" accept-charset="utf-8" lang="${language}">
${notice ? html`<p class="summary" role="alert">${notice}</p>` : ''}${summary}<input type="hidden" name="${own.version}" value="${form.version}"><input type="hidden" name="${own.language}" value="${language}">
${steps}
<p class="foot"><button type="submit">${words.submit}</button></p>
</form>`;
}

/** Without links of its own, as it stands inside one. */
const plainLabel = (field: DefinitionField, form: Served) =>
  said(field.label.replace(/\[([^\][]+)\]\([^()\s]+\)/g, '$1'), form);
