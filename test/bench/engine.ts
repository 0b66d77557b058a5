/** How often a second the engine judges a form, beside json-logic-js on the same 10 conditions and 10 rules. */
import assert from 'node:assert/strict';
import { pathToFileURL } from 'node:url';
import jsonLogic from 'json-logic-js';
import { compile } from '../../widget/engine/compile.ts';
import { judge } from '../../widget/engine/qualify.ts';
import { score } from '../../widget/engine/scoring.ts';
import {
  disqualifiers,
  endings,
  form,
  mql,
  type Pair,
  points,
  rules,
  sql,
  visitors,
  whens,
} from './pairs.ts';

const isTrue = ({ theirs }: Pair, plain: object): boolean => jsonLogic.apply(theirs, plain) === true;

/** The sum of the rules that hold, within its bounds. */
function scoreByLogic(plain: object): number {
  let sum = 0;
  for (let at = 0; at < rules.length; at += 1) if (isTrue(rules[at] as Pair, plain)) sum += points[at] ?? 0;
  return Math.min(60, Math.max(0, sum));
}

/** The same verdict by json-logic-js, which has neither path nor ledger: questions open, sum, stage, ending. */
function judgeByLogic(plain: object) {
  let open = 0;
  for (const when of whens) if (isTrue(when, plain)) open += 1;
  const score = scoreByLogic(plain);
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

type Work = (at: number) => unknown;

/** Does the work for every visitor again and again for about so long; times a second for one visitor. */
function rate(work: Work, milliseconds: number): number {
  const start = performance.now();
  let done = 0;
  let kept: unknown;
  while (performance.now() - start < milliseconds) {
    for (let at = 0; at < visitors.length; at += 1) kept = work(at);
    done += visitors.length;
  }
  assert.notEqual(kept, undefined);
  return (done / (performance.now() - start)) * 1000;
}

const median = (figures: number[]): number => figures.toSorted((a, b) => a - b)[figures.length >> 1] ?? 0;
const figure = (value: number) => Math.round(value).toLocaleString('en').padStart(11);

const rounds = 61;
const milliseconds = 50;

/** Measures both in short turns, so that whatever else the machine does hits both, and prints the medians. */
function compare(title: string, own: Work, other: Work): void {
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = -10; round < rounds; round += 1) {
    const [first, second] = [rate(own, milliseconds), rate(other, milliseconds)];
    if (round < 0) continue;
    ours.push(first);
    theirs.push(second);
  }
  const ratio = median(ours.map((value, round) => value / (theirs[round] ?? value)));
  console.log(title);
  console.log(`  engine         ${figure(median(ours))} a second`);
  console.log(`  json-logic-js  ${figure(median(theirs))} a second`);
  console.log(`  ratio          ${ratio.toFixed(1).padStart(11)}`);
}

export async function run(): Promise<void> {
  check();
  const inputs = visitors.map(({ input }) => input);
  const plain = visitors.map((visitor) => visitor.plain as object);
  const paths = inputs.map((input) => judge(compiled, input).path);
  const questions = compiled.steps[1]?.fields.map(({ when }) => when?.holds ?? assert.fail()) ?? [];
  assert.equal(questions.length, whens.length);
  compare(
    '10 conditions and 10 rules (engine: with ledger)',
    (at) => {
      const { facts, fromSignals } = paths[at] as (typeof paths)[number];
      let open = 0;
      for (const holds of questions) if (holds(facts)) open += 1;
      return { open, score: score(compiled.scoring, facts, fromSignals) };
    },
    (at) => {
      let open = 0;
      for (const when of whens) if (isTrue(when, plain[at] as object)) open += 1;
      return { open, score: scoreByLogic(plain[at] as object) };
    },
  );
  compare(
    'A whole verdict, path and ending with it (json-logic-js: without path and ledger)',
    (at) => judge(compiled, inputs[at] as (typeof inputs)[number]),
    (at) => judgeByLogic(plain[at] as object),
  );
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await run();
