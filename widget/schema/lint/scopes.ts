/** Every condition of a form, and what may be seen from where it stands. */

import type { Condition, Step } from '../form.ts';
import type { Token } from './source.ts';
import type { Subject } from './subject.ts';

export interface Scope {
  /** Fields before this position are seen. */
  upTo: number;
  /** Whether the score may be asked for, or why not. */
  score: true | string;
  /** Whether the stage may be asked for, or why not. */
  stage: true | string;
}

export interface Asked {
  condition: Condition;
  /** What holds the condition, and under which key. */
  on: object;
  key: string;
  scope: Scope;
  /** Conditions that hold as well wherever this one is asked. */
  given: Condition[];
  /** Only the endings and the lines; elsewhere the score is that of the moment. */
  final: boolean;
}

/** Sees everything but what its place forbids. */
export const everything = Number.POSITIVE_INFINITY;
const noStage = 'the stage is known only once the form is finished';

/** What the conditions of steps, fields and jumps see. */
function early({ form }: Subject, upTo: number): Scope {
  const score = form.scoring?.private ? 'with private scoring the browser does not know the score' : true;
  return { upTo, score, stage: noStage };
}

/** Lists every condition in the order of the file. The expectations of tests are another matter. */
export function listConditions(subject: Subject): Asked[] {
  const { form, bounds, positionOf } = subject;
  const found: Asked[] = [];
  const add = (
    on: { when?: Condition | undefined },
    scope: Scope,
    final: boolean,
    given: Condition[] = [],
  ) => {
    if (on.when) found.push({ condition: on.when, on, key: 'when', scope, given, final });
  };
  const givenBy = (step: Step) => (step.when ? [step.when] : []);

  for (const step of form.steps) {
    const { from, to } = bounds(step);
    add(step, early(subject, from), false);
    for (const field of step.fields) add(field, early(subject, positionOf(field)), false, givenBy(step));
    for (const jump of step.next ?? []) add(jump, early(subject, to), false, givenBy(step));
  }
  const score = 'rules make the score, so they cannot ask for it';
  for (const rule of form.scoring?.rules ?? []) add(rule, { upTo: everything, score, stage: noStage }, true);

  const line: Scope = {
    upTo: everything,
    score: true,
    stage: 'these lines make the stage, so they cannot ask for it',
  };
  const { qualify } = form;
  for (const rule of qualify?.disqualify ?? []) add(rule, line, true);
  for (const key of ['mql', 'sql'] as const) {
    const condition = qualify?.[key];
    if (qualify && condition)
      found.push({ condition, on: qualify, key, scope: line, given: [], final: true });
  }
  for (const outcome of form.outcomes) add(outcome, { upTo: everything, score: true, stage: true }, true);
  return found;
}

/** The place of a part of a condition. */
export const inside = (asked: Asked, path: readonly Token[]) => ({
  on: asked.on,
  path: [asked.key, ...path],
});
