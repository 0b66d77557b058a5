import { describe, expect, test } from 'vitest';
import { checkForm } from '../../widget/schema/lint.ts';
import { change, changed, goodText, type Row, testRows } from './change.ts';

/** The good form with more kinds of question before the last step, and a rule that asks for `when`. */
// biome-ignore lint/suspicious/noExplicitAny: a test writes anything anywhere
const ruleOn = (when: any, type: object = {}) =>
  changed((form) => {
    form.steps[2].fields.push(
      { id: 'seats', type: 'number', label: 'Seats', min: 0, max: 500 },
      {
        id: 'tools',
        type: 'choices',
        label: 'Tools',
        options: ['seo', 'ads', 'mail'].map((id) => ({ id, label: id })),
      },
      { id: 'start', type: 'date', label: 'Start', min: '2026-01-01', max: '2026-12-31' },
      { id: 'land', type: 'country', label: 'Country' },
      { id: 'stars', type: 'rating', label: 'Stars' },
      { id: 'budget', type: 'range', label: 'Budget', step: 10, ...type },
    );
    form.scoring.rules.push({ id: 'r', when, points: 5 });
  });

const dead = (title: string, when: object, at: string, message: string, remedy: string): Row => [
  title,
  ruleOn(when),
  { code: 'never_holds', severity: 'warning', pointer: `/scoring/rules/1/when${at}`, message, remedy },
];

const noCountry = (title: string, when: object, at: string, remedy: string): Row => [
  title,
  ruleOn(when),
  {
    code: 'unknown_country',
    severity: 'warning',
    pointer: `/scoring/rules/1/when${at}`,
    message: 'no country has the code',
    remedy,
  },
];

describe('a country that there is not', () => {
  testRows([
    noCountry('by a code of nobody', { land: 'XX' }, '/land', 'such as "PL"'),
    noCountry('by its name', { land: 'Poland' }, '/land', 'such as "PL"'),
    noCountry('in small letters', { land: { not: 'pl' } }, '/land/not', 'did you mean "PL"?'),
    noCountry(
      'by a code in daily use',
      { land: { notIn: ['DE', 'UK'] } },
      '/land/notIn/1',
      'did you mean "GB"?',
    ),
  ]);

  test('is one problem, and no country that there is makes any', () => {
    expect(checkForm(ruleOn({ land: 'Poland' })).problems).toHaveLength(1);
    expect(checkForm(ruleOn({ land: { in: ['PL', 'XK', 'TW', 'AQ'] } })).problems).toEqual([]);
  });
});

