/** Progressive profiling: who a browser is, and which questions it need not ask again. Ids only; answers never leave. */
import type { Answers } from '../../widget/engine/input.ts';
import type { Form } from '../../widget/schema/form.ts';
import type { Orm } from '../db/orm.ts';
import type { Write } from '../db/statements.ts';
import type { LeadRow } from '../leads/receive.ts';
import { findLead } from '../leads/target.ts';
import { findToken, hashToken } from './tokens.ts';

const dayLength = 24 * 60 * 60 * 1000;
const defaultDays = 180;

/** A browser that was here before. */
export interface Visitor {
  lead: LeadRow;
  /**
   * Remembered fields that were answered from this very browser. Not those of the lead: a stranger who types somebody's address
   * would learn what that person once told, and be let off the same questions.
   */
  fields: readonly string[];
}

/** Who a token belongs to. A token that is not valid is as good as none. */
export async function findVisitor(
  orm: Orm,
  token: string | undefined,
  form: string,
  now: number,
): Promise<Visitor | undefined> {
  const row = token === undefined ? undefined : await findToken(orm, token, form, now);
  const lead = row && (await findLead(orm, row.leadId));
  return row && lead && { lead, fields: row.fields };
}

/** Remembered fields that a browser has answered by now, with those of before if it is still the same person. */
export function knownFields(
  form: Form,
  answers: Answers,
  lead: LeadRow | undefined,
  before: Visitor | undefined,
): string[] {
  // Somebody without an address who now gives one is the same person still.
  const isSame = before && (before.lead.id === lead?.id || before.lead.emailKey === null);
  const earlier = isSame ? before.fields : [];
  return form.steps
    .flatMap((step) => step.fields)
    .filter(({ id, remember }) => remember === true && (Object.hasOwn(answers, id) || earlier.includes(id)))
    .map(({ id }) => id);
}

/** Binds a token to a lead for as long as the form remembers. */
export const bindToken = (form: Form, token: string, { lead, fields }: Visitor, now: number): Write => [
  'addToken',
  {
    hash: hashToken(token),
    leadId: lead.id,
    formId: form.id,
    fields: [...fields],
    expiresAt: now + (form.profiling?.days ?? defaultDays) * dayLength,
  },
];
