/** The path: which steps and fields stand before the visitor, as a pure function of answers and frozen facts. */

import type { Field } from '../schema/form.ts';
import type { CompiledForm, CompiledStep, Question } from './compile.ts';
import { domainOf, isFreeDomain } from './email.ts';
import { events, type Facts, freezeFacts, held } from './facts.ts';
import type { Answers, Context, Input, Signals, Value } from './input.ts';
import { type Earned, earnedBySignals, score, setScore } from './scoring.ts';

/** A step on the path. */
export interface PathStep {
  id: string;
  /** Position in the file. */
  index: number;
  /** Fields whose `when` holds; an answer to one of them is data. */
  fields: Field[];
  /** Those of them that are put to the visitor. A step that asks nothing is not shown. */
  asked: Field[];
}

export interface Path {
  /** Open steps in order. */
  steps: PathStep[];
  /** Answers that stand on the path: all that is sent, stored and scored. */
  answers: Answers;
  /** Fields with an answer that is off the path, in the order of the file. */
  dropped: string[];
  /** Required fields that are asked and have no answer. */
  missing: string[];
  /** What conditions may ask about once the path is known. */
  facts: Facts;
  fromSignals: readonly Earned[];
}

/** Answers by slot, and how many there are of questions that the form has. */
function placeAnswers({ slots, fields }: CompiledForm, answers: Answers) {
  const given: (Value | undefined)[] = [];
  let count = 0;
  for (let slot = 0; slot < fields.size; slot += 1) given.push(undefined);
  for (const id of Object.keys(answers)) {
    const slot = slots.get(id);
    // Fields have the first slots; what is behind them is no field.
    if (slot === undefined || slot >= fields.size || answers[id] === undefined) continue;
    given[slot] = answers[id];
    count += 1;
  }
  return { given, count };
}

/** What is known before the first question. */
function startingFacts(
  { slots, frozen, signals: declared }: CompiledForm,
  context: Context,
  signals: Signals,
): Facts {
  const facts: Facts = [];
  for (let slot = 0; slot < slots.size; slot += 1) facts.push(undefined);
  freezeFacts(facts, frozen, context);
  for (const { id, slot } of declared) facts[slot] = events(signals, id).length;
  return facts;
}

/** Facts that an e-mail address tells. */
function learnDomain({ emailDomainSlot, emailFreeSlot }: CompiledForm, facts: Facts, address: Value): void {
  const domain = domainOf(String(address));
  if (domain === undefined) return;
  facts[emailDomainSlot] = domain;
  facts[emailFreeSlot] = isFreeDomain(domain);
}

const nothing = {};
const nobody: readonly string[] = [];

/**
 * Walks a form once from its first step to its end. A condition sees only what was passed before it. Jumps lead forward, so
 * every path ends.
 */
export function walk(compiled: CompiledForm, input: Input): Path {
  const { answers, context = nothing, signals = nothing, remembered = nobody, known = nobody } = input;
  const { scoring } = compiled;
  const fromSignals = earnedBySignals(compiled.form.signals, signals, scoring);
  const facts = startingFacts(compiled, context, signals);
  const { given, count } = placeAnswers(compiled, answers);
  const onPath: Record<string, Value> = {};
  const steps: PathStep[] = [];
  let passed = 0;
  let passedEmail = false;
  let open = 0;

  const holds = (question: Question | undefined): boolean => {
    if (!question) return true;
    if (question.namesScore) setScore(scoring, facts, score(scoring, facts, fromSignals));
    return question.holds(facts) === true;
  };

  for (let index = 0; index < compiled.steps.length; ) {
    const step = compiled.steps[index] as CompiledStep;
    if (!holds(step.when)) {
      index += 1;
      continue;
    }
    const fields: Field[] = [];
    const asked: Field[] = [];
    for (const { field, slot, when, declared } of step.fields) {
      if (!holds(when)) continue;
      fields.push(field);
      // The first e-mail field on the path tells the domain, or none does.
      const tellsDomain: boolean = field.type === 'email' && !passedEmail;
      passedEmail ||= tellsDomain;
      const answer = given[slot];
      const value = answer ?? declared;
      if (value !== undefined) {
        onPath[field.id] = value;
        facts[slot] = value;
        if (answer !== undefined) passed += 1;
        if (tellsDomain) learnDomain(compiled, facts, value);
        if (!remembered.includes(field.id) && field.type !== 'hidden') asked.push(field);
      } else if (known.includes(field.id)) facts[slot] = held;
      else if (field.type !== 'hidden') asked.push(field);
    }
    open += asked.length;
    steps.push({ id: step.id, index, fields, asked });
    const jump = step.jumps.find(({ when }) => holds(when));
    index = jump ? Math.max(jump.to, index + 1) : index + 1;
  }

  const limit = compiled.form.profiling?.maxQuestions;
  if (limit !== undefined) putOff(steps, onPath, open - limit);
  const isOff = (id: string) => Object.hasOwn(answers, id) && !Object.hasOwn(onPath, id);
  return {
    steps,
    answers: onPath,
    dropped: passed < count ? [...compiled.fields.keys()].filter(isOff) : [],
    missing: missingFrom(steps, onPath),
    facts,
    fromSignals,
  };
}

function missingFrom(steps: readonly PathStep[], answers: Answers): string[] {
  const missing: string[] = [];
  for (const step of steps)
    for (const field of step.asked)
      if (field.required && !Object.hasOwn(answers, field.id)) missing.push(field.id);
  return missing;
}

/**
 * Beyond `maxQuestions`, unanswered remembered fields wait for a later visit, the last ones first. Since they are unanswered
 * either way, the path stays what it is.
 */
function putOff(steps: readonly PathStep[], answers: Answers, tooMany: number): void {
  let left = tooMany;
  for (const step of [...steps].reverse()) {
    for (const field of [...step.asked].reverse()) {
      if (left <= 0) return;
      if (!field.remember || Object.hasOwn(answers, field.id)) continue;
      step.asked.splice(step.asked.indexOf(field), 1);
      left -= 1;
    }
  }
}
