/** Prepares a form once, so that judging answers is only looking up and adding. */

import type { Condition, Field, Form } from '../schema/form.ts';
import { compileCondition, type Holds, namesScore } from './conditions.ts';
import { type FrozenSlot, frozenSlots, type Slots, slotOf } from './facts.ts';
import { compileScoring, type Scoring } from './scoring.ts';

/** The parts of a form that the arithmetic needs. A published definition has them as well as the file does. */
export type Playable = Pick<Form, 'id' | 'steps' | 'signals' | 'scoring' | 'qualify' | 'profiling'> & {
  outcomes: readonly { id: string; when?: Condition | undefined }[];
};

/** A condition, and whether it needs a scoring run before it can be asked. */
export interface Question {
  holds: Holds;
  namesScore: boolean;
}

export interface CompiledField {
  field: Field;
  slot: number;
  when: Question | undefined;
  /** The answer of a hidden field for when nobody gave another. */
  declared: string | undefined;
}

export interface CompiledStep {
  id: string;
  when: Question | undefined;
  fields: CompiledField[];
  /** Index of the step to go to (the number of steps is the end), first match wins. */
  jumps: { when: Question | undefined; to: number }[];
}

export interface CompiledForm {
  form: Playable;
  fields: ReadonlyMap<string, Field>;
  steps: CompiledStep[];
  scoring: Scoring;
  signals: { id: string; slot: number }[];
  slots: Slots;
  frozen: FrozenSlot[];
  stageSlot: number;
  emailDomainSlot: number;
  emailFreeSlot: number;
  disqualify: { id: string; when: Question | undefined }[];
  mql: Question | undefined;
  sql: Question | undefined;
  outcomes: { id: string; when: Question | undefined }[];
}

/** Compiles a form that has passed the schema's checks. */
export function compile(form: Playable): CompiledForm {
  const fields = new Map(form.steps.flatMap((step) => step.fields).map((field) => [field.id, field]));
  // Fields come first, so that a low slot is a field.
  const slots: Slots = new Map();
  for (const id of fields.keys()) slotOf(slots, id);
  const question = (condition: Condition | undefined): Question | undefined =>
    condition && {
      holds: compileCondition(condition, fields, slots),
      namesScore: namesScore(condition),
    };
  const { qualify } = form;

  const compiled = {
    form,
    fields,
    slots,
    stageSlot: slotOf(slots, 'stage'),
    emailDomainSlot: slotOf(slots, 'email.domain'),
    emailFreeSlot: slotOf(slots, 'email.free'),
    steps: form.steps.map((step) => ({
      id: step.id,
      when: question(step.when),
      fields: step.fields.map((field) => ({
        field,
        slot: slotOf(slots, field.id),
        when: question(field.when),
        declared: field.type === 'hidden' ? field.value?.trim() || undefined : undefined,
      })),
      jumps: (step.next ?? []).map((jump) => ({
        when: question(jump.when),
        to: jump.go === 'end' ? form.steps.length : form.steps.findIndex((target) => target.id === jump.go),
      })),
    })),
    scoring: compileScoring(form, fields, slots),
    signals: (form.signals ?? []).map(({ id }) => ({ id, slot: slotOf(slots, `signal.${id}`) })),
    disqualify: (qualify?.disqualify ?? []).map((rule) => ({ id: rule.id, when: question(rule.when) })),
    mql: question(qualify?.mql),
    sql: question(qualify?.sql),
    outcomes: form.outcomes.map((outcome) => ({ id: outcome.id, when: question(outcome.when) })),
  };
  return { ...compiled, frozen: frozenSlots(slots) };
}
