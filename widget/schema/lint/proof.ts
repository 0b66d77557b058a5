/** The form's own tests: each person in them is judged by the engine, and must come out as expected. */

import { type AnswerProblem, cleanAnswers } from '../../engine/answers.ts';
import { type CompiledForm, compile } from '../../engine/compile.ts';
import { compileCondition, eachFact } from '../../engine/conditions.ts';
import { contextType, type Fact, factsOf, type Slots } from '../../engine/facts.ts';
import { type Judgement, judge } from '../../engine/qualify.ts';
import type { Comparison, Condition, Form, FormTest, Scalar } from '../form.ts';
import { checkCampaignKey } from './references.ts';
import { quoted, type Spot } from './source.ts';
import type { Subject } from './subject.ts';
import { listed, suggest } from './suggest.ts';
import { formStages, frozen } from './vocabulary.ts';

/** Checks what the tests name, and runs those that are whole if the form judges as it was meant to. */
export function checkTests(subject: Subject, judges: boolean, broken: ReadonlySet<unknown>): void {
  const { form, report } = subject;
  const tests = form.tests ?? [];
  if (tests.length === 0 && broken.size === 0)
    report.warn(
      'no_tests',
      { on: form, path: ['tests'] },
      'no tests prove that the form judges people rightly',
      'add one: "tests": [{ "name": "A good fit", "answers": { … }, "expect": { "stage": "sql" } }]',
    );
  const compiled = judges ? compile(form) : undefined;
  for (const test of tests) {
    const before = report.errors();
    checkGiven(subject, test);
    checkExpected(subject, test);
    if (broken.has(test)) continue;
    if (Object.keys(test.expect).length === 0)
      report.warn(
        'no_effect',
        { on: test, path: ['expect'] },
        `test ${quoted(test.name)} expects nothing, so it proves nothing`,
        'say what must come out, for example "expect": { "stage": "sql" }',
      );
    if (compiled && report.errors() === before) run(subject, compiled, test);
  }
}

/** What to answer instead, by what is wrong. */
function mend(subject: Subject, { field, code, bound }: AnswerProblem): string {
  const placed = subject.fields.get(field)?.field;
  const options = subject.names.options.get(field) ?? new Set<string>();
  if (code === 'unknown_option' && options.size > 0) return suggest('', options, '');
  const limit = bound === undefined ? '' : ` (the limit is ${bound})`;
  return `answer as a visitor could answer a field of the type "${placed?.type}"${limit}`;
}

/** Answers, facts and signals are those of the form, and of the right kind. */
function checkGiven(subject: Subject, test: FormTest): void {
  const { report, names, fields } = subject;
  const where = `test ${quoted(test.name)}`;
  const plain = new Map([...fields].map(([id, { field }]) => [id, field]));
  for (const problem of cleanAnswers(plain, test.answers).problems) {
    const { field, code } = problem;
    const spot = { on: test, path: ['answers', field] };
    if (code === 'unknown_field') {
      if (!names.fields.has(field))
        report.error(
          'unknown_reference',
          { ...spot, key: true },
          `unknown field ${quoted(field)} in ${where}`,
          () => suggest(field, names.fields, 'answer a field of the form'),
        );
    } else {
      const value = test.answers[field];
      const near =
        code === 'unknown_option' && typeof value === 'string'
          ? suggest(value, names.options.get(field) ?? [], '')
          : '';
      report.error(
        'bad_answer',
        spot,
        `${where} answers ${quoted(field)} with ${JSON.stringify(value).slice(0, 80)}, which the field does not take (${code})`,
        near || (() => mend(subject, problem)),
      );
    }
  }
  for (const [name, value] of Object.entries(test.context ?? {})) {
    const type = contextType(name);
    const spot = { on: test, path: ['context', name] };
    if (type === undefined)
      report.error(
        'unknown_reference',
        { ...spot, key: true },
        `unknown fact ${quoted(name)} in ${where}`,
        () => suggest(name, frozen, ''),
      );
    else if (typeof value !== type)
      report.error(
        'bad_answer',
        spot,
        `the fact ${quoted(name)} in ${where} is a ${type === 'string' ? 'text' : 'number'}`,
        type === 'string' ? `write ${JSON.stringify(String(value))}` : 'write a number without quotes',
      );
    else checkCampaignKey(subject, name, { ...spot, key: true }, where);
  }
  for (const name of Object.keys(test.signals ?? {}))
    if (!names.signals.has(name))
      report.error(
        'unknown_reference',
        { on: test, path: ['signals', name], key: true },
        `unknown signal ${quoted(name)} in ${where}`,
        () => suggest(name, names.signals, 'the form has no signals'),
      );
}

