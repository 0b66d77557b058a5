/** Where the visitor stands: everything that follows from what was answered, derived and never kept. */

import { computed } from '@preact/signals-core';
import { checkAnswer } from '../engine/answers.ts';
import type { CompiledForm } from '../engine/compile.ts';
import type { PathStep } from '../engine/flow.ts';
import type { Answers, Input, Value } from '../engine/input.ts';
import { questionsLeft } from '../engine/progress.ts';
import { judge } from '../engine/qualify.ts';
import type { DefinitionField } from '../schema/definition.ts';
import type { Served } from '../served.ts';
import type { State } from './state.ts';

export type Standing = ReturnType<typeof deriveStanding>;

export function deriveStanding(form: Served, compiled: CompiledForm, state: State) {
  const { memory, values, frozen, stepId, ending, id } = state;

  /** Answers that hold up: what is typed but not (yet) valid is not an answer. */
  const answers = computed<Answers>(() => {
    const valid: Record<string, Value> = {};
    for (const [name, value] of Object.entries({ ...memory.value.answers, ...values.value })) {
      const field = compiled.fields.get(name);
      const checked = field && checkAnswer(field, value);
      if (checked?.value !== undefined) valid[name] = checked.value;
    }
    return valid;
  });
  const input = computed<Input>(() => ({
    answers: answers.value,
    context: frozen.value.context,
    signals: frozen.value.signals,
    remembered: Object.keys(memory.value.answers).filter((name) => !Object.hasOwn(values.value, name)),
    known: memory.value.known,
  }));
  const judgement = computed(() => judge(compiled, input.value));

  /** Steps that are put to the visitor. */
  const shown = computed(() => judgement.value.path.steps.filter((step) => step.asked.length > 0));
  const current = computed<PathStep | undefined>(() => {
    const index = form.steps.findIndex((step) => step.id === stepId.value);
    return shown.value.find((step) => step.index >= index) ?? shown.value.at(-1);
  });
  const definition = computed(() => form.steps.find((step) => step.id === current.value?.id));
  const asked = computed(() => (current.value?.asked ?? []) as DefinitionField[]);
  const before = computed(() => shown.value.filter((step) => step.index < (current.value?.index ?? 0)));
  const previous = computed(() => before.value.at(-1));
  const following = computed(() => shown.value.find((step) => step.index > (current.value?.index ?? -1)));
  const left = computed(() =>
    questionsLeft(compiled, judgement.value.path, current.value?.index ?? form.steps.length, input.value),
  );

  let furthest = { id: '', share: 0 };
  /** Share of the way that is done, 0 to 1. Never moves backwards: a longer branch only slows it down. */
  const progress = computed(() => {
    if (furthest.id !== id.value) furthest = { id: id.value, share: 0 };
    const done = before.value.reduce((count, step) => count + step.asked.length, 0);
    furthest.share = ending.value ? 1 : Math.max(furthest.share, done / (done + left.value.max || 1));
    return furthest.share;
  });

  return { answers, judgement, shown, current, definition, asked, previous, following, left, progress };
}
