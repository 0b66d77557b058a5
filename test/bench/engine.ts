/** How often a second the engine judges a form, beside json-logic-js on the same 10 conditions and 10 rules. */
import assert from 'node:assert/strict';
import { pathToFileURL } from 'node:url';
import jsonLogic from 'json-logic-js';
import { compile } from '../../widget/engine/compile.ts';
import type { Input } from '../../widget/engine/input.ts';
import { judge } from '../../widget/engine/qualify.ts';
import type { Condition, Form } from '../../widget/schema/form.ts';

type Logic = Parameters<typeof jsonLogic.apply>[0];

/** The same question in both languages. */
interface Pair {
  /** Not written as a Condition, whose index signature TypeScript cannot tell from `any`, `all` and `not` in a literal. */
  ours: object;
  theirs: Logic;
}

const v = (name: string) => ({ var: name });
const starts = (name: string, part: string): Logic =>
  ({ '==': [{ substr: [v(name), 0, part.length] }, part] }) as Logic;

/** Ten conditions where a form has them: four questions, two who do not fit, two lines, two endings. */
const whens: Pair[] = [
  { ours: { need: { not: 'research' } }, theirs: { '!==': [v('need'), 'research'] } },
  { ours: { people: { between: [10, 200] } }, theirs: { '<=': [10, v('people'), 200] } },
  {
    ours: { any: [{ role: { in: ['ceo', 'coo', 'cto'] } }, { people: { lt: 10 } }] },
    theirs: { or: [{ in: [v('role'), ['ceo', 'coo', 'cto']] }, { '<': [v('people'), 10] }] },
  },
  { ours: { tools: { has: 'excel' } }, theirs: { in: ['excel', v('tools')] } },
];
const disqualifiers: Pair[] = [
  {
    ours: { role: { in: ['student', 'intern'] }, people: { lt: 10 } },
    theirs: { and: [{ in: [v('role'), ['student', 'intern']] }, { '<': [v('people'), 10] }] },
  },
  {
    ours: { need: 'research', not: { 'visit.count': { gte: 2 } } },
    theirs: { and: [{ '===': [v('need'), 'research'] }, { '!': { '>=': [v('visit.count'), 2] } }] },
  },
];
const sql: Pair = {
  ours: { score: { gte: 40 }, need: 'switch' },
  theirs: { and: [{ '>=': [v('score'), 40] }, { '===': [v('need'), 'switch'] }] },
};
const mql: Pair = { ours: { score: { gte: 20 } }, theirs: { '>=': [v('score'), 20] } };
const endings: Pair[] = [
  {
    ours: { stage: 'sql', 'page.path': { startsWith: '/pricing' } },
    theirs: { and: [{ '===': [v('stage'), 'sql'] }, starts('page.path', '/pricing')] },
  },
  { ours: { stage: { in: ['sql', 'mql'] } }, theirs: { in: [v('stage'), ['sql', 'mql']] } },
];

/** Ten rules. */
const rules: Pair[] = [
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
const points = [30, 5, 20, -10, 15, 5, 5, 5, 10, 10];

const choose = (...ids: string[]) => ids.map((id) => ({ id, label: id }));
const needs = ['switch', 'first', 'research'];
const roles = ['ceo', 'coo', 'cto', 'student', 'intern', 'other'];
const toolNames = ['sap', 'excel', 'none'];

const form: Form = {
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
const visitors = Array.from({ length: 60 }, (_, at) => {
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

const isTrue = ({ theirs }: Pair, plain: object): boolean => jsonLogic.apply(theirs, plain) === true;

/** The same verdict by json-logic-js, which has neither path nor ledger: questions open, sum, stage, ending. */
function judgeByLogic(plain: object) {
  let open = 0;
  for (const when of whens) if (isTrue(when, plain)) open += 1;
  let sum = 0;
  for (let at = 0; at < rules.length; at += 1) if (isTrue(rules[at] as Pair, plain)) sum += points[at] ?? 0;
  const score = Math.min(60, Math.max(0, sum));
  const scored = { ...plain, score };
  const stage = disqualifiers.some((one) => isTrue(one, scored))
    ? 'disqualified'
    : isTrue(sql, scored)
      ? 'sql'
      : isTrue(mql, scored)
        ? 'mql'
        : 'lead';
  const staged = { ...scored, stage };
  const ending = endings.findIndex((one) => isTrue(one, staged));
  return { open, score, stage, outcome: ending < 0 ? 'thanks' : `o${ending}` };
}

const compiled = compile(form);

/** Both must say the same, or the comparison would mean nothing. */
function check(): void {
  const stages = new Set<string>();
  for (const { input, plain } of visitors) {
    const { path, score, stage, outcome } = judge(compiled, input);
    const open = path.steps[1]?.fields.length ?? 0;
    assert.deepEqual({ open, score: score.total, stage, outcome }, judgeByLogic(plain));
    stages.add(stage);
  }
  assert.equal(stages.size, 4);
}

/** Runs `work` over all visitors for about so long; times a second for one visitor. */
function rate(work: (at: (typeof visitors)[number]) => unknown, milliseconds: number): number {
  const start = performance.now();
  let done = 0;
  let kept: unknown;
  while (performance.now() - start < milliseconds) {
    for (const visitor of visitors) kept = work(visitor);
    done += visitors.length;
  }
  assert.ok(kept);
  return (done / (performance.now() - start)) * 1000;
}

const median = (figures: number[]): number => figures.toSorted((a, b) => a - b)[figures.length >> 1] ?? 0;

const rounds = 61;
const milliseconds = 50;

/** Measures both by turns, so that what the machine does meanwhile hits both, and prints the medians. */
export async function run(): Promise<void> {
  check();
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = -10; round < rounds; round += 1) {
    const figures = [
      rate(({ input }) => judge(compiled, input), milliseconds),
      rate(({ plain }) => judgeByLogic(plain), milliseconds),
    ] as const;
    if (round < 0) continue;
    ours.push(figures[0]);
    theirs.push(figures[1]);
  }
  const ratio = median(ours.map((own, round) => own / (theirs[round] ?? own)));
  const figure = (value: number) => Math.round(value).toLocaleString('en').padStart(11);
  console.log('10 conditions and 10 rules, evaluations a second (medians of interleaved rounds)');
  console.log(`  engine: path, ledger and verdict ${figure(median(ours))}`);
  console.log(`  json-logic-js: verdict only      ${figure(median(theirs))}`);
  console.log(`  ratio                            ${ratio.toFixed(1).padStart(11)}`);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await run();
