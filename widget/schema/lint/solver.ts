/**
 * Can this condition ever hold? Sound for 'no': a no is a proof. Where the proof would be long or the facts hang together in
 * ways that are not looked at, the answer is 'yes'.
 */
import { compileCondition, type Holds } from '../../engine/conditions.ts';
import { type Facts, held, type Slots } from '../../engine/facts.ts';
import type { Comparison, Condition, Field, Scalar } from '../form.ts';
import { attainable } from './attainable.ts';
import {
  type Asking,
  absent,
  type Candidate,
  type Candidates,
  choiceOf,
  fieldCandidates,
  numberCandidates,
  textCandidates,
  unsure,
} from './candidates.ts';
import { everything } from './scopes.ts';
import type { Subject } from './subject.ts';
import { formStages, meaningOf } from './vocabulary.ts';

interface Atom extends Asking {
  name: string;
  test: Holds;
}
/** A condition with every `not` pushed down to the comparisons. */
export type Node = { all: Node[] } | { any: Node[] } | { atom: Atom };

/** Steps of work for one question, and for all of a form: enough for any form that a person could follow. */
const perQuestion = 10_000;
const perForm = 200_000;
/** Choices within choices; far from the end of the stack. */
const mostBranches = 400;

export interface Solver {
  /**
   * Turns a condition, or its opposite, into what `canHold` takes. With `skipScore` it says nothing of the score, as that was
   * the score of another moment.
   */
  node: (condition: Condition, holds?: boolean, skipScore?: boolean) => Node;
  /** Whether all of these can hold together; `upTo` says which fields have made the score that they see. */
  canHold: (goals: readonly Node[], upTo?: number) => boolean;
  /** What it takes to be given a stage. */
  stage: (stage: string) => Node;
  /** Most points that can be had, in all or in one dimension. */
  most: (dimension: string | undefined, upTo?: number) => number;
}

interface Search {
  goals: readonly Node[];
  atoms: ReadonlyMap<string, readonly Atom[]>;
  /** Facts whose own conditions have been added already. */
  opened: ReadonlySet<string>;
}

const isScore = (name: string) => name === 'score' || name.startsWith('score.');

