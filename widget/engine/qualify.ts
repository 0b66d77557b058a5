/** The verdict: stage and outcome of a path, by the form's own lines. */

import type { CompiledForm, Question } from './compile.ts';
import { type Path, walk } from './flow.ts';
import type { Input } from './input.ts';
import { type Score, score, setScore } from './scoring.ts';

/** Stages that a form can give; the others (SAL, customer, nurture) are given by people. */
export type FormStage = 'lead' | 'mql' | 'sql' | 'disqualified';

export interface Verdict {
  stage: FormStage;
  /** Id of the first outcome that matches. */
  outcome: string;
  score: Score;
  /** Id of the rule that disqualified. */
  disqualifiedBy?: string;
}

export interface Judgement extends Verdict {
  path: Path;
}

/** The first matching disqualify rule, else SQL, else MQL, else lead; then the first matching outcome. */
export function qualify(compiled: CompiledForm, path: Path): Verdict {
  const result = score(compiled.scoring, path.facts, path.fromSignals);
  // Conditions from here on see the score of the whole path, which no longer changes.
  setScore(compiled.scoring, path.facts, result);
  const holds = (question: Question) => question.holds(path.facts) === true;

  const disqualifier = compiled.disqualify.find((rule) => holds(rule.when));
  const stage: FormStage = disqualifier
    ? 'disqualified'
    : compiled.sql && holds(compiled.sql)
      ? 'sql'
      : compiled.mql && holds(compiled.mql)
        ? 'mql'
        : 'lead';
  path.facts[compiled.stageSlot] = stage;
  const outcome = compiled.outcomes.find((candidate) => holds(candidate.when))?.id ?? '';
  return { stage, outcome, score: result, ...(disqualifier && { disqualifiedBy: disqualifier.id }) };
}

/** Judges answers and frozen facts: path, score, stage and outcome. The same input gives the same result everywhere. */
export function judge(compiled: CompiledForm, input: Input): Judgement {
  const path = walk(compiled, input);
  return { ...qualify(compiled, path), path };
}
