/** The verdict: stage and outcome of a path, by the form's own lines. */

import type { CompiledForm, Question } from './compile.ts';
import type { Facts } from './facts.ts';
import { type Path, walk } from './flow.ts';
import type { Input } from './input.ts';
import { type Score, score, setScore } from './scoring.ts';
import type { FormStage } from './stages.ts';

export type { FormStage } from './stages.ts';

export interface Verdict {
  stage: FormStage;
  /** Id of the first outcome that matches. */
  outcome: string;
  score: Score;
  /** Id of the rule that disqualified. */
  disqualifiedBy: string | undefined;
}

export interface Judgement extends Verdict {
  path: Path;
}

/**
 * Judges answers and frozen facts: the first matching disqualify rule, else SQL, else MQL, else lead; then the first matching
 * outcome. The same input gives the same result everywhere.
 */
export function judge(compiled: CompiledForm, input: Input): Judgement {
  const path = walk(compiled, input);
  const { facts } = path;
  const result = score(compiled.scoring, facts, path.fromSignals);
  // Conditions from here on see the score of the whole path, which no longer changes.
  setScore(compiled.scoring, facts, result);
  const holds = ({ when }: { when: Question | undefined }) => !when || when.holds(facts) === true;

  const disqualifiedBy = compiled.disqualify.find(holds)?.id;
  const stage = disqualifiedBy === undefined ? stageBy(compiled, facts) : 'disqualified';
  facts[compiled.stageSlot] = stage;
  const outcome = compiled.outcomes.find(holds)?.id ?? '';
  return { stage, outcome, score: result, disqualifiedBy, path };
}

function stageBy({ sql, mql }: CompiledForm, facts: Facts): FormStage {
  if (sql && sql.holds(facts) === true) return 'sql';
  return mql && mql.holds(facts) === true ? 'mql' : 'lead';
}
