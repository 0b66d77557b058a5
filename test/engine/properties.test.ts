/** What holds for every form and everything that is put into it. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cleanAnswers } from '../../widget/engine/answers.ts';
import { compile } from '../../widget/engine/compile.ts';
import { walk } from '../../widget/engine/flow.ts';
import type { Input } from '../../widget/engine/input.ts';
import { questionsLeft } from '../../widget/engine/progress.ts';
import { judge } from '../../widget/engine/qualify.ts';
import { define } from '../../widget/schema/definition.ts';
import type { Form } from '../../widget/schema/form.ts';
import { fieldsOf, type Given, orderly, type Played, played } from './forms.ts';

/** A property that fails looks no longer than this for a simpler example. */
const limit = { interruptAfterTimeLimit: 30_000 };
const runs = 1000;

/** Compiled form and clean input. */
function prepare({ form, given }: Played) {
  const compiled = compile(form);
  const { answers } = cleanAnswers(compiled.fields, given.answers);
  const input: Input = { ...given, answers };
  return { compiled, answers, input };
}

/** Everything that a submission stores. */
function verdictOf(form: Form, input: Input) {
  const { stage, outcome, score, path } = judge(compile(form), input);
  return { stage, outcome, score, answers: path.answers, missing: path.missing };
}

/** Freezes a value to its last leaf, so that writing to it throws. */
function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) frozen(part);
  return Object.freeze(value);
}

test('whatever is sent as answers, nothing throws', () => {
  const sent = played.chain(({ form, given }) =>
    fc.record({
      form: fc.constant(form),
      given: fc
        .dictionary(
          fc.constantFrom(...fieldsOf(form).map(({ id }) => id), '__proto__', 'toString'),
          fc.anything(),
        )
        .map((answers): Given => ({ ...given, answers })),
    }),
  );
  fc.assert(
    fc.property(sent, ({ form, given }) => {
      const { compiled, input } = prepare({ form, given });
      judge(compiled, input);
    }),
    { ...limit, numRuns: runs },
  );
});

test('answers off the path change neither data nor score nor verdict', () => {
  fc.assert(
    fc.property(orderly, ({ form, given, other }) => {
      const { compiled, answers, input } = prepare({ form, given });
      const { answers: strange } = cleanAnswers(compiled.fields, other.answers);
      const passed = new Set(walk(compiled, input).steps.flatMap((step) => step.fields.map(({ id }) => id)));
      const onPath = Object.entries(answers).filter(([id]) => passed.has(id));
      const offPath = Object.entries(strange).filter(([id]) => !passed.has(id));

      const expected = verdictOf(form, input);
      expect(verdictOf(form, { ...input, answers: Object.fromEntries(onPath) })).toEqual(expected);
      expect(verdictOf(form, { ...input, answers: Object.fromEntries([...offPath, ...onPath]) })).toEqual(
        expected,
      );
    }),
    { ...limit, numRuns: runs },
  );
});

test('the rows of the ledger sum to the score, whole, without zeros, between 0 and the maximum', () => {
  fc.assert(
    fc.property(played, ({ form, given }) => {
      const { compiled, input } = prepare({ form, given });
      const { total, dimensions, ledger } = judge(compiled, input).score;
      const declared = form.scoring?.dimensions ?? { score: {} };
      expect(Object.keys(dimensions)).toEqual(Object.keys(declared));
      for (const [id, { max = 100 }] of Object.entries<{ max?: number | undefined }>(declared)) {
        const rows = ledger.filter((row) => row.dimension === id);
        expect(rows.reduce((sum, row) => sum + row.points, 0)).toBe(dimensions[id]);
        expect(dimensions[id]).toBeGreaterThanOrEqual(0);
        expect(dimensions[id]).toBeLessThanOrEqual(max);
      }
      expect(Object.values(dimensions).reduce((sum, points) => sum + points, 0)).toBe(total);
      expect(ledger.every((row) => Number.isInteger(row.points) && row.points !== 0)).toBe(true);
    }),
    { ...limit, numRuns: runs },
  );
});

test('every path ends, and only goes forward', () => {
  fc.assert(
    fc.property(played, ({ form, given }) => {
      const { compiled, input } = prepare({ form, given });
      const passed = walk(compiled, input).steps.map((step) => step.index);
      expect(passed).toEqual([...new Set(passed)].sort((a, b) => a - b));
      expect(passed.every((index) => form.steps[index] !== undefined)).toBe(true);
    }),
    { ...limit, numRuns: runs },
  );
});

