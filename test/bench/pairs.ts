/** One form twice: as the engine takes it, and its 10 conditions and 10 rules in the language of json-logic-js. */
import type jsonLogic from 'json-logic-js';
import type { Input } from '../../widget/engine/input.ts';
import type { Condition, Form } from '../../widget/schema/form.ts';

export type Logic = Parameters<typeof jsonLogic.apply>[0];

/** The same question in both languages. */
export interface Pair {
  /** Not written as a Condition, whose index signature TypeScript cannot tell from `any`, `all` and `not` in a literal. */
  ours: object;
  theirs: Logic;
}

const v = (name: string) => ({ var: name });
const starts = (name: string, part: string): Logic =>
  ({ '==': [{ substr: [v(name), 0, part.length] }, part] }) as Logic;

/** Ten conditions where a form has them: four questions, two who do not fit, two lines, two endings. */
export const whens: Pair[] = [
  { ours: { need: { not: 'research' } }, theirs: { '!==': [v('need'), 'research'] } },
  { ours: { people: { between: [10, 200] } }, theirs: { '<=': [10, v('people'), 200] } },
  {
    ours: { any: [{ role: { in: ['ceo', 'coo', 'cto'] } }, { people: { lt: 10 } }] },
    theirs: { or: [{ in: [v('role'), ['ceo', 'coo', 'cto']] }, { '<': [v('people'), 10] }] },
  },
  { ours: { tools: { has: 'excel' } }, theirs: { in: ['excel', v('tools')] } },
];
export const disqualifiers: Pair[] = [
  {
    ours: { role: { in: ['student', 'intern'] }, people: { lt: 10 } },
    theirs: { and: [{ in: [v('role'), ['student', 'intern']] }, { '<': [v('people'), 10] }] },
  },
  {
    ours: { need: 'research', not: { 'visit.count': { gte: 2 } } },
    theirs: { and: [{ '===': [v('need'), 'research'] }, { '!': { '>=': [v('visit.count'), 2] } }] },
  },
];
export const sql: Pair = {
  ours: { score: { gte: 40 }, need: 'switch' },
  theirs: { and: [{ '>=': [v('score'), 40] }, { '===': [v('need'), 'switch'] }] },
};
export const mql: Pair = { ours: { score: { gte: 20 } }, theirs: { '>=': [v('score'), 20] } };
export const endings: Pair[] = [
  {
    ours: { stage: 'sql', 'page.path': { startsWith: '/pricing' } },
    theirs: { and: [{ '===': [v('stage'), 'sql'] }, starts('page.path', '/pricing')] },
  },
  { ours: { stage: { in: ['sql', 'mql'] } }, theirs: { in: [v('stage'), ['sql', 'mql']] } },
];

/** Ten rules. */
export const rules: Pair[] = [
  { ours: { role: 'ceo' }, theirs: { '===': [v('role'), 'ceo'] } },
  {
    ours: { role: { notIn: ['student', 'intern'] } },
    theirs: { '!': { in: [v('role'), ['student', 'intern']] } },
  },
  { ours: { people: { gte: 100 } }, theirs: { '>=': [v('people'), 100] } },
  { ours: { people: { lt: 5 } }, theirs: { '<': [v('people'), 5] } },
  {
    ours: { all: [{ need: 'switch' }, { any: [{ tools: { has: 'sap' } }, { tools: { has: 'excel' } }] }] },
    theirs: {
      and: [
        { '===': [v('need'), 'switch'] },
        { or: [{ in: ['sap', v('tools')] }, { in: ['excel', v('tools')] }] },
      ],
    },
  },
  { ours: { 'visit.count': { gte: 2 } }, theirs: { '>=': [v('visit.count'), 2] } },
  { ours: { 'utm.source': 'newsletter' }, theirs: { '===': [v('utm.source'), 'newsletter'] } },
  { ours: { 'page.path': { startsWith: '/docs' } }, theirs: starts('page.path', '/docs') },
  {
    ours: { role: { in: ['ceo', 'coo'] }, people: { gte: 50 }, need: { not: 'research' } },
    theirs: {
      and: [
        { in: [v('role'), ['ceo', 'coo']] },
        { '>=': [v('people'), 50] },
        { '!==': [v('need'), 'research'] },
      ],
    },
  },
  {
    ours: { tools: { hasAll: ['sap', 'excel'] } },
    theirs: { and: [{ in: ['sap', v('tools')] }, { in: ['excel', v('tools')] }] },
  },
];
export const points = [30, 5, 20, -10, 15, 5, 5, 5, 10, 10];

const choose = (...ids: string[]) => ids.map((id) => ({ id, label: id }));
const needs = ['switch', 'first', 'research'];
const roles = ['ceo', 'coo', 'cto', 'student', 'intern', 'other'];
const toolNames = ['sap', 'excel', 'none'];

export const form: Form = {
  id: 'bench',
  title: 'Bench',
  steps: [
    {
      id: 'all',
      fields: [
        { id: 'need', type: 'choice', label: 'Need', options: choose(...needs) },
        { id: 'role', type: 'dropdown', label: 'Role', options: choose(...roles) },
        { id: 'people', type: 'number', label: 'People' },
        { id: 'tools', type: 'choices', label: 'Tools', options: choose(...toolNames) },
      ],
    },
    {
      id: 'some',
      fields: whens.map(({ ours }, index) => ({
        id: `q${index}`,
        type: 'text',
        label: 'More',
        when: ours as Condition,
      })),
    },
  ],
  scoring: {
    dimensions: { fit: { max: 60 } },
    rules: rules.map(({ ours }, index) => ({
      id: `r${index}`,
      when: ours as Condition,
      points: points[index] ?? 0,
    })),
  },
  qualify: {
    disqualify: disqualifiers.map(({ ours }, index) => ({ id: `d${index}`, when: ours as Condition })),
    mql: mql.ours as Condition,
    sql: sql.ours as Condition,
  },
  outcomes: [
    ...endings.map(({ ours }, index) => ({
      id: `o${index}`,
      when: ours as Condition,
      show: { type: 'message' as const },
    })),
    { id: 'thanks', show: { type: 'message' } },
  ],
};

const pick = <T>(list: readonly T[], at: number): T => list[at % list.length] as T;

/** Visitors of every kind; what each engine reads is made beforehand. */
export const visitors = Array.from({ length: 60 }, (_, at) => {
  const answers = {
    need: pick(needs, at),
    role: pick(roles, at),
    people: pick([3, 7, 20, 60, 150, 900, 50], at),
    tools: pick([['sap', 'excel'], ['excel'], ['none'], ['sap']], at),
  };
  const page = { path: pick(['/pricing/eu', '/', '/docs/api'], at) };
  const visit = { count: 1 + (at % 4) };
  const utm = { source: pick(['newsletter', 'search'], at) };
  const context = { 'page.path': page.path, 'visit.count': visit.count, 'utm.source': utm.source };
  return { input: { answers, context } satisfies Input, plain: { ...answers, page, visit, utm } };
});
