/** Two implementations of the rulings, written apart, agree to the last point. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cleanAnswers, isMalformed } from '../../widget/engine/answers.ts';
import { compile } from '../../widget/engine/compile.ts';
import { judge } from '../../widget/engine/qualify.ts';
import { Form } from '../../widget/schema/form.ts';
import { decide, type Verdict } from '../oracle/oracle.ts';
import { type Given, type Played, played } from './forms.ts';

/** The engine's judgement in the words of the reference. */
function ours(form: Form, given: Given): Verdict {
  const compiled = compile(form);
  const { answers, problems } = cleanAnswers(compiled.fields, given.answers);
  const { stage, outcome, score, path } = judge(compiled, { ...given, answers });
  return {
    stage,
    outcome,
    score,
    answers: path.answers as Verdict['answers'],
    dropped: path.dropped,
    missing: path.missing,
    refused: problems
      .filter(({ code }) => code === 'unknown_field' || isMalformed(code))
      .map(({ field }) => field),
    shown: path.steps.filter((step) => step.asked.length > 0).map((step) => step.id),
  };
}

const agree = ({ form, given }: Played) => {
  expect(ours(form, given)).toEqual(decide(form, given));
};

test('the engine and the reference agree on stage, outcome, ledger, answers, dropped and missing', () => {
  fc.assert(fc.property(played, agree), { numRuns: 8000, interruptAfterTimeLimit: 30_000 });
}, 60_000);

test('the generated forms are forms', () => {
  const check = ({ form }: Played) => {
    expect(Form.safeParse(form).error).toBeUndefined();
  };
  fc.assert(fc.property(played, check), { numRuns: 300 });
});