/** A test expects a stage, an outcome, and scores. */
function checkExpected(subject: Subject, test: FormTest): void {
  const { report, names } = subject;
  const scores = [...names.dimensions].map((id) => `score.${id}`);
  const known: Record<string, Iterable<string> | undefined> = { stage: formStages, outcome: names.outcomes };
  eachFact(test.expect, (name, comparison, path) => {
    const spot: Spot = { on: test, path: ['expect', ...path] };
    if (!['stage', 'outcome', 'score', ...scores].includes(name)) {
      report.error(
        'unknown_reference',
        { ...spot, key: true },
        `test ${quoted(test.name)} cannot expect ${quoted(name)}`,
        () => suggest(name, ['stage', 'outcome', 'score', ...scores], ''),
      );
      return;
    }
    const words = known[name];
    if (words === undefined) return;
    const all = new Set(words);
    for (const value of namedIn(comparison))
      if (!all.has(String(value)))
        report.error(
          name === 'stage' ? 'unknown_stage' : 'unknown_reference',
          spot,
          `there is no ${name} ${quoted(value)}`,
          () => suggest(value, all, ''),
        );
  });
}

function namedIn(comparison: Scalar | Comparison): unknown[] {
  if (typeof comparison !== 'object') return [comparison];
  const { is, not, in: among = [], notIn = [] } = comparison;
  return [is, not, ...among, ...notIn].filter((value) => value !== undefined);
}

/** Runs one test; every key of `expect` that does not hold is a problem of its own. */
function run(subject: Subject, compiled: CompiledForm, test: FormTest): void {
  const { report, form } = subject;
  const { answers } = cleanAnswers(compiled.fields, test.answers);
  const result = judge(compiled, { answers, context: test.context ?? {}, signals: test.signals ?? {} });
  const values = new Map<string, Fact>([
    ['stage', result.stage],
    ['outcome', result.outcome],
    ['score', result.score.total],
    ...Object.entries(result.score.dimensions).map(([id, points]): [string, Fact] => [`score.${id}`, points]),
  ]);
  for (const [key, part] of Object.entries(test.expect)) {
    const slots: Slots = new Map();
    const holds = compileCondition({ [key]: part } as Condition, new Map(), slots);
    if (holds(factsOf(slots, values))) continue;
    const actual = values.get(key);
    const found =
      actual === undefined
        ? `${result.stage}, ${result.outcome}, ${result.score.total}`
        : JSON.stringify(actual);
    report.error(
      'failing_test',
      { on: test, path: ['expect', key] },
      `test ${quoted(test.name)} expects ${key} ${JSON.stringify(part)}, and it is ${found}: ${receipt(form, result)}`,
      'change the points or the lines, or what the test expects',
    );
  }
}

/** 'score 65 (fit 60, intent 5): +30 size.s50_200, +30 decider' */
function receipt(form: Form, { score, disqualifiedBy, path }: Judgement): string {
  const rows = [...score.ledger].sort((a, b) => Math.abs(b.points) - Math.abs(a.points)).slice(0, 5);
  const rest = score.ledger.length - rows.length;
  const dimensions = Object.entries(score.dimensions).map(([id, points]) => `${id} ${points}`);
  const sum = form.scoring?.dimensions
    ? `score ${score.total} (${dimensions.join(', ')})`
    : `score ${score.total}`;
  const why = rows.map(({ source, points }) => `${points > 0 ? '+' : '−'}${Math.abs(points)} ${source}`);
  return [
    ...(disqualifiedBy === undefined ? [] : [`disqualified by "${disqualifiedBy}"`]),
    rows.length === 0
      ? `${sum}, no points`
      : `${sum}: ${why.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`,
    ...(path.dropped.length === 0 ? [] : [`never asked for ${listed(path.dropped)}`]),
  ].join(', ');
}