describe('a comparison that no answer satisfies', () => {
  testRows([
    dead(
      'order on options without order',
      { role: { gt: 'ceo' } },
      '/role/gt',
      'in no order',
      '"ordered": true',
    ),
    dead(
      'order on several choices',
      { tools: { gte: 'seo' } },
      '/tools/gte',
      'has several choices',
      '"hasAny"',
    ),
    dead(
      'order on a text',
      { first_name: { gt: 'a' } },
      '/first_name/gt',
      'numbers, dates and ordered options',
      '"is"',
    ),
    dead('has on one choice', { role: { has: 'ceo' } }, '/role/has', 'one value', 'use "is"'),
    dead('hasAny on one choice', { role: { hasAny: ['ceo'] } }, '/role/hasAny', 'one value', 'use "in"'),
    dead(
      'contains on a number',
      { seats: { contains: '1' } },
      '/seats/contains',
      'looks into texts',
      '"gte"',
    ),
    dead(
      'contains on several choices',
      { tools: { contains: 's' } },
      '/tools/contains',
      'looks into texts',
      '"has"',
    ),
    dead(
      'a number in quotes',
      { seats: '50' },
      '/seats',
      'is a number, and "50" is not',
      'write 50 without quotes',
    ),
    dead('a number in quotes, by order', { seats: { gte: '50' } }, '/seats/gte', 'is a number', 'write 50'),
    dead(
      'more than the field takes',
      { seats: { gt: 500 } },
      '/seats/gt',
      'from 0 up to 500',
      'can be answered',
    ),
    dead(
      'between two steps of a slider',
      { budget: { between: [11, 19] } },
      '/budget/between',
      'takes numbers',
      'can be answered',
    ),
    dead('more stars than there are', { stars: { gte: 6 } }, '/stars/gte', 'from 1 up to 5', ''),
    dead(
      'between from large to small',
      { seats: { between: [50, 10] } },
      '/seats/between',
      'from the smaller',
      'write [10, 50]',
    ),
    dead(
      'between from large to small options',
      { size: { between: ['s200', 's1_9'] } },
      '/size/between',
      'from the smaller',
      '["s1_9", "s200"]',
    ),
    dead('an unticked consent', { privacy: false }, '/privacy', 'counts as not answered', '{ "not": true }'),
    dead(
      'yes for a consent',
      { privacy: { is: 'yes' } },
      '/privacy/is',
      'is true once it is ticked',
      'write true',
    ),
    dead(
      'a day after the last',
      { start: { gt: '2026-12-31' } },
      '/start/gt',
      '"start" takes days from 2026-01-01 up to 2026-12-31, so this',
      'a day that can be answered',
    ),
    dead(
      'a day as people write it',
      { start: '31.12.2026' },
      '/start',
      '"31.12.2026" is no day that "start" takes, so this',
      'write a day of the calendar as YYYY-MM-DD',
    ),
    dead(
      'a day that the calendar does not have',
      { start: { gt: '2026-13-01' } },
      '/start/gt',
      '"2026-13-01" is no day that "start" takes, so this',
      'write a day of the calendar as YYYY-MM-DD',
    ),
    dead(
      'an address that is none',
      { email: 'somebody' },
      '/email',
      'never takes "somebody"',
      'type "email"',
    ),
    dead(
      'a domain in capitals',
      { 'email.domain': 'Acme.com' },
      '/email.domain',
      'small letters',
      'write "acme.com"',
    ),
    dead(
      'a page without its slash',
      { 'page.path': 'pricing' },
      '/page.path',
      'starts with "/"',
      'write "/pricing"',
    ),
    dead('yes for a free address', { 'email.free': 'yes' }, '/email.free', 'true or false', 'true or false'),
    dead(
      'fewer than no events',
      { 'signal.pricing': { lt: 0 } },
      '/signal.pricing/lt',
      'counts from 0',
      '0 or more',
    ),
    dead(
      'two ends that do not meet',
      { seats: { gt: 50, lt: 10 } },
      '/seats',
      'contradict each other',
      '"any"',
    ),
    dead(
      'two starts',
      { all: [{ first_name: { startsWith: 'a' } }, { first_name: { startsWith: 'b' } }] },
      '',
      'no answers make the condition of rule "r" hold',
      'mean all of them',
    ),
    dead(
      'is a and is b',
      { all: [{ role: 'ceo' }, { role: 'coo' }] },
      '',
      'no answers make',
      'mean all of them',
    ),
    dead(
      'is and is not',
      { role: 'ceo', not: { role: { in: ['ceo', 'coo'] } } },
      '',
      'no answers',
      'all of them',
    ),
    dead(
      'every option ruled out',
      {
        role: { answered: true },
        all: [
          { role: { notIn: ['ceo', 'sales_director', 'coo'] } },
          { role: { not: 'student' } },
          { role: { not: 'other' } },
          { role: { in: ['student', 'other'] } },
        ],
      },
      '',
      'no answers',
      '',
    ),
    dead(
      'an answer from a step that is skipped',
      { need: 'research', role: 'ceo' },
      '',
      'no answers',
      'under which those fields are asked',
    ),
    dead(
      'one alternative',
      { any: [{ role: 'ceo' }, { role: 'ceo', all: [{ role: 'coo' }] }] },
      '/any/1',
      'this alternative',
      'mean all',
    ),
    [
      'a stage that only people give',
      change('"when": { "stage": "mql" }', '"when": { "stage": "customer" }'),
      {
        code: 'never_holds',
        severity: 'warning',
        pointer: '/outcomes/1/when/stage',
        message: 'given by people',
        remedy: '"lead"',
      },
    ],
    [
      'a stage that the form has no line for',
      changed((form) => {
        delete form.qualify.disqualify;
        form.tests.pop();
      }),
      {
        code: 'never_holds',
        severity: 'warning',
        pointer: '/outcomes/2/when/stage',
        message: 'never gives the stage "disqualified"',
        remedy: 'add a rule to "disqualify"',
      },
    ],
    [
      'a score that cannot be reached',
      change('"score.intent": { "gte": 20 }', '"score.intent": { "gte": 41 }'),
      {
        code: 'never_holds',
        severity: 'warning',
        pointer: '/qualify/sql/score.intent/gte',
        message: '"score.intent" reaches 40 at the most',
        remedy: 'ask for less',
      },
    ],
    [
      'a score for which there are not enough points',
      changed((form) => {
        form.scoring.dimensions.fit.max = 100;
        form.qualify.sql['score.fit'].gte = 61;
      }),
      {
        code: 'never_holds',
        severity: 'warning',
        pointer: '/qualify/sql/score.fit/gte',
        message: '"score.fit" reaches 60 at the most',
        remedy: 'give more points',
      },
    ],
    [
      'a field under a condition that its step rules out',
      changed((form) => {
        form.steps[1].fields[1].when = { need: 'research' };
        form.tests = [];
      }),
      {
        code: 'never_holds',
        severity: 'warning',
        pointer: '/steps/1/fields/1/when',
        message: 'field "role"',
        remedy: 'it contradicts the condition of its step',
      },
    ],
    [
      'a page that is no path',
      change('"page": "/pricing*"', '"page": "https://example.com/pricing"'),
      {
        code: 'never_holds',
        severity: 'warning',
        pointer: '/signals/0/page',
        message: 'no page has the path',
        remedy: '"/pricing*"',
      },
    ],
  ]);

  test.each([
    ['ordered options', { size: { gte: 's50_200' } }],
    ['several choices', { tools: { hasAll: ['seo', 'ads', 'mail'] } }],
    ['one of several choices by "is"', { tools: 'seo' }],
    ['two of several choices', { all: [{ tools: 'seo' }, { tools: 'ads' }] }],
    ['a slider', { budget: { between: [11, 21] } }],
    ['a fraction of a slider', { budget: 20 }],
    ['a text by parts', { first_name: { startsWith: 'A', contains: 'nn', endsWith: 'a' } }],
    ['none of several choices', { tools: { answered: false } }],
    ['not answered', { seats: { answered: false }, need: { not: 'switch' } }],
    ['a day', { start: { gte: '2026-12-31' } }],
    ['a country', { land: { in: ['PL', 'DE'] } }],
    ['a free address', { 'email.free': true, 'email.domain': 'gmail.com' }],
    ['facts', { 'visit.minutes': { gt: 1.5, lt: 2 }, 'utm.source': { contains: 'news' } }],
    ['the opposite of a comparison', { not: { seats: { gt: 5, lt: 9 } } }],
    ['an answer of a step that may be skipped', { role: 'ceo', need: { not: 'research' } }],
  ])('%s can hold', (_, when) => {
    expect(checkForm(ruleOn(when)).problems).toEqual([]);
  });

  test('a score of the moment says nothing of the score in the end', () => {
    const text = changed((form) => {
      form.steps[2].when = { score: { lt: 30 } };
      form.scoring.rules.push({ id: 'named', when: { first_name: { answered: true } }, points: { fit: 60 } });
      form.outcomes.unshift({
        id: 'vip',
        when: { first_name: { answered: true }, score: { gte: 60 } },
        show: { type: 'message', title: 'Hello' },
      });
    });
    expect(checkForm(text).problems).toEqual([]);
  });

  test('steps of a tenth are counted as people count', () => {
    const tenth = { step: 0.1, min: 0, max: 1 };
    expect(checkForm(ruleOn({ budget: { is: 0.3 } }, tenth)).problems).toEqual([]);
  });
});

