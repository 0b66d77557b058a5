/** Arbitrary forms, as nasty as the schema allows, with what visitors and pages put into them. */
import type fc from 'fast-check';
import type { Field, FieldType, Form, Option, Points, Step } from '../../widget/schema/form.ts';
import { type Dice, diced } from './dice.ts';
import { condition, type Sight } from './questions.ts';
import { malformed, valuesOf } from './values.ts';

export interface Given {
  answers: Record<string, unknown>;
  context: Record<string, string | number | boolean>;
  signals: Record<string, number[]>;
  remembered: string[];
  known: string[];
}

interface Plan {
  dimensions: string[];
  signals: string[];
  fields: Field[];
  scoreInWhen: boolean;
  orderly: boolean;
  types: readonly FieldType[];
}

export const fieldsOf = (form: Form): Field[] => form.steps.flatMap((step) => step.fields);

function points(dice: Dice, plan: Plan): Points {
  const some = () => dice.pick([10, 20, -5, 5, 35, 0, 1, -30]);
  if (plan.dimensions.length === 0 || dice.luck(2)) return some();
  const named = dice.luck(3) ? [...plan.dimensions].reverse() : plan.dimensions;
  return Object.fromEntries(named.filter(() => !dice.luck(4)).map((id) => [id, some()]));
}

/** Their ids are in another order than their positions. */
const optionIds = ['o1', 'o4', 'o2', 'o3'] as const;

const options = (dice: Dice, plan: Plan): Option[] =>
  dice.several(1, optionIds.length, (index) => ({
    id: optionIds[index] ?? 'o1',
    label: `Option ${index + 1}`,
    ...(!dice.luck(3) && { points: points(dice, plan) }),
  }));

/** What a field type has of its own. */
function ownOf(dice: Dice, type: FieldType, plan: Plan): object {
  const ordered = dice.luck(2) && { ordered: true };
  const bounds = dice.luck(2) && { min: 0, max: 20, ...(dice.luck(2) && { step: 0.5 }) };
  const own: Partial<Record<FieldType, () => object>> = {
    text: () => (dice.luck(3) ? { maxLength: 4 } : {}),
    email: () => ({ business: dice.pick(['off', 'warn', 'block', 'score']) }),
    number: () => ({ ...bounds }),
    range: () => ({ min: 0, max: 20, step: 1 }),
    choice: () => ({ options: options(dice, plan), ...ordered }),
    choices: () => ({ options: options(dice, plan), ...ordered, ...(dice.luck(3) && { max: 2, min: 1 }) }),
    dropdown: () => ({ options: options(dice, plan), ...ordered }),
    date: () => (dice.luck(3) ? { min: '2026-01-15' } : {}),
    rating: () => (dice.luck(2) ? { max: 3 } : {}),
    hidden: () => (dice.luck(2) ? { value: dice.pick(['partner', ' news ', '  ']) } : {}),
  };
  return own[type]?.() ?? {};
}

const allTypes: FieldType[] = [
  'choice',
  'text',
  'choices',
  'number',
  'email',
  'dropdown',
  'date',
  'hidden',
  'consent',
  'range',
  'rating',
  'country',
  'longtext',
  'phone',
  'url',
  // Points stand in options, so these come up more often.
  'choice',
  'choices',
  'dropdown',
  // Two addresses on one path are a case of their own.
  'email',
  'email',
];

function field(dice: Dice, plan: Plan): Field {
  const type = dice.pick(plan.types);
  const asksEarlier = dice.luck(3);
  const made = {
    type,
    id: `f${plan.fields.length + 1}`,
    label: 'A question',
    ...(dice.luck(3) && { required: true }),
    ...(asksEarlier && { when: condition(dice, sightOf(plan)) }),
    ...(dice.luck(3) && { remember: true }),
    ...ownOf(dice, type, plan),
  } as Field;
  plan.fields.push(made);
  return made;
}

/** What a `when` may name. Naming itself or a later field is an error of order, but must not confuse the arithmetic. */
function sightOf(plan: Plan): Sight {
  return {
    fields: plan.fields,
    signals: plan.signals,
    ...(plan.scoreInWhen && { dimensions: plan.dimensions.length > 0 ? plan.dimensions : ['score'] }),
    stage: !plan.orderly,
    orderly: plan.orderly,
  };
}

function step(dice: Dice, plan: Plan, index: number, count: number): Step {
  const when = index > 0 && dice.luck(3) && { when: condition(dice, sightOf(plan)) };
  const fields = dice.several(1, 3, () => field(dice, plan));
  const later = Array.from({ length: count - index - 1 }, (_, ahead) => `s${index + ahead + 2}`);
  const next =
    dice.luck(3) &&
    dice.several(1, 2, () => ({
      ...(!dice.luck(4) && { when: condition(dice, sightOf(plan)) }),
      go: dice.pick(['end', ...later, ...later]),
    }));
  return { id: `s${index + 1}`, ...when, fields, ...(next && { next }) };
}

