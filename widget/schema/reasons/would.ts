/** 'Would be SQL if Fit were 40 or more (it is 30)': what keeps a lead below a line, where that can be said truly and simply. */
import type { CompiledForm, Question } from '../../engine/compile.ts';
import { compileCondition } from '../../engine/conditions.ts';
import { type Facts, factAt, slotOf } from '../../engine/facts.ts';
import type { Answers, Context, Signals } from '../../engine/input.ts';
import { type Judgement, judge } from '../../engine/qualify.ts';
import type { Comparison, Condition, Form, Scalar } from '../form.ts';
import { dimensionLabel, stageName } from './words.ts';

interface Judged {
  form: Form;
  compiled: CompiledForm;
  answers: Answers;
  context: Context;
  signals: Signals;
}

/** Sentences for the lines above the verdict; none for somebody who is disqualified, whom no score would help. */
export function wouldBe({ form, compiled, answers, context, signals }: Judged): string[] {
  const judgement = judge(compiled, { answers, context, signals });
  const { stage } = judgement;
  if (stage === 'disqualified' || stage === 'sql') return [];
  const lines = stage === 'mql' ? (['sql'] as const) : (['mql', 'sql'] as const);
  return lines.flatMap((line) => {
    const parts = missingParts(form, compiled, judgement, form.qualify?.[line], compiled[line]);
    return parts ? [`Would be ${stageName(line, form)} if ${parts.join(' and ')}`] : [];
  });
}

/** What the score lacks for a condition; undefined if something else is in the way too, or it cannot be said in short. */
function missingParts(
  form: Form,
  compiled: CompiledForm,
  { path }: Judgement,
  condition: Condition | undefined,
  question: Question | undefined,
): string[] | undefined {
  if (!condition || !question || question.holds(path.facts) === true) return undefined;
  const failing = failingComparisons(condition, compiled, path.facts);
  if (!failing || failing.length === 0) return undefined;

  // The sentence is true only if the line is reached once the score is as it says.
  const supposed: Facts = [...path.facts];
  const parts: string[] = [];
  for (const [name, comparison] of failing) {
    const bound = lowerBound(comparison);
    const value = factAt(path.facts, compiled.slots, name);
    if (bound === undefined || typeof value !== 'number' || !isScore(name)) return undefined;
    supposed[slotOf(compiled.slots, name)] = bound.least;
    parts.push(`${scoreLabel(form, name)} were ${bound.words} (it is ${value})`);
  }
  return question.holds(supposed) === true ? parts : undefined;
}

type Named = [name: string, comparison: Scalar | Comparison];

/** The comparisons that do not hold, where all of them have to; undefined where it is not that simple. */
function failingComparisons(condition: Condition, compiled: CompiledForm, facts: Facts): Named[] | undefined {
  const failing: Named[] = [];
  for (const [key, part] of Object.entries(condition)) {
    if (compileCondition({ [key]: part } as Condition, compiled.fields, compiled.slots)(facts) === true)
      continue;
    if (key === 'any' || key === 'not') return undefined;
    if (key !== 'all') {
      failing.push([key, part as Scalar | Comparison]);
      continue;
    }
    for (const nested of part as Condition[]) {
      const inner = failingComparisons(nested, compiled, facts);
      if (!inner) return undefined;
      failing.push(...inner);
    }
  }
  return failing;
}

const isScore = (name: string) => name === 'score' || name.startsWith('score.');

const scoreLabel = (form: Form, name: string): string =>
  name === 'score' ? 'the score' : dimensionLabel(form, name.slice('score.'.length));

/** The least whole score that a comparison takes, and how to say it. Scores are whole, so 'over 39' begins at 40. */
function lowerBound(comparison: Scalar | Comparison): { least: number; words: string } | undefined {
  if (typeof comparison !== 'object') return undefined;
  const keys = Object.keys(comparison);
  const { gte, gt } = comparison;
  if (keys.length !== 1) return undefined;
  if (typeof gte === 'number') return { least: gte, words: `${gte} or more` };
  if (typeof gt === 'number') return { least: Math.floor(gt) + 1, words: `over ${gt}` };
  return undefined;
}