describe('the lines of MQL and SQL', () => {
  const lines = (mql: object, sql: object) =>
    changed((form) => {
      Object.assign(form.qualify, { mql, sql });
      form.tests = [];
    });
  const crossed = (title: string, mql: object, sql: object, message: string): Row => [
    title,
    lines(mql, sql),
    {
      code: 'thresholds_cross',
      pointer: '/qualify/sql',
      message,
      remedy: 'raise "sql", or lower "mql"',
      on: '"sql": {',
    },
  ];
  testRows([
    crossed(
      'cross in the score',
      { score: { gte: 40 } },
      { score: { gte: 30 } },
      '("score" from 30 against 40)',
    ),
    crossed(
      'cross in a dimension',
      { 'score.fit': { gte: 40 } },
      { 'score.fit': { gt: 10 } },
      '("score.fit" from 11 against 40)',
    ),
    crossed('cross where SQL asks for nothing', { score: { gte: 40 } }, {}, '"sql" is easier than "mql"'),
    crossed(
      'cross where a dimension makes the sum',
      { score: { gte: 90 } },
      { 'score.fit': { gte: 40 } },
      'all who reach "mql" reach "sql"',
    ),
    crossed(
      'cross in one of two',
      { 'score.fit': { gte: 40 }, 'score.intent': { gte: 20 } },
      { 'score.fit': { gte: 30 } },
      'easier',
    ),
    crossed('cross in answers', { role: 'ceo' }, { role: { in: ['ceo', 'coo'] } }, 'easier'),
    [
      'are the same',
      lines({ score: { gte: 40 } }, { score: { gt: 39 } }),
      {
        code: 'unreachable',
        severity: 'warning',
        pointer: '/qualify/mql',
        message: 'ask for the same',
        remedy: 'lower "mql"',
      },
    ],
    [
      'overlap: SQL asks less of one dimension and more of another',
      lines({ 'score.intent': { gte: 30 } }, { 'score.intent': { gte: 20 }, 'score.fit': { gte: 40 } }),
      {
        code: 'thresholds_overlap',
        severity: 'warning',
        pointer: '/qualify/sql/score.intent',
        message: '"sql" asks for less of "score.intent" (20) than "mql" does (30)',
        remedy: 'unless this is meant',
      },
    ],
    [
      'are reached only by those who are disqualified',
      changed((form) => {
        form.qualify.disqualify[0].when = { 'score.fit': { gte: 30 } };
        form.tests = [];
      }),
      {
        code: 'unreachable',
        severity: 'warning',
        pointer: '/qualify/sql',
        message: 'nobody becomes SQL',
        remedy: 'narrow the "disqualify" rules',
      },
    ],
  ]);

  test('do not cross where SQL asks for something else, or more', () => {
    for (const [mql, sql] of [
      [{ score: { gte: 40 } }, { score: { gte: 60 } }],
      [{ score: { gte: 40 } }, { 'score.fit': { gte: 30 } }],
      [{ role: 'ceo' }, { score: { gte: 10 } }],
    ] as const)
      expect(checkForm(lines(mql, sql)).problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  });
});

describe('endings, jumps and steps that nobody reaches', () => {
  testRows([
    [
      'a last outcome with a condition',
      change('{ "id": "thanks", "show"', '{ "id": "thanks", "when": { "stage": "lead" }, "show"'),
      {
        code: 'last_outcome',
        pointer: '/outcomes/3/when',
        message: 'the last outcome, "thanks", has a condition',
        remedy: 'leave its "when" out',
        on: '"thanks"',
      },
    ],
    [
      'outcomes behind one without a condition',
      change('"when": { "stage": "mql" },', '', change('"outcome": "decline"', '"outcome": "guide"')),
      {
        code: 'unreachable',
        severity: 'warning',
        pointer: '/outcomes/2',
        message: 'outcome "decline" is never reached: "guide" before it has no condition',
        remedy: 'give "guide" a "when"',
      },
    ],
    [
      'an outcome whose people are taken by those before it',
      changed((form) => {
        form.outcomes.splice(1, 0, {
          id: 'vip',
          when: { stage: 'sql', role: 'ceo' },
          show: { type: 'message' },
        });
      }),
      {
        code: 'unreachable',
        severity: 'warning',
        pointer: '/outcomes/1',
        message: 'outcome "vip" is never reached: those before it take everybody',
        remedy: 'move it up',
      },
    ],
    [
      'an outcome that its stage rules out',
      changed((form) => {
        form.outcomes.splice(1, 0, {
          id: 'odd',
          when: { stage: 'mql', score: { lt: 40 } },
          show: { type: 'message' },
        });
      }),
      {
        code: 'never_holds',
        severity: 'warning',
        pointer: '/outcomes/1/when',
        message: 'outcome "odd"',
        remedy: 'contradict',
      },
    ],
    [
      'a jump behind one that is always taken',
      change(
        '"id": "name",',
        '"id": "name", "next": [{ "go": "end" }, { "when": { "need": "switch" }, "go": "contact" }],',
      ),
      {
        code: 'unreachable',
        severity: 'warning',
        pointer: '/steps/2/next/1',
        message: 'this jump of step "name" is never taken',
        remedy: 'move it up',
      },
    ],
    [
      'a step that every way jumps over',
      change('"id": "need",\n      "fields"', '"id": "need", "next": [{ "go": "name" }],\n      "fields"'),
      {
        code: 'unreachable',
        severity: 'warning',
        pointer: '/steps/1',
        message: 'step "company" is never reached',
        remedy: 'go on to it',
      },
    ],
  ]);

  test('the last outcome may be left over, as it is there for what nobody thought of', () => {
    const text = changed((form) => {
      form.outcomes.splice(3, 0, {
        id: 'lead',
        when: { stage: 'lead' },
        show: { type: 'message', title: 'Hello' },
      });
    });
    expect(checkForm(text).problems).toEqual([]);
  });
});

describe('limits', () => {
  const deep = (depth: number): object => (depth === 1 ? { need: 'switch' } : { not: deep(depth - 1) });
  const withRule = (when: object) => changed((form) => form.scoring.rules.push({ id: 'r', when, points: 1 }));
  testRows([
    [
      'a condition nine deep',
      withRule(deep(9)),
      {
        code: 'too_deep',
        pointer: '/scoring/rules/1/when',
        message: 'nests 9 deep, and 8 is the most',
        remedy: 'fewer "all"',
      },
    ],
    [
      'a condition five hundred deep',
      withRule(deep(500)),
      {
        code: 'too_deep',
        pointer: expect.stringMatching(/^\/scoring\/rules\/1\/when\/not\/not/) as unknown as string,
        message: 'nested more than 64 levels deep',
        remedy: 'a condition may nest 8 deep',
      },
    ],
    [
      'a condition of five hundred parts',
      withRule({ any: Array.from({ length: 251 }, () => ({ need: 'switch' })) }),
      {
        code: 'too_large',
        pointer: '/scoring/rules/1/when',
        message: 'has 503 parts, and 500 is the most',
        remedy: 'use "in"',
      },
    ],
    [
      'a number that takes nothing',
      changed((form) => form.steps[2].fields.push({ id: 'n', type: 'number', label: 'N', min: 5, max: 1 })),
      {
        code: 'bounds_cross',
        pointer: '/steps/2/fields/1/min',
        message: 'takes nothing: at least 5 and at most 1',
        remedy: 'make "min" the smaller one',
      },
    ],
    [
      'a range beyond its own end',
      changed((form) => form.steps[2].fields.push({ id: 'n', type: 'range', label: 'N', min: 200 })),
      {
        code: 'bounds_cross',
        pointer: '/steps/2/fields/1/min',
        message: 'at least 200 and at most 100',
        remedy: 'ends at 100',
      },
    ],
    [
      'more choices than there are',
      changed((form) =>
        form.steps[2].fields.push({
          id: 'n',
          type: 'choices',
          label: 'N',
          min: 2,
          options: [{ id: 'a', label: 'A' }],
        }),
      ),
      {
        code: 'bounds_cross',
        pointer: '/steps/2/fields/1/min',
        message: 'at least 2 and at most 1',
        remedy: '',
      },
    ],
    [
      'a hidden field that is required',
      changed((form) => form.steps[2].fields.push({ id: 'n', type: 'hidden', label: 'N', required: true })),
      {
        code: 'no_effect',
        severity: 'warning',
        pointer: '/steps/2/fields/1/required',
        message: 'is hidden',
        remedy: 'leave "required" out',
      },
    ],
    [
      'a consent that is filled in beforehand',
      change('"type": "consent",', '"type": "consent", "prefill": true,'),
      {
        code: 'no_effect',
        severity: 'warning',
        pointer: '/steps/3/fields/1/prefill',
        message: 'by ticking it each time',
        remedy: 'leave "prefill" out',
      },
    ],
  ]);

  test('eight levels and five hundred parts are not too many', () => {
    expect(checkForm(withRule(deep(8))).problems).toEqual([]);
    const wide = { any: Array.from({ length: 249 }, () => ({ need: 'switch' })) };
    expect(checkForm(withRule(wide)).problems).toEqual([]);
    expect(checkForm(goodText).problems).toEqual([]);
  });
});