test('going back and forth, in any order of answers, changes nothing', () => {
  const wandering = fc.tuple(orderly, fc.array(fc.tuple(fc.nat(), fc.constantFrom('set', 'undo', 'other'))));
  fc.assert(
    fc.property(wandering, ([{ form, given, other }, moves]) => {
      const { compiled, answers, input } = prepare({ form, given });
      const { answers: otherwise } = cleanAnswers(compiled.fields, other.answers);
      const expected = judge(compile(form), input);

      const ids = fieldsOf(form).map(({ id }) => id);
      let current: Input['answers'] = {};
      const put = (id: string, from: Input['answers'] | undefined) => {
        const { [id]: _, ...rest } = current;
        const value = from?.[id];
        current = value === undefined ? rest : { ...rest, [id]: value };
        judge(compiled, { ...input, answers: current });
      };
      for (const [at, move] of moves) {
        const id = ids[at % ids.length] ?? '';
        put(id, move === 'undo' ? undefined : move === 'set' ? answers : otherwise);
      }
      for (const id of ids.reverse()) put(id, answers);
      expect(judge(compiled, { ...input, answers: current })).toEqual(expected);
    }),
    { ...limit, numRuns: 500 },
  );
});

test('neither forms nor input are ever written to', () => {
  fc.assert(
    fc.property(played, ({ form, given }) => {
      const expected = verdictOf(form, prepare({ form, given }).input);
      const { compiled, input } = prepare(frozen({ form, given }));
      const { path, ...judged } = judge(compiled, frozen(input));
      expect({ ...verdictOf(form, input), ...judged }).toMatchObject(expected);
      frozen(path);
      for (const step of path.steps) questionsLeft(compiled, path, step.index, input);
    }),
    { ...limit, numRuns: runs },
  );
});

test('what the browser gets of a form judges like the form', () => {
  const open = played.filter(({ form }) => form.scoring?.private !== true);
  fc.assert(
    fc.property(open, ({ form, given }) => {
      const { compiled, input } = prepare({ form, given });
      const definition = define(form, { language: 'en', version: 1 });
      expect(judge(compile(definition), input)).toMatchObject(verdictless(judge(compiled, input)));
    }),
    { ...limit, numRuns: runs },
  );
});

/** A judgement without the fields themselves, whose notes and unspoken texts stay on the server. */
function verdictless({ path, ...judged }: ReturnType<typeof judge>) {
  const { answers, dropped, missing, fromSignals } = path;
  return { ...judged, path: { answers, dropped, missing, fromSignals } };
}

test('"n to m questions left" holds whatever the visitor answers next', () => {
  fc.assert(
    fc.property(orderly, fc.nat(), ({ form: made, given, other }, at) => {
      const { profiling: _, ...form } = made;
      const { compiled, answers } = prepare({ form, given });
      // Nobody is asked for what is hidden, remembered or known. What is remembered has an answer, and what only the server knows has none.
      const remembered = given.remembered.filter((id) => Object.hasOwn(answers, id));
      const known = given.known.filter((id) => !Object.hasOwn(answers, id));
      const input = { ...given, answers, remembered, known };
      const path = walk(compiled, input);
      const from = path.steps[at % Math.max(1, path.steps.length)];
      if (!from) return;

      const left = questionsLeft(compiled, path, from.index, input);
      expect(left.min).toBeGreaterThanOrEqual(0);
      expect(left.max).toBeGreaterThanOrEqual(left.min);

      const settled = new Set([
        ...form.steps.slice(0, from.index).flatMap((step) => step.fields.map(({ id }) => id)),
        ...fieldsOf(form).flatMap(({ id, type }) => (type === 'hidden' ? [id] : [])),
        ...remembered,
        ...known,
      ]);
      const { answers: otherwise } = cleanAnswers(compiled.fields, other.answers);
      const completed = { ...answers, ...path.answers };
      for (const { id } of fieldsOf(form)) {
        if (settled.has(id) || Object.hasOwn(path.answers, id)) continue;
        const value = otherwise[id];
        if (value === undefined) delete completed[id];
        else completed[id] = value;
      }
      const asked = walk(compiled, { ...input, answers: completed })
        .steps.filter((step) => step.index >= from.index)
        .reduce((count, step) => count + step.asked.length, 0);
      expect(asked).toBeGreaterThanOrEqual(left.min);
      expect(asked).toBeLessThanOrEqual(left.max);
    }),
    { ...limit, numRuns: 3000 },
  );
});
