/** 'n to m questions left': the shortest and the longest way from here to the end. */

import type { CompiledForm, Question } from './compile.ts';
import { type Facts, unknown } from './facts.ts';
import type { Path } from './flow.ts';
import type { Input } from './input.ts';

export interface Left {
  min: number;
  max: number;
}

/**
 * Questions from the step at `from` (its position in the file) to the end, that step's included. Answers that stand on the
 * path count as given; every other later one may be anything, so a condition on it leaves both ways open.
 */
export function questionsLeft(compiled: CompiledForm, path: Path, from: number, input: Input): Left {
  const asked = new Set(path.steps.flatMap((step) => step.asked));
  const onPath = new Set(path.steps.flatMap((step) => step.fields));
  const skipped = new Set([...(input.remembered ?? []), ...(input.known ?? [])]);
  const facts: Facts = [...path.facts];
  const { emailDomainSlot, emailFreeSlot } = compiled;
  for (const step of compiled.steps.slice(from))
    for (const { field, slot } of step.fields) {
      if (facts[slot] !== undefined) continue;
      facts[slot] = unknown;
      if (field.type === 'email')
        for (const told of [emailDomainSlot, emailFreeSlot]) facts[told] ??= unknown;
    }

  // A score of answers to come is not known either.
  const holds = (question: Question | undefined) =>
    !question || (question.namesScore ? undefined : question.holds(facts));
  const ways = new Map<number, Left>();

  const leftFrom = (index: number): Left => {
    const step = compiled.steps[index];
    if (!step) return { min: 0, max: 0 };
    const seen = ways.get(index);
    if (seen) return seen;
    const here = index === from ? true : holds(step.when);
    const left: Left[] = [];
    if (here !== true) left.push(leftFrom(index + 1));
    if (here !== false) {
      const own: Left = { min: 0, max: 0 };
      for (const { field, when } of step.fields) {
        // On the path it is already decided whether a field is asked; off it only its own condition can tell.
        const open = holds(when);
        if (field.type === 'hidden' || open === false || skipped.has(field.id)) continue;
        if (onPath.has(field) && !asked.has(field)) continue;
        if (open) own.min += 1;
        own.max += 1;
      }
      const targets: number[] = [];
      let always = false;
      for (const jump of step.jumps) {
        const taken = holds(jump.when);
        if (taken !== false) targets.push(Math.max(jump.to, index + 1));
        if (taken) {
          always = true;
          break;
        }
      }
      if (!always) targets.push(index + 1);
      const after = targets.map(leftFrom);
      left.push({
        min: own.min + Math.min(...after.map((way) => way.min)),
        max: own.max + Math.max(...after.map((way) => way.max)),
      });
    }
    const result = {
      min: Math.min(...left.map((way) => way.min)),
      max: Math.max(...left.map((way) => way.max)),
    };
    ways.set(index, result);
    return result;
  };
  return leftFrom(from);
}
