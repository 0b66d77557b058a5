/** The stages of a lead: their order, what they are called and what they mean. */
import type { FormKind } from '../shapes.ts';

export const stages = ['lead', 'mql', 'sal', 'sql', 'customer', 'nurture', 'disqualified'] as const;
export type Stage = (typeof stages)[number];

interface StageWords {
  label: string;
  means: string;
}

export const stageWords: Record<Stage, StageWords> = {
  lead: { label: 'Lead', means: 'Not over a line yet' },
  mql: { label: 'MQL', means: 'Qualified by marketing' },
  sal: { label: 'SAL', means: 'Accepted by sales' },
  sql: { label: 'SQL', means: 'Qualified for a sale' },
  customer: { label: 'Customer', means: 'Won' },
  nurture: { label: 'Nurture', means: 'Not now, stay in touch' },
  disqualified: { label: 'Disqualified', means: 'Does not fit' },
};

/** A trial user is product-qualified and a customer service-qualified, at the same stage. */
const mqlOf: Record<FormKind, string> = { marketing: 'MQL', product: 'PQL', service: 'Service-qualified' };

export function stageLabel(stage: Stage, kind: FormKind = 'marketing'): string {
  return stage === 'mql' ? mqlOf[kind] : (stageWords[stage]?.label ?? stage);
}

export const isStage = (name: string | undefined): name is Stage => stages.includes(name as Stage);
