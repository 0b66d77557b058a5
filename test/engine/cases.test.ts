/** Every row of test/cases, against the engine. */
import { describe, expect, test } from 'vitest';
import { cleanAnswers, isMalformed } from '../../widget/engine/answers.ts';
import { compile } from '../../widget/engine/compile.ts';
import { judge } from '../../widget/engine/qualify.ts';
import { checkForm, publishable } from '../../widget/schema/lint.ts';
import { type Case, type Expected, isForHttp, listCases } from '../cases/cases.ts';
import { decide } from '../oracle/oracle.ts';

/** What comes out for a row, in the words of the row. */
function outcomeOf({ form, answers: raw, expect: _, ...given }: Case): Required<Expected> {
  const compiled = compile(form);
  const { answers, problems } = cleanAnswers(compiled.fields, raw);
  const { stage, outcome, score, path, disqualifiedBy = '' } = judge(compiled, { ...given, answers });
  const passed = new Set(path.steps.flatMap((step) => step.fields.map(({ id }) => id)));
  const refusing = problems.filter(
    ({ field, code }) => code === 'unknown_field' || isMalformed(code) || passed.has(field),
  );
  return {
    stage,
    outcome,
    disqualifiedBy,
    score: score.total,
    dimensions: score.dimensions,
    ledger: score.ledger.map((row) => [row.source, row.dimension, row.points]),
    answers: path.answers as Required<Expected>['answers'],
    dropped: path.dropped,
    missing: path.missing,
    refused: Object.fromEntries(refusing.map(({ field, code }) => [field, code])),
    shown: path.steps.filter((step) => step.asked.length > 0).map((step) => step.id),
  };
}

const rows = listCases();

/** Only what the row speaks of. */
function spokenOf(row: Case): Partial<Expected> {
  const found = outcomeOf(row);
  const keys = Object.keys(row.expect) as (keyof Expected)[];
  return Object.fromEntries(keys.map((key) => [key, found[key]]));
}

describe('rows', () => {
  test.each(rows)('$name', (row) => {
    expect(spokenOf(row)).toEqual(row.expect);
  });
});

describe('the reference agrees with the rows', () => {
  const judged = rows.filter((row) => row.expect.stage !== undefined);
  test.each(judged)('$name', ({ form, expect: expected, ...given }) => {
    const { stage, outcome, score, answers, dropped, missing, shown } = decide(form, given);
    const { refused: _, disqualifiedBy: __, ...spoken } = expected;
    const ledger = score.ledger.map((row) => [row.source, row.dimension, row.points]);
    const found = {
      stage,
      outcome,
      score: score.total,
      dimensions: score.dimensions,
      ledger,
      answers,
      dropped,
      missing,
      shown,
    };
    expect(found).toMatchObject(spoken);
  });
});

test('a row that is refused says so, and any other has a verdict', () => {
  for (const row of rows) {
    const isRefused = Object.keys(row.expect.refused ?? {}).length > 0;
    expect(row.expect.stage !== undefined || isRefused, row.name).toBe(true);
  }
});

test('rows have names of their own, and nearly all of them can be sent to a server', () => {
  expect(new Set(rows.map((row) => row.name)).size).toBe(rows.length);
  expect(rows.filter(isForHttp).length).toBeGreaterThan(rows.length / 2);
});

test('every form of a row for HTTP may be published', () => {
  const forms = new Map(rows.filter(isForHttp).map(({ form }) => [form.id, form]));
  for (const [id, form] of forms) {
    const checkup = checkForm(JSON.stringify(form));
    const errors = checkup.problems.filter((problem) => problem.severity === 'error');
    expect(publishable(checkup), `${id}: ${errors.map((error) => error.message).join('; ')}`).toBe(true);
  }
});
