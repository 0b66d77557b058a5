import { describe, expect, test } from 'vitest';
import { checkForm, publishable } from '../../widget/schema/lint.ts';
import { change, changed, testRows } from './change.ts';

const answers = '{ "need": "switch", "size": "s50_200", "role": "sales_director" }';
const withAnswers = (text: string) => change(answers, text);

describe("a form's own tests", () => {
  testRows([
    [
      'fail with what was expected, what it is, and the receipt',
      change(
        '"expect": { "stage": "sql", "outcome": "book"',
        '"expect": { "stage": "mql", "outcome": "book"',
      ),
      {
        code: 'failing_test',
        pointer: '/tests/0/expect/stage',
        message:
          'test "Sales director, 120 people" expects stage "mql", and it is "sql": score 80 (fit 60, intent 20): +30 size.s50_200, +30 decider, +20 need.switch',
        remedy: 'change the points or the lines',
        on: '"stage": "mql", "outcome"',
      },
    ],
    [
      'fail by a score',
      change('"score.fit": { "gte": 60 }', '"score.fit": { "gte": 61 }'),
      {
        code: 'failing_test',
        pointer: '/tests/0/expect/score.fit',
        message: 'expects score.fit {"gte":61}, and it is 60',
        remedy: '',
      },
    ],
    [
      'name the rule that disqualified, and what was never asked',
      change('"need": "new_crm", "role": "student"', '"need": "research", "role": "student"'),
      {
        code: 'failing_test',
        pointer: '/tests/1/expect/stage',
        message:
          'it is "lead": score 0 (fit 0, intent 0): −10 need.research, +10 cap.intent, never asked for "role"',
        remedy: '',
      },
    ],
    [
      'name the rule that disqualified',
      change('"stage": "disqualified", "outcome"', '"stage": "lead", "outcome"'),
      {
        code: 'failing_test',
        pointer: '/tests/1/expect/stage',
        message: 'disqualified by "student", score 10',
        remedy: '',
      },
    ],
    [
      'answer a field that is not there',
      withAnswers('{ "nede": "switch" }'),
      {
        code: 'unknown_reference',
        pointer: '/tests/0/answers/nede',
        message: 'unknown field "nede" in test "Sales director, 120 people"',
        remedy: 'did you mean "need"?',
        on: '"nede"',
      },
    ],
    [
      'answer with an option that is not there',
      withAnswers('{ "need": "swich" }'),
      {
        code: 'bad_answer',
        pointer: '/tests/0/answers/need',
        message: 'answers "need" with "swich", which the field does not take (unknown_option)',
        remedy: 'did you mean "switch"?',
      },
    ],
    [
      'answer with a value of the wrong type',
      withAnswers('{ "need": ["switch"] }'),
      {
        code: 'bad_answer',
        pointer: '/tests/0/answers/need',
        message: '(wrong_type)',
        remedy: 'of the type "choice"',
      },
    ],
    [
      'answer as no visitor could',
      withAnswers('{ "email": "somebody" }'),
      {
        code: 'bad_answer',
        pointer: '/tests/0/answers/email',
        message: '(email)',
        remedy: 'of the type "email"',
      },
    ],
    [
      'set a fact that there is not',
      change('"name": "A student",', '"name": "A student", "context": { "page.paht": "/" },'),
      {
        code: 'unknown_reference',
        pointer: '/tests/1/context/page.paht',
        message: 'unknown fact "page.paht"',
        remedy: 'did you mean "page.path"?',
      },
    ],
    [
      'set a fact to a value of the wrong type',
      change('"name": "A student",', '"name": "A student", "context": { "visit.count": "2" },'),
      {
        code: 'bad_answer',
        pointer: '/tests/1/context/visit.count',
        message: 'is a number',
        remedy: 'without quotes',
      },
    ],
    [
      'set a campaign key with a slip of the pen',
      change('"name": "A student",', '"name": "A student", "context": { "utm.sorce": "x" },'),
      {
        code: 'unusual_name',
        severity: 'warning',
        pointer: '/tests/1/context/utm.sorce',
        message: '"utm.sorce" in test "A student" is no usual campaign key',
        remedy: 'did you mean "utm.source"?',
      },
    ],
    [
      'expect nothing',
      changed((form) => {
        form.tests[0].expect = {};
      }),
      {
        code: 'no_effect',
        severity: 'warning',
        pointer: '/tests/0/expect',
        message: 'expects nothing, so it proves nothing',
        remedy: '"expect": { "stage": "sql" }',
      },
    ],
    [
      'send a signal that there is not',
      change('"name": "A student",', '"name": "A student", "signals": { "webinars": [1] },'),
      {
        code: 'unknown_reference',
        pointer: '/tests/1/signals/webinars',
        message: 'unknown signal "webinars"',
        remedy: 'did you mean "webinar"?',
      },
    ],
    [
      'expect an outcome that there is not',
      change('"outcome": "decline"', '"outcome": "declined"'),
      {
        code: 'unknown_reference',
        pointer: '/tests/1/expect/outcome',
        message: 'there is no outcome "declined"',
        remedy: 'did you mean "decline"?',
      },
    ],
    [
      'expect a stage that there is not',
      change('"expect": { "stage": "disqualified"', '"expect": { "stage": "unqualified"'),
      {
        code: 'unknown_stage',
        pointer: '/tests/1/expect/stage',
        message: 'there is no stage "unqualified"',
        remedy: 'did you mean "disqualified"?',
      },
    ],
    [
      'expect a dimension that there is not',
      change('"score.fit": { "gte": 60 }', '"score.fitt": { "gte": 60 }'),
      {
        code: 'unknown_reference',
        pointer: '/tests/0/expect/score.fitt',
        message: 'cannot expect "score.fitt"',
        remedy: 'did you mean "score.fit"?',
      },
    ],
    [
      'are missed where there are none',
      changed((form) => {
        delete form.tests;
      }),
      {
        code: 'no_tests',
        severity: 'warning',
        pointer: '',
        message: 'no tests prove',
        remedy: '"tests": [{ "name"',
      },
    ],
  ]);

  test('see signals and facts', () => {
    const text = changed((form) => {
      form.scoring.rules.push({ id: 'news', when: { 'utm.source': 'newsletter' }, points: { intent: 5 } });
      form.tests.push({
        name: 'Somebody who has read a lot',
        answers: { need: 'new_crm' },
        context: { 'utm.source': 'newsletter' },
        signals: { pricing: [0, 30], webinar: [2] },
        expect: { 'score.intent': 38, stage: 'lead' },
      });
    });
    expect(checkForm(text).problems).toEqual([]);
  });

  test('may expect by all, any and not', () => {
    const text = changed((form) => {
      form.tests[0].expect = { any: [{ stage: 'mql' }, { stage: 'sql' }], not: { outcome: 'guide' } };
    });
    expect(checkForm(text).problems).toEqual([]);
  });

  test('stop a publish by one that fails', () => {
    const checkup = checkForm(change('"stage": "sql", "outcome"', '"stage": "lead", "outcome"'));
    expect(checkup.form).toBeDefined();
    expect(publishable(checkup)).toBe(false);
  });
});
