/** 'n to m questions left', on forms small enough to count by hand. */
import { expect, test } from 'vitest';
import { compile } from '../../widget/engine/compile.ts';
import { walk } from '../../widget/engine/flow.ts';
import type { Input } from '../../widget/engine/input.ts';
import { questionsLeft } from '../../widget/engine/progress.ts';
import type { Condition, Field, Form, Step } from '../../widget/schema/form.ts';

const text = (id: string, when?: Condition): Field => ({
  id,
  type: 'text',
  label: id,
  ...(when && { when }),
});
const choice = (id: string, when?: Condition): Field => ({
  id,
  type: 'choice',
  label: id,
  options: [
    { id: 'yes', label: 'Yes', points: 10 },
    { id: 'no', label: 'No' },
  ],
  ...(when && { when }),
});
const step = (id: string, fields: Field[], more: Partial<Step> = {}): Step => ({ id, fields, ...more });

function left(steps: Step[], from: number, input: Partial<Input> = {}): string {
  const form: Form = {
    id: 'left',
    title: 'Left',
    steps,
    outcomes: [{ id: 'end', show: { type: 'message' } }],
  };
  const compiled = compile(form);
  const whole: Input = { answers: {}, ...input };
  const { min, max } = questionsLeft(compiled, walk(compiled, whole), from, whole);
  return min === max ? `${min}` : `${min} to ${max}`;
}

const straight = [step('one', [text('a'), text('b')]), step('two', [text('c')]), step('three', [text('d')])];
const branching = [
  step('one', [choice('a')], { next: [{ when: { a: 'no' }, go: 'three' }] }),
  step('two', [text('b'), text('c', { b: 'x' })]),
  step('three', [text('d', { a: 'yes' }), text('e')]),
];

test('a straight form counts its questions from here to the end', () => {
  expect([0, 1, 2, 3].map((from) => left(straight, from))).toEqual(['4', '2', '1', '0']);
});

test('a branch ahead gives the shortest and the longest way', () => {
  expect(left(branching, 0)).toBe('2 to 5');
});

test('an answer decides the branch', () => {
  expect(left(branching, 0, { answers: { a: 'no' } })).toBe('2');
  expect(left(branching, 1, { answers: { a: 'yes' } })).toBe('3 to 4');
  expect(left(branching, 1, { answers: { a: 'yes', b: 'x' } })).toBe('4');
});

test('remembered and known questions are not counted, and hidden fields never', () => {
  const steps = [
    step('one', [text('a'), { id: 'h', type: 'hidden', label: 'h' }]),
    step('two', [text('b'), text('c')]),
  ];
  expect(left(steps, 0)).toBe('3');
  expect(left(steps, 0, { answers: { b: 'x' }, remembered: ['b'] })).toBe('2');
  expect(left(steps, 0, { known: ['b', 'c'] })).toBe('1');
});

test('a condition on the score leaves both ways open while answers are missing', () => {
  const steps = [step('one', [choice('a')]), step('two', [text('b')], { when: { score: { gte: 10 } } })];
  expect(left(steps, 0)).toBe('1 to 2');
});

test('an answer that a branch may yet jump over does not decide for certain', () => {
  const steps = [
    step('one', [choice('a')], { next: [{ when: { a: 'no' }, go: 'three' }] }),
    step('two', [choice('b')]),
    step('three', [text('c', { b: 'yes' })]),
  ];
  // With a: no, b is off the path and so is c.
  expect(left(steps, 0, { answers: { b: 'yes' } })).toBe('1 to 3');
});

test('a later e-mail address does not answer a question that stands before it', () => {
  const steps = [
    step('one', [choice('a'), { id: 'private', type: 'email', label: 'Private', when: { a: 'yes' } }]),
    step('two', [text('b', { 'email.domain': 'acme.com' }), { id: 'work', type: 'email', label: 'Work' }]),
  ];
  expect(left(steps, 1, { answers: { a: 'no', work: 'ann@acme.com' } })).toBe('1');
});
