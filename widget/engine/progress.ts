/** 'n to m questions left': the shortest and the longest way from here to the end. */

import type { CompiledField, CompiledForm, Question } from './compile.ts';
import { type Fact, type Facts, held, unknown } from './facts.ts';
import type { Path } from './flow.ts';
import type { Input } from './input.ts';

export interface Left {
  min: number;
  max: number;
}

/** What is known where ways meet, and how many questions the shortest and the longest of them took. */
interface Arrival extends Left {
  facts: Facts;
  /** Whether an e-mail field was passed; undefined where that hangs on the way. */
  passedEmail: boolean | undefined;
}

const same = <T>(one: T, other: T, otherwise: T): T => (one === other ? one : otherwise);

function meet(one: Arrival, other: Arrival): Arrival {
  return {
    min: Math.min(one.min, other.min),
    max: Math.max(one.max, other.max),
    facts: one.facts.map((fact, slot) => same<Fact | undefined>(fact, other.facts[slot], unknown)),
    passedEmail: same(one.passedEmail, other.passedEmail, undefined),
  };
}

// A score of answers to come is not known either.
const holds = (question: Question | undefined, facts: Facts) =>
  !question || (question.namesScore ? undefined : question.holds(facts));

/**
 * Questions from the step at `from` (its position in the file) to the end, that step's included. Answers that stand on the
 * path count as given; every other later one may be anything, so a condition on it leaves both ways open. Jumps lead forward,
 * so one pass over the steps meets every way.
 */
export function questionsLeft(compiled: CompiledForm, path: Path, from: number, input: Input): Left {
  const { remembered = [], known = [], answers } = input;
  const { steps, emailDomainSlot, emailFreeSlot } = compiled;
  const asked = new Set(path.steps.flatMap((step) => step.asked));
  const onPath = new Set(path.steps.flatMap((step) => step.fields));
  const arrivals: (Arrival | undefined)[] = [];
  arrivals[from] = here();

  /** As it was before the step: what later answers told is not known yet. */
  function here(): Arrival {
    const facts = [...path.facts];
    for (const step of steps.slice(from)) for (const { slot } of step.fields) facts[slot] = undefined;
    const passed = path.steps.filter((step) => step.index < from).flatMap((step) => step.fields);
    const passedEmail = passed.some((field) => field.type === 'email');
    if (!passedEmail) for (const slot of [emailDomainSlot, emailFreeSlot]) facts[slot] = undefined;
    facts[compiled.stageSlot] = undefined;
    return { min: 0, max: 0, facts, passedEmail };
  }

  /** What the field's answer will be where it is on the way, and whether it is put to the visitor there. */
  function ahead({ field, slot, declared }: CompiledField): { fact: Fact | undefined; isAsked: boolean } {
    const isAsked = onPath.has(field)
      ? asked.has(field)
      : field.type !== 'hidden' && !remembered.includes(field.id) && !known.includes(field.id);
    const stands = onPath.has(field)
      ? path.facts[slot]
      : isAsked
        ? undefined
        : (answers[field.id] ?? declared);
    if (stands !== undefined) return { fact: stands, isAsked };
    return { fact: isAsked ? unknown : known.includes(field.id) ? held : undefined, isAsked };
  }

  function pass(way: Arrival, compiledField: CompiledField): void {
    const open = holds(compiledField.when, way.facts);
    if (open === false) return;
    const { fact, isAsked } = ahead(compiledField);
    const { field, slot } = compiledField;
    way.facts[slot] = open || fact === undefined ? fact : unknown;
    if (field.type === 'email' && way.passedEmail !== true) {
      // Which address comes first is only sure where no other may have.
      const isSure = open && way.passedEmail === false && fact === path.facts[slot] && fact !== unknown;
      const told = isSure && onPath.has(field) && isFirstEmail(field);
      for (const at of [emailDomainSlot, emailFreeSlot]) way.facts[at] = told ? path.facts[at] : unknown;
      way.passedEmail = open ? true : undefined;
    }
    if (isAsked && open) way.min += 1;
    if (isAsked) way.max += 1;
  }

  function isFirstEmail(field: CompiledField['field']): boolean {
    for (const one of onPath) if (one.type === 'email') return one === field;
    return false;
  }

  const arrive = (index: number, way: Arrival) => {
    const there = arrivals[index];
    arrivals[index] = there ? meet(there, way) : way;
  };
  for (let index = from; index < steps.length; index += 1) {
    const before = arrivals[index];
    const step = steps[index];
    if (!before || !step) continue;
    const open = index === from || holds(step.when, before.facts);
    if (open !== true) arrive(index + 1, before);
    if (open === false) continue;
    const way = { ...before, facts: [...before.facts] };
    for (const field of step.fields) pass(way, field);
    let goesOn = true;
    for (const jump of step.jumps) {
      const taken = holds(jump.when, way.facts);
      if (taken !== false) arrive(Math.max(jump.to, index + 1), way);
      if (taken) {
        goesOn = false;
        break;
      }
    }
    if (goesOn) arrive(index + 1, way);
  }
  const { min = 0, max = 0 } = arrivals[steps.length] ?? {};
  return { min, max };
}
