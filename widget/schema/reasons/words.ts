/** Stages, scores and reasons in words that sales reads. */
import type { Score } from '../../engine/scoring.ts';
import type { Stage } from '../../engine/stages.ts';
import { formLanguage, speak } from '../definition.ts';
import type { Form, Text } from '../form.ts';

/** A text in the form's own language, which is the one its people work in. */
export const inFormLanguage = (form: Form, text: Text): string =>
  speak(text, formLanguage(form), formLanguage(form));

const stageNames: Record<Stage, string> = {
  lead: 'lead',
  mql: 'MQL',
  sal: 'SAL',
  sql: 'SQL',
  customer: 'customer',
  nurture: 'nurture',
  disqualified: 'disqualified',
};

/** What MQL is called where the visitor is a trial user or a customer already. */
const kindNames: Record<NonNullable<Form['kind']>, string> = {
  marketing: 'MQL',
  product: 'PQL',
  service: 'service-qualified lead',
};

export const stageName = (stage: Stage, form: Form): string =>
  stage === 'mql' ? kindNames[form.kind ?? 'marketing'] : stageNames[stage];

/** The label of a dimension, or its id with a capital. */
export function dimensionLabel(form: Form, id: string): string {
  const label = form.scoring?.dimensions?.[id]?.label;
  return label === undefined ? id.charAt(0).toUpperCase() + id.slice(1) : inFormLanguage(form, label);
}

/** 'Score 85 (Fit 60, Intent 25)' */
export function scoreInWords(form: Form, score: Pick<Score, 'total' | 'dimensions'>): string {
  const parts = Object.entries(score.dimensions).map(
    ([id, points]) => `${dimensionLabel(form, id)} ${points}`,
  );
  return parts.length > 1 ? `Score ${score.total} (${parts.join(', ')})` : `Score ${score.total}`;
}

/** Why a rule says that somebody does not fit. */
export function disqualifiedWhy(form: Form, rule: string | undefined): string {
  const why = form.qualify?.disqualify?.find(({ id }) => id === rule)?.why;
  return why === undefined ? `The rule "${rule}" holds` : inFormLanguage(form, why);
}
