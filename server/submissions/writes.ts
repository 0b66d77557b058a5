/** What is written beside a submission and its lead: proof of consent, and the news that it is complete. */
import { formLanguage, speak } from '../../widget/schema/definition.ts';
import type { Form } from '../../widget/schema/form.ts';
import type { Write } from '../db/statements.ts';
import { happened, type News } from '../deliveries/news.ts';
import type { SubmissionRow } from '../leads/receive.ts';

/** Proof of each box that was ticked: the very text that stood beside it. */
export const consentsIn = (form: Form, submission: SubmissionRow, language: string): Write[] =>
  form.steps
    .flatMap((step) => step.fields)
    .filter((field) => field.type === 'consent' && submission.answers[field.id] === true)
    .map((field) => [
      'addConsent',
      {
        submissionId: submission.id,
        field: field.id,
        text: speak(field.label, language, formLanguage(form)),
        version: submission.version,
        at: submission.updatedAt,
      },
    ]);

export function completed({
  id,
  formId,
  version,
  answers,
  context,
  stage,
  outcome,
  score,
}: SubmissionRow): News {
  const submission = { id, form: formId, version, answers, context, stage, outcome, score };
  return happened('submission.completed', { submission });
}
