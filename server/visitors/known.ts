/** Progressive profiling: who a browser is, and which questions it need not ask again. Ids only; answers never leave. */
import type { Form } from '../../widget/schema/form.ts';
import type { Orm, Write } from '../db/statements.ts';
import type { LeadRow } from '../leads/receive.ts';
import { findLead } from '../leads/target.ts';
import { findTokenLead, hashToken } from './tokens.ts';

const dayLength = 24 * 60 * 60 * 1000;
const defaultDays = 180;

/** The lead that a browser's token is bound to. A token that is not valid is as good as none. */
export async function leadOfVisitor(
  orm: Orm,
  token: string | undefined,
  form: string,
  now: number,
): Promise<LeadRow | undefined> {
  const id = token === undefined ? undefined : await findTokenLead(orm, token, form, now);
  return id === undefined ? undefined : findLead(orm, id);
}

/** Remembered fields of a form that a lead has answered. */
export function knownFields(form: Form, { answers }: LeadRow): string[] {
  const own = Object.hasOwn(answers, form.id) ? (answers[form.id] ?? {}) : {};
  return form.steps
    .flatMap((step) => step.fields)
    .filter(({ id, remember }) => remember === true && Object.hasOwn(own, id))
    .map(({ id }) => id);
}

/** Binds a token to a lead for as long as the form remembers. */
export const bindToken = (form: Form, token: string, lead: LeadRow, now: number): Write => [
  'addToken',
  {
    hash: hashToken(token),
    leadId: lead.id,
    formId: form.id,
    expiresAt: now + (form.profiling?.days ?? defaultDays) * dayLength,
  },
];
