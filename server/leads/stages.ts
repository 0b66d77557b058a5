/** How a lead moves along: which stage a verdict leads to, from where, and in whose words. */
import type { FormStage, Stage } from '../../widget/engine/stages.ts';

export { type Stage, stages } from '../../widget/engine/stages.ts';

/** How far along a stage is; the score only ever moves a lead up this ladder. */
const ranks: Record<Stage, number> = {
  disqualified: 0,
  lead: 1,
  nurture: 1,
  mql: 2,
  sal: 3,
  sql: 4,
  customer: 5,
};

/** Stages from which a rule may still disqualify: a person has not taken the lead further. */
const open: ReadonlySet<Stage> = new Set(['lead', 'mql', 'nurture']);

export interface Standing {
  stage: Stage;
  /** Who set it. */
  stageBy: 'score' | 'person';
}

/** Where a verdict would have the lead: with `sqlBy: "sales"` the score leads no further than to MQL. */
export const stageOf = (verdict: FormStage, sqlBy: 'score' | 'sales'): FormStage =>
  verdict === 'sql' && sqlBy === 'sales' ? 'mql' : verdict;

/**
 * The stage that a verdict moves a lead to, or undefined if it stays. Forward only, and a rule never undoes what a person
 * decided.
 */
export function nextStage(now: Standing | undefined, to: FormStage): Stage | undefined {
  if (!now) return to;
  if (to === 'disqualified')
    return now.stageBy === 'score' && open.has(now.stage) ? 'disqualified' : undefined;
  if (now.stage === 'disqualified' && now.stageBy === 'person') return undefined;
  return ranks[to] > ranks[now.stage] ? to : undefined;
}

/** Whether the lead is now for sales to take: it reached SQL, or the line for it with `sqlBy: "sales"`. */
export function needsHandover(
  verdict: FormStage,
  sqlBy: 'score' | 'sales',
  after: { stage: Stage; moved: boolean; waiting: boolean },
): boolean {
  if (verdict !== 'sql' || after.waiting) return false;
  if (sqlBy === 'sales') return after.stage === 'mql';
  return after.moved && after.stage === 'sql';
}
