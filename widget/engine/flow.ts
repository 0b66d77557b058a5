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

/** Answers a question about what stands in `facts`, with the score of just that if it asks for it. */
function ask(
  { scoring }: CompiledForm,
  question: Question,
  facts: Facts,
  fromSignals: readonly Earned[],
): boolean {
  if (question.namesScore) setScore(scoring, facts, score(scoring, facts, fromSignals));
  return question.holds(facts) === true;
}

/** What was answered; a hidden field declares its own answer for when nobody gave one. */
function answerTo(field: Field, answers: Answers): Value | undefined {
  if (Object.hasOwn(answers, field.id)) return answers[field.id];
  return field.type === 'hidden' ? field.value?.trim() || undefined : undefined;
}

/** Facts that an e-mail address tells. */
function learnDomain({ emailDomainSlot, emailFreeSlot }: CompiledForm, facts: Facts, address: Value): void {
  const domain = domainOf(String(address));
  if (domain === undefined) return;
  facts[emailDomainSlot] = domain;
  facts[emailFreeSlot] = isFreeDomain(domain);
}

/** What is known before the first question. */
function startingFacts(
  { slots, frozen, signals: declared }: CompiledForm,
  context: Context,
  signals: Signals,
): Facts {
  const facts: Facts = new Array(slots.size).fill(undefined);
  freezeFacts(facts, frozen, context);
  for (const { id, slot } of declared) facts[slot] = events(signals, id).length;
  return facts;
}

const nothing = {};
const nobody: readonly string[] = [];

/**
 * Walks a form once from its first step to its end. A condition sees only what was passed before it. Jumps lead forward, so
 * every path ends.
 */
export function walk(compiled: CompiledForm, input: Input): Path {
  const { answers, context = nothing, signals = nothing, remembered = nobody, known = nobody } = input;
  const fromSignals = earnedBySignals(compiled.form.signals, signals, compiled.scoring);
  const facts = startingFacts(compiled, context, signals);
  const onPath: Record<string, Value> = {};
  const steps: PathStep[] = [];
  let passedEmail = false;
  const holds = (question: Question) => ask(compiled, question, facts, fromSignals);

  for (let index = 0; index < compiled.steps.length; ) {
    const step = compiled.steps[index] as CompiledStep;
    if (!holds(step.when)) {
      index += 1;
      continue;
    }
    const fields: Field[] = [];
    const asked: Field[] = [];
    for (const { field, slot, when } of step.fields) {
      if (!holds(when)) continue;
      fields.push(field);
      const value = answerTo(field, answers);
      // The first e-mail field on the path tells the domain, or none does.
      const tellsDomain: boolean = field.type === 'email' && !passedEmail;
      passedEmail ||= tellsDomain;
      if (value !== undefined) {
        onPath[field.id] = value;
        facts[slot] = value;
        if (tellsDomain) learnDomain(compiled, facts, value);
        if (!remembered.includes(field.id) && field.type !== 'hidden') asked.push(field);
      } else if (known.includes(field.id)) facts[slot] = held;
      else if (field.type !== 'hidden') asked.push(field);
    }
    steps.push({ id: step.id, index, fields, asked });
    const jump = step.jumps.find(({ when }) => holds(when));
    index = jump ? Math.max(jump.to, index + 1) : index + 1;
  }

  putOff(compiled, steps, onPath);
  const missing: string[] = [];
  for (const step of steps)
    for (const field of step.asked)
      if (field.required && !Object.hasOwn(onPath, field.id)) missing.push(field.id);
  return { steps, answers: onPath, dropped: offPath(compiled, answers, onPath), missing, facts, fromSignals };
}

function offPath({ fields }: CompiledForm, answers: Answers, onPath: Answers): string[] {
  const isOff = (id: string) => !Object.hasOwn(onPath, id);
  if (!Object.keys(answers).some(isOff)) return [];
  return [...fields.keys()].filter((id) => Object.hasOwn(answers, id) && isOff(id));
}

/**
 * Beyond `maxQuestions`, unanswered remembered fields wait for a later visit, the last ones first. Since they are unanswered
 * either way, the path stays what it is.
 */
function putOff(compiled: CompiledForm, steps: PathStep[], answers: Answers): void {
  const limit = compiled.form.profiling?.maxQuestions;
  if (limit === undefined) return;
  let tooMany = steps.reduce((count, step) => count + step.asked.length, 0) - limit;
  for (const step of [...steps].reverse()) {
    for (const field of [...step.asked].reverse()) {
      if (tooMany <= 0) return;
      if (!field.remember || Object.hasOwn(answers, field.id)) continue;
      step.asked.splice(step.asked.indexOf(field), 1);
      tooMany -= 1;
    }
  }
}