function form(dice: Dice, orderly: boolean): Form {
  const isPrivate = dice.luck(8);
  const plan: Plan = {
    dimensions: dice.pick([[], ['fit'], ['fit', 'intent'], ['intent', 'fit', 'need']]),
    signals: dice.several(0, 2, (index) => `g${index + 1}`),
    fields: [],
    scoreInWhen: !isPrivate,
    orderly,
    // Few kinds of answers make branches that meet, part and shut each other out.
    types: orderly && dice.luck(2) ? ['choice', 'consent'] : allTypes,
  };
  const max = () => (dice.luck(3) ? {} : { max: dice.pick([40, 10, 25]) });
  const count = 1 + dice.roll(5);
  const steps = Array.from({ length: count }, (_, index) => step(dice, plan, index, count));
  if (!orderly) for (const one of steps) if (dice.luck(6)) one.when = condition(dice, sightOf(plan));

  const unscored: Sight = { fields: plan.fields, signals: plan.signals };
  const scored: Sight = { ...unscored, dimensions: plan.dimensions.length > 0 ? plan.dimensions : ['score'] };
  const lines = dice.several(0, 2, (index) => ({ id: `d${index + 1}`, when: condition(dice, scored) }));
  return {
    id: 'nasty',
    title: 'Nasty',
    steps,
    signals: plan.signals.map((id) => ({
      id,
      event: id,
      points: points(dice, plan),
      ...(dice.luck(2) && { halfLifeDays: dice.pick([30, 1, 7.5]) }),
      ...(dice.luck(2) && { max: dice.pick([15, 3, 0]) }),
    })),
    scoring: {
      ...(isPrivate && { private: true }),
      ...(plan.dimensions.length > 0 && {
        dimensions: Object.fromEntries(plan.dimensions.map((id) => [id, max()])),
      }),
      rules: dice.several(0, 3, (index) => ({
        id: `r${index + 1}`,
        when: condition(dice, unscored),
        points: points(dice, plan),
      })),
    },
    qualify: {
      ...(dice.luck(2) && { disqualify: lines }),
      ...(!dice.luck(4) && { sql: condition(dice, scored) }),
      ...(!dice.luck(4) && { mql: condition(dice, scored) }),
    },
    outcomes: [
      ...dice.several(0, 3, (index) => ({
        id: `x${index + 1}`,
        when: condition(dice, { ...scored, stage: true }),
        show: { type: 'message' as const },
      })),
      { id: 'thanks', show: { type: 'message' as const } },
    ],
    ...(dice.luck(3) && { profiling: { maxQuestions: 1 + dice.roll(4) } }),
  };
}

/** Answers to most fields, on the path and off it, now and then malformed or to a field that is not there. */
function given(dice: Dice, form: Form): Given {
  const fields = fieldsOf(form);
  const answered = fields.filter(() => !dice.luck(4));
  const entries = answered.map((field): [string, unknown] => [
    field.id,
    dice.luck(40) ? dice.pick(malformed) : dice.pick(valuesOf(field)),
  ]);
  if (dice.luck(3)) entries.reverse();
  if (dice.luck(20)) entries.push(['stranger', 'o1']);
  const context: Given['context'] = {};
  if (dice.luck(2)) context['visit.count'] = 1 + dice.roll(4);
  if (dice.luck(3)) context['visit.days'] = dice.pick([0, 7.5, 31]);
  if (dice.luck(3)) context['visit.minutes'] = dice.pick([3, 0.5]);
  if (dice.luck(2)) context['page.path'] = dice.pick(['/pricing/eu', '/Pricing', '']);
  if (dice.luck(2)) context['utm.source'] = dice.pick(['newsletter', 'NEWS', '  ']);
  if (dice.luck(3)) context['referrer.host'] = 'crm.acme.com';
  if (dice.luck(4)) context['landing.path'] = dice.pick(['/pricing', '/']);
  if (dice.luck(4)) context['click.gclid'] = dice.pick(['G1', ' ']);
  if (dice.luck(4)) context['first.utm.source'] = dice.pick(['newsletter', 'ads']);
  if (dice.luck(4)) context['first.referrer.host'] = 'crm.acme.com';
  if (dice.luck(3)) context.language = dice.pick(['pl', 'en']);
  if (dice.luck(12)) Object.assign(context, { 'visit.count': '2', 'utm.source': 7, language: true });
  // Facts that only the engine may make.
  if (dice.luck(6)) Object.assign(context, { score: 99, stage: 'sql', 'email.free': true, f1: 'o1' });
  const signals: Given['signals'] = {};
  for (const { id } of form.signals ?? [])
    if (!dice.luck(4)) signals[id] = dice.several(0, 3, () => dice.pick([0, 0.5, 30, 60, 12.25, -3, 400]));
  if (dice.luck(6)) signals.stranger = [0];
  const memorable = fields.filter((field) => field.remember).map((field) => field.id);
  return {
    answers: Object.fromEntries(entries),
    context,
    signals,
    remembered: dice.some(memorable),
    known: dice.some(memorable),
  };
}

export interface Played {
  form: Form;
  given: Given;
}

/** A form with one set of input. */
export const played: fc.Arbitrary<Played> = diced(1500, (dice) => {
  const made = form(dice, false);
  return { form: made, given: given(dice, made) };
});

/** A form without errors of order, with two sets of input. */
export const orderly: fc.Arbitrary<Played & { other: Given }> = diced(1600, (dice) => {
  const made = form(dice, true);
  return { form: made, given: given(dice, made), other: given(dice, made) };
});
