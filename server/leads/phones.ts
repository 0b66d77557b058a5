/** Phone numbers in one form (E.164) wherever that can be told from what was typed; for links to call, not for proof. */
import { toE164 } from '../../widget/engine/e164.ts';
import type { Answers } from '../../widget/engine/input.ts';
import type { Form } from '../../widget/schema/form.ts';

/** Every phone number among the answers to a form that can be dialled from anywhere. */
export function phonesIn(form: Form, answers: Answers): Record<string, string> {
  const found: Record<string, string> = {};
  for (const field of form.steps.flatMap((step) => step.fields)) {
    const value = Object.hasOwn(answers, field.id) ? answers[field.id] : undefined;
    if (field.type !== 'phone' || typeof value !== 'string') continue;
    const number = toE164(value, field.country);
    if (number !== undefined) found[field.id] = number;
  }
  return found;
}
