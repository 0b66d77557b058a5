/** Who a lead is, as far as the answers tell: address, name, company, and what is wanted. */
import type { Answers } from '../../widget/engine/input.ts';
import { formLanguage, speak } from '../../widget/schema/definition.ts';
import type { Field, Form } from '../../widget/schema/form.ts';

/** One address, one lead. Nothing cleverer: dots and plus signs are the mail provider's business. */
export const emailKeyOf = (email: string): string => email.trim().toLowerCase();

const fields = new WeakMap<Form, Field[]>();

/** Put together once for each version, which never changes. */
function fieldsOf(form: Form): Field[] {
  const known = fields.get(form) ?? form.steps.flatMap((step) => step.fields);
  fields.set(form, known);
  return known;
}

function textAt(answers: Answers, field: Field | undefined): string | undefined {
  const value = field && Object.hasOwn(answers, field.id) ? answers[field.id] : undefined;
  return typeof value === 'string' ? value : undefined;
}

/** The first e-mail address in the order of the form, as it was typed. */
export function emailIn(form: Form, answers: Answers): string | undefined {
  const field = fieldsOf(form).find(
    (candidate) => candidate.type === 'email' && Object.hasOwn(answers, candidate.id),
  );
  return textAt(answers, field);
}

/** Which field is a name: by what the browser's autofill calls it, else by its id. */
const meanings = {
  name: { autofill: 'name', ids: ['name', 'full_name', 'your_name'] },
  first: { autofill: 'given-name', ids: ['first_name', 'firstname', 'given_name'] },
  last: { autofill: 'family-name', ids: ['last_name', 'lastname', 'surname', 'family_name'] },
  company: {
    autofill: 'organization',
    ids: ['company', 'company_name', 'organization', 'organisation', 'business'],
  },
} as const;

function find(form: Form, answers: Answers, meaning: keyof typeof meanings): string | undefined {
  const { autofill, ids } = meanings[meaning];
  const texts = fieldsOf(form).filter((field) => field.type === 'text');
  const field =
    texts.find((candidate) => candidate.autocomplete === autofill) ??
    texts.find((candidate) => (ids as readonly string[]).includes(candidate.id));
  return textAt(answers, field);
}

export interface Person {
  name: string | null;
  company: string | null;
  /** Label of the first choice answer. */
  want: string | null;
}

export function personIn(form: Form, answers: Answers): Person {
  const parts = [find(form, answers, 'first'), find(form, answers, 'last')].filter(Boolean);
  return {
    name: find(form, answers, 'name') ?? (parts.join(' ') || null),
    company: find(form, answers, 'company') ?? null,
    want: firstChoice(form, answers) ?? null,
  };
}

function firstChoice(form: Form, answers: Answers): string | undefined {
  for (const field of fieldsOf(form)) {
    if (field.type !== 'choice' || !Object.hasOwn(answers, field.id)) continue;
    const option = field.options.find(({ id }) => id === answers[field.id]);
    if (option) return speak(option.label, formLanguage(form), formLanguage(form));
  }
  return undefined;
}
