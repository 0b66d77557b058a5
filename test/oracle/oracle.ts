/** An independent, deliberately plain reference of DESIGN's rulings, to hold the engine against. */
import type { Form } from '../../widget/schema/form.ts';
import type { Value } from './answers.ts';
import { fieldsOf, read } from './answers.ts';
import { holds } from './conditions.ts';
import { pathOf } from './path.ts';
import { scoreOf } from './score.ts';
import type { Score, View } from './view.ts';

export interface Given {
  answers: Record<string, unknown>;
  context?: Record<string, unknown>;
  signals?: Record<string, number[]>;
  remembered?: string[];
  known?: string[];
}

export interface Verdict {
  stage: string;
  outcome: string;
  score: Score;
  /** On the path only. */
  answers: Record<string, Value>;
  /** Answered, but off the path. */
  dropped: string[];
  /** Required, asked and unanswered. */
  missing: string[];
  /** Unknown fields, and values of the wrong type. */
  refused: string[];
  /** Steps with something to ask, in order. */
  shown: string[];
}

export function decide(form: Form, given: Given): Verdict {
  const { answers, refused } = read(form, given.answers);
  const blank: View = {
    form,
    fields: [],
    answers: new Map(),
    known: [],
    context: given.context ?? {},
    signals: given.signals ?? {},
  };
  const path = pathOf(blank, {
    given: answers,
    remembered: given.remembered ?? [],
    known: given.known ?? [],
  });

  const score = scoreOf(path.view);
  const stage = stageOf(form, { ...path.view, score });
  const outcome = form.outcomes.find((one) => !one.when || holds(one.when, { ...path.view, score, stage }));
  return {
    stage,
    outcome: outcome?.id ?? '',
    score,
    answers: Object.fromEntries(path.view.answers),
    dropped: fieldsOf(form)
      .map((field) => field.id)
      .filter((id) => answers.has(id) && !path.view.answers.has(id)),
    missing: path.asked
      .filter((field) => field.required && !path.view.answers.has(field.id))
      .map(({ id }) => id),
    refused,
    shown: path.shown,
  };
}

/** First matching disqualifier, else sql, else mql, else lead. A line that is not drawn is never crossed. */
function stageOf(form: Form, view: View): string {
  const { disqualify = [], sql, mql } = form.qualify ?? {};
  if (disqualify.some((one) => holds(one.when, view))) return 'disqualified';
  if (sql && holds(sql, view)) return 'sql';
  if (mql && holds(mql, view)) return 'mql';
  return 'lead';
}