export function createSolver(subject: Subject): Solver {
  const { form, fields } = subject;
  const { qualify } = form;
  const plainFields: ReadonlyMap<string, Field> = new Map([...fields].map(([id, { field }]) => [id, field]));
  const limits = new Map<number, Map<string, number>>();
  let leftForForm = perForm;
  let left = 0;

  const spend = (work: number): boolean => {
    left -= work;
    leftForForm -= work;
    return left > 0 && leftForForm > 0;
  };
  const limitsAt = (upTo: number) => {
    const found = limits.get(upTo) ?? attainable(subject, upTo);
    limits.set(upTo, found);
    return found;
  };
  const most = (dimension: string | undefined, upTo = everything) => {
    const found = limitsAt(upTo);
    return dimension === undefined
      ? [...found.values()].reduce((sum, max) => sum + max, 0)
      : (found.get(dimension) ?? 0);
  };

  /** The condition of a step is asked with each of its fields, so each is turned into a node once. */
  const made = new WeakMap<Condition, Map<string, Node>>();
  function node(condition: Condition, holds = true, skipScore = false): Node {
    const found = made.get(condition) ?? new Map<string, Node>();
    const key = `${holds} ${skipScore}`;
    const result = found.get(key) ?? toNode(condition, holds, skipScore);
    made.set(condition, found.set(key, result));
    return result;
  }

  function toNode(condition: Condition, holds: boolean, skipScore: boolean): Node {
    const parts = Object.entries(condition).map(([key, part]): Node => {
      const nested = (inner: Condition) => node(inner, holds, skipScore);
      if (key === 'all' || key === 'any') {
        const inner = (part as Condition[]).map(nested);
        return (key === 'all') === holds ? { all: inner } : { any: inner };
      }
      if (key === 'not') return node(part as Condition, !holds, skipScore);
      // The score of an earlier moment is another one, of which nothing is known here.
      if (skipScore && isScore(key)) return { all: [] };
      const comparison = typeof part === 'object' ? (part as Comparison) : { is: part as Scalar };
      // One comparison asks for one fact, which thus has the first slot.
      const slots: Slots = new Map();
      const test = compileCondition({ [key]: comparison }, plainFields, slots);
      return { atom: { name: key, comparison, holds, test } };
    });
    return holds ? { all: parts } : { any: parts };
  }

  const stages: Record<string, () => Node> = {
    disqualified: () => ({ any: (qualify?.disqualify ?? []).map((rule) => node(rule.when)) }),
    sql: () => ({ all: [fits(), qualify?.sql ? node(qualify.sql) : { any: [] }] }),
    mql: () => ({ all: [fits(), notSql(), qualify?.mql ? node(qualify.mql) : { any: [] }] }),
    lead: () => ({ all: [fits(), notSql(), qualify?.mql ? node(qualify.mql, false) : { all: [] }] }),
  };
  const fits = (): Node => ({ all: (qualify?.disqualify ?? []).map((rule) => node(rule.when, false)) });
  const notSql = (): Node => (qualify?.sql ? node(qualify.sql, false) : { all: [] });
  const stage = (name: string): Node => stages[name]?.() ?? { any: [] };

  function candidatesOf(name: string, atoms: readonly Atom[], upTo: number): Candidates {
    const meaning = meaningOf(name, subject);
    switch (meaning?.kind) {
      case 'field':
        return fieldCandidates(meaning.field, atoms);
      case 'score':
        return numberCandidates(atoms, { min: 0, max: most(meaning.dimension, upTo), step: 1 });
      case 'signal':
        return numberCandidates(atoms, { min: 0, max: Number.POSITIVE_INFINITY, step: 1 });
      case 'number':
        return [...numberCandidates(atoms, { min: 0, max: Number.POSITIVE_INFINITY }), absent];
      case 'stage':
        return choiceOf(formStages);
      case 'free':
        return [...choiceOf([true, false]), absent];
      case 'domain':
        return textCandidates(atoms, (text) => text === text.toLowerCase() && text.includes('.'));
      case 'text':
        return textCandidates(atoms, (text) => name !== 'page.path' || text.startsWith('/'));
      default:
        return unsure;
    }
  }

  function agrees(candidate: Candidate, atoms: readonly Atom[]): boolean {
    const facts: Facts = [candidate.known ? held : candidate.value];
    return atoms.every((atom) => atom.test(facts) === atom.holds);
  }

  function satisfying(name: string, atoms: readonly Atom[], upTo: number): Candidates {
    const candidates = candidatesOf(name, atoms, upTo);
    if (candidates === unsure || !spend(candidates.length * atoms.length)) return unsure;
    return candidates.filter((candidate) => agrees(candidate, atoms));
  }

  /** The total is the sum of its dimensions, so the bounds of both must meet. */
  function scoresMeet(atoms: Search['atoms'], upTo: number): boolean {
    const whole = atoms.get('score');
    if (whole === undefined) return true;
    let low = 0;
    let high = 0;
    for (const [dimension, max] of limitsAt(upTo)) {
      const name = `score.${dimension}`;
      const found = satisfying(name, atoms.get(name) ?? [], upTo);
      const values = found === unsure ? [0, max] : found.map(({ value }) => Number(value));
      low += Math.min(...values);
      high += Math.max(...values);
    }
    return numberCandidates(whole, { min: low, max: high, step: 1 }).some((sum) => agrees(sum, whole));
  }

  /** Answers that must be there bring the conditions under which they are asked. */
  function broughtBy(
    atoms: Search['atoms'],
    opened: ReadonlySet<string>,
  ): { name: string; goals: Node[] } | undefined {
    for (const [name, asked] of atoms) {
      const placed = fields.get(name);
      if (!placed || opened.has(name) || agrees(absent, asked)) continue;
      const conditions = [placed.step.when, placed.field.when].filter((condition) => condition !== undefined);
      return { name, goals: conditions.map((condition) => node(condition, true, true)) };
    }
    return undefined;
  }

  function search({ goals, opened, ...start }: Search, upTo: number, depth: number): boolean {
    if (depth > mostBranches) return true;
    const atoms = new Map(start.atoms);
    const open = [...goals];
    const choices: Node[][] = [];
    for (let goal = open.pop(); goal !== undefined; goal = open.pop()) {
      if (!spend(1)) return true;
      if ('all' in goal) open.push(...goal.all);
      else if ('any' in goal) choices.push(goal.any);
      else {
        const { name } = goal.atom;
        const asked = [...(atoms.get(name) ?? []), goal.atom];
        atoms.set(name, asked);
        const found = satisfying(name, asked, upTo);
        if (found !== unsure && found.length === 0) return false;
      }
    }
    const [choice, ...others] = choices.sort((a, b) => a.length - b.length);
    if (choice !== undefined) {
      const rest = others.map((any): Node => ({ any }));
      return choice.some((one) => search({ goals: [one, ...rest], atoms, opened }, upTo, depth + 1));
    }

    if (!scoresMeet(atoms, upTo)) return false;
    const brought = broughtBy(atoms, opened);
    if (brought)
      return search(
        { goals: brought.goals, atoms, opened: new Set(opened).add(brought.name) },
        upTo,
        depth + 1,
      );
    const staged = atoms.get('stage');
    if (staged === undefined || opened.has('stage')) return true;
    const found = satisfying('stage', staged, upTo);
    const withStage = new Set(opened).add('stage');
    return (
      found === unsure ||
      found.some(({ value }) =>
        search({ goals: [stage(String(value))], atoms, opened: withStage }, upTo, depth + 1),
      )
    );
  }

  return {
    node,
    stage,
    most,
    canHold(goals, upTo = everything) {
      left = perQuestion;
      return search({ goals, atoms: new Map(), opened: new Set() }, upTo, 0);
    },
  };
}
