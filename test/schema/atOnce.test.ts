import { describe, expect, test } from 'vitest';
import { checkForm } from '../../widget/schema/lint.ts';
import { changed } from './change.ts';

/** Every problem comes back at once, however many kinds of it there are; and one slip is one problem. */

// biome-ignore lint/suspicious/noExplicitAny: a test writes anything anywhere
type Edit = (form: any) => void;
const told = (...edits: Edit[]) =>
  checkForm(
    changed((form) => {
      for (const edit of edits) edit(form);
    }),
  )
    .problems.map(({ code, pointer }) => `${code} ${pointer}`)
    .sort();

const accent: Edit = (form) => {
  form.theme.accent = 'red';
};
const crossing: Edit = (form) => {
  form.qualify.mql = { score: { gte: 80 } };
  form.qualify.sql = { score: { gte: 30 } };
};
const failing: Edit = (form) => {
  form.tests[0].expect = { stage: 'lead' };
};
const lastWhen: Edit = (form) => {
  form.outcomes.at(-1).when = { need: 'switch' };
};
const crossed = 'thresholds_cross /qualify/sql';
const failed = 'failing_test /tests/0/expect/stage';
const lasted = 'last_outcome /outcomes/3/when';

/** Slips that have no say in how people are judged. */
const harmless: [title: string, edit: Edit, problem: string][] = [
  ['a colour', accent, 'bad_value /theme/accent'],
  ['an unknown key', (form) => (form.xyzzy = 1), 'unknown_key /xyzzy'],
  ['an unknown key of a step', (form) => (form.steps[0].xyzzy = 1), 'unknown_key /steps/0/xyzzy'],
  ['a note', (form) => (form.note = 5), 'wrong_type /note'],
  ['a note of a rule', (form) => (form.scoring.rules[0].note = 5), 'wrong_type /scoring/rules/0/note'],
  ['the title', (form) => delete form.title, 'missing_key '],
  ['a label', (form) => (form.steps[0].fields[0].label = 5), 'wrong_type /steps/0/fields/0/label'],
  ['an address', (form) => (form.outcomes[0].show.url = 'http://x'), 'unsafe_url /outcomes/0/show/url'],
  ['an ending', (form) => (form.outcomes[0].show.type = 'bokking'), 'unknown_type /outcomes/0/show/type'],
  ['retention', (form) => (form.retention = { months: 121 }), 'out_of_bounds /retention/months'],
  [
    'the confirmation',
    (form) => (form.confirmation = { subject: 5, text: 'x' }),
    'wrong_type /confirmation/subject',
  ],
  ['profiling', (form) => (form.profiling = { days: 0 }), 'out_of_bounds /profiling/days'],
  ['$schema', (form) => (form.$schema = 5), 'wrong_type /$schema'],
  ['an id of a rule', (form) => (form.scoring.rules[0].id = 'Bad Id'), 'bad_name /scoring/rules/0/id'],
  ['an id of a step', (form) => (form.steps[0].id = 'Bad Id'), 'bad_name /steps/0/id'],
];

describe.each(harmless)('a slip in %s hides nothing', (_, edit, problem) => {
  test('of the lines', () =>
    expect(told(edit, crossing)).toEqual(expect.arrayContaining([problem, crossed])));
  test('of the tests', () => expect(told(edit, failing)).toEqual([failed, problem].sort()));
  test('of the last outcome', () => expect(told(edit, lastWhen)).toEqual([lasted, problem].sort()));
});

describe('a slip in what people are judged by', () => {
  test.each<[string, Edit, string]>([
    ['a condition', (form) => (form.outcomes[0].when = 5), 'wrong_type /outcomes/0/when'],
    ['the key of a condition', rename('when', 'wehn'), 'unknown_key /outcomes/0/wehn'],
    ['points', (form) => (form.scoring.rules[0].points = 'many'), 'wrong_type /scoring/rules/0/points'],
    ['a type', (form) => (form.steps[0].fields[0].type = 'chioce'), 'unknown_type /steps/0/fields/0/type'],
    [
      'a reference',
      (form) => (form.scoring.rules[0].when = { nede: 'x' }),
      'unknown_reference /scoring/rules/0/when/nede',
    ],
    [
      'a dimension',
      (form) => (form.scoring.rules[0].points = { fitt: 30 }),
      'unknown_dimension /scoring/rules/0/points/fitt',
    ],
  ])('is one problem: %s', (_, edit, problem) => expect(told(edit)).toEqual([problem]));

  test('does not hide that the last outcome has a condition', () => {
    expect(told((form) => (form.scoring.rules[0].points = 'many'), lastWhen)).toEqual([
      lasted,
      'wrong_type /scoring/rules/0/points',
    ]);
  });

  test('does not hide a last outcome that is itself refused', () => {
    expect(
      told((form) => {
        form.outcomes.at(-1).show = 5;
        form.outcomes.at(-1).when = { need: 'switch' };
      }),
    ).toEqual([lasted, 'wrong_type /outcomes/3/show']);
  });
});

function rename(from: string, to: string): Edit {
  return (form) => {
    form.outcomes[0][to] = form.outcomes[0][from];
    delete form.outcomes[0][from];
  };
}

test('what carries a badly spelt id is checked on', () => {
  expect(
    told((form) => {
      form.scoring.rules[0].id = 'Bad Id';
      form.scoring.rules[0].when = { nede: 'switch' };
    }),
  ).toEqual(['bad_name /scoring/rules/0/id', 'unknown_reference /scoring/rules/0/when/nede']);
});

describe('a slip in one test', () => {
  test('in the answer to a field that is called as a text is', () => {
    const edit: Edit = (form) => {
      form.steps[0].fields.push({ id: 'url', type: 'url', label: 'Website' });
      form.tests[0].answers.url = {};
    };
    expect(told(edit)).toEqual(['wrong_type /tests/0/answers/url']);
  });

  test.each<[string, Edit, string]>([
    ['of shape', (form) => (form.tests[0].answers.need = {}), 'wrong_type /tests/0/answers/need'],
    [
      'in its only expectation',
      (form) => (form.tests[0].expect = { stage: null }),
      'wrong_type /tests/0/expect/stage',
    ],
    ['in a key', (form) => (form.tests[0].contxt = {}), 'unknown_key /tests/0/contxt'],
    [
      'in a field',
      (form) => (form.tests[0].answers = { nede: 'switch' }),
      'unknown_reference /tests/0/answers/nede',
    ],
    [
      'in a stage',
      (form) => (form.tests[0].expect = { stage: 'sqll' }),
      'unknown_stage /tests/0/expect/stage',
    ],
  ])('%s is one problem, and the other tests still run', (_, edit, problem) => {
    const other: Edit = (form) => (form.tests[1].expect = { stage: 'lead' });
    expect(told(edit, other)).toEqual(['failing_test /tests/1/expect/stage', problem].sort());
  });
});
