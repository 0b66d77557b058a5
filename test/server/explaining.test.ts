/** Every point has a reason that sales can read, and what a lead lacks is said only where it is true. */
import { expect, test } from 'vitest';
import { phonesIn } from '../../server/leads/phones.ts';
import { compile } from '../../widget/engine/compile.ts';
import { judge } from '../../widget/engine/qualify.ts';
import type { Condition, Form } from '../../widget/schema/form.ts';
import { explain, textOf } from '../../widget/schema/reasons/explain.ts';
import { wouldBe } from '../../widget/schema/reasons/would.ts';
import { answers, demo } from './forms.ts';

const compiled = compile(demo);

function reasons(given: Record<string, string>, context = {}, signals: Record<string, number[]> = {}) {
  const { score } = judge(compiled, { answers: given, context, signals });
  return explain(demo, score, signals).ledger.map(({ source, points, why }) => [source, points, why]);
}

test('options, rules, signals and caps say why', () => {
  expect(reasons(answers.sql, { 'utm.source': 'ads' }, { pricing: [0, 1, 2] })).toEqual([
    ['need.switch', 20, 'What brings you here? Replacing our CRM'],
    ['size.middle', 40, 'How many people? 50–200'],
    ['ads', 30, 'Came from our ads'],
    ['signal.pricing', 15, 'Viewed /pricing* 3 times'],
    ['cap.fit', -20, 'Fit counts 50 at most'],
  ]);
});

test('one view is said as once', () => {
  expect(reasons(answers.lead, {}, { pricing: [0] })).toEqual([
    ['signal.pricing', 5, 'Viewed /pricing* once'],
  ]);
});

test('a dimension below nothing counts nothing, and that is said', () => {
  const form: Form = {
    ...demo,
    scoring: { ...demo.scoring, rules: [{ id: 'minus', when: { need: 'look' }, points: { fit: -10 } }] },
  };
  const { score } = judge(compile(form), { answers: answers.lead });
  expect(explain(form, score, {}).ledger.map(({ why }) => why)).toEqual(['minus', 'Fit counts 0 at least']);
});

const lines: [string, Form['qualify'], Record<string, string>, string[]][] = [
  [
    'what both lines lack',
    demo.qualify,
    answers.lead,
    [
      'Would be MQL if the score were 40 or more (it is 0)',
      'Would be SQL if Fit were 40 or more (it is 0) and Intent were 20 or more (it is 0)',
    ],
  ],
  ['only what is lacking', demo.qualify, answers.mql, ['Would be SQL if Intent were 20 or more (it is 0)']],
  ['nothing more for an SQL', demo.qualify, answers.sql, []],
  ['nothing for the disqualified', demo.qualify, answers.disqualified, []],
  [
    'over a bound',
    { sql: { score: { gt: 90 } } },
    answers.sql,
    ['Would be SQL if the score were over 90 (it is 60)'],
  ],
  [
    'inside all',
    { sql: { all: [{ 'score.fit': { gte: 45 } }, { need: 'switch' }] } as Condition },
    answers.sql,
    ['Would be SQL if Fit were 45 or more (it is 40)'],
  ],
  [
    'nothing where an answer is in the way',
    { sql: { 'score.fit': { gte: 50 }, need: 'look' } },
    answers.sql,
    [],
  ],
  [
    'nothing where there are several ways',
    { sql: { any: [{ score: { gte: 90 } }, { need: 'look' }] } as Condition },
    answers.sql,
    [],
  ],
  ['nothing where more would be too much', { sql: { score: { gte: 90, lte: 95 } } }, answers.sql, []],
  [
    'nothing where other bounds stand against it',
    { sql: { all: [{ score: { gte: 90 } }, { score: { lt: 61 } }] } as Condition },
    answers.sql,
    [],
  ],
  ['no sentence about a line that is not there', {}, answers.lead, []],
];

test.each(lines)('would be: %s', (_, qualify, given, sentences) => {
  const form: Form = { ...demo, qualify };
  expect(wouldBe({ form, compiled: compile(form), answers: given, context: {}, signals: {} })).toEqual(
    sentences,
  );
});

test('answers read as a person would say them', () => {
  const field = (id: string) => {
    const found = demo.steps.flatMap(({ fields }) => fields).find((candidate) => candidate.id === id);
    if (!found) throw new Error(id);
    return found;
  };
  expect(textOf(demo, field('size'), 'middle')).toBe('50–200');
  expect(textOf(demo, field('privacy'), true)).toBe('Yes');
  expect(textOf(demo, field('name'), 'Ann')).toBe('Ann');
  expect(textOf(demo, { ...field('seats'), unit: 'people', currency: 'EUR' } as never, 5)).toBe(
    '5 EUR people',
  );
});

test('phone numbers come as they can be dialled from anywhere, by the country of their field', () => {
  const steps = [
    { id: 'one', fields: [{ id: 'tel', type: 'phone' as const, label: 'Phone', country: 'GB' }] },
  ];
  expect(phonesIn({ ...demo, steps }, { tel: '020 7946 0000' })).toEqual({ tel: '+442079460000' });
  expect(phonesIn({ ...demo, steps }, { tel: '1234' })).toEqual({});
  expect(phonesIn({ ...demo, steps }, {})).toEqual({});
});
