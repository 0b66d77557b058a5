/** Decides what a submission is worth by the version it was filled in on, or everything that is wrong with it. Pure. */
import { type AnswerProblem, cleanAnswers, isMalformed } from '../../widget/engine/answers.ts';
import type { Context, Signals } from '../../widget/engine/input.ts';
import { type Judgement, judge } from '../../widget/engine/qualify.ts';
import type { Form } from '../../widget/schema/form.ts';
import { inFormLanguage } from '../../widget/schema/reasons/words.ts';
import type { Published } from '../forms/versions.ts';
import type { Fault } from '../problem.ts';

interface Sent {
  status: 'partial' | 'complete';
  answers: Record<string, unknown>;
  context: Context;
  signals: Signals;
}

export type Judged = { judgement: Judgement; dropped: string[]; faults?: undefined } | { faults: Fault[] };

/**
 * Values that are no answers at all, and unknown fields, are refused wherever they stand. What a visitor could mend is refused on
 * the path of a complete submission and dropped elsewhere; a partial one may lack anything.
 */
export function judgeSubmission(
  { form, compiled }: Published,
  { status, answers: raw, context, signals }: Sent,
  known: readonly string[],
): Judged {
  const { answers, problems } = cleanAnswers(compiled.fields, raw);
  const judgement = judge(compiled, { answers, context, signals, known });
  const { path } = judgement;
  const onPath = new Set(path.steps.flatMap((step) => step.fields.map((field) => field.id)));
  const complete = status === 'complete';

  const refused = problems.filter(
    ({ field, code }) => code === 'unknown_field' || isMalformed(code) || (complete && onPath.has(field)),
  );
  const wrong = new Set(problems.map(({ field }) => field));
  const missing: AnswerProblem[] = complete
    ? path.missing.filter((field) => !wrong.has(field)).map((field) => ({ field, code: 'required' }))
    : [];
  const faults = [...refused, ...missing].map((problem) => faultOf(form, problem));
  if (faults.length > 0) return { faults };

  const off = new Set([...path.dropped, ...wrong]);
  return { judgement, dropped: [...compiled.fields.keys()].filter((id) => off.has(id)) };
}

type Words = (label: string, bound: string) => [detail: string, remedy: string];

/** One row a problem: a new one in the engine fails to compile until it is explained here. */
const explained: Record<AnswerProblem['code'], Words> = {
  unknown_field: (label) => [`The form has no field ${label}.`, 'Leave it out, or name the right version.'],
  wrong_type: (label) => [`${label} has a value of the wrong type.`, 'Send what this type of field takes.'],
  unknown_option: (label) => [`${label} has an option that the form does not.`, 'Send ids of its options.'],
  too_long: (label, bound) => [`${label} is too long.`, `Send at most ${bound} characters.`],
  required: (label) => [`${label} has no answer.`, 'Answer it.'],
  email: (label) => [`${label} is not an e-mail address.`, 'Send one such as name@company.com.'],
  work_email: (label) => [`${label} is not a work address.`, 'Send an address of a company.'],
  phone: (label) => [`${label} is not a phone number.`, 'Send 5 to 15 digits.'],
  url: (label) => [`${label} is not a web address.`, 'Send one such as company.com.'],
  number: (label, bound) => [`${label} is between two steps.`, `Send a multiple of ${bound}.`],
  too_small: (label, bound) => [`${label} is too small.`, `Send ${bound} or more.`],
  too_large: (label, bound) => [`${label} is too large.`, `Send ${bound} or less.`],
  too_few: (label, bound) => [`${label} has too few options.`, `Send at least ${bound}.`],
  too_many: (label, bound) => [`${label} has too many options.`, `Send at most ${bound}.`],
  date: (label) => [`${label} is not a day.`, 'Send one such as 2026-12-31.'],
  too_early: (label, bound) => [`${label} is too early.`, `Send ${bound} or later.`],
  too_late: (label, bound) => [`${label} is too late.`, `Send ${bound} or earlier.`],
};

function faultOf(form: Form, { field, code, bound }: AnswerProblem): Fault {
  const asked = form.steps.flatMap((step) => step.fields).find(({ id }) => id === field);
  const label = asked ? inFormLanguage(form, asked.label) : field.slice(0, 60);
  const [detail, remedy] = explained[code](`"${label}"`, String(bound ?? ''));
  return { pointer: `/answers/${pointerPart(field)}`, field, code, detail, remedy };
}

const pointerPart = (key: string) => key.replaceAll('~', '~0').replaceAll('/', '~1');
