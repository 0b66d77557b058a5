/** One mounted form: what was answered, where the visitor stands, what is shown. No DOM, no network, no clock of its own. */

import { batch, effect, untracked } from '@preact/signals-core';
import { compile } from './engine/compile.ts';
import type { PathStep } from './engine/flow.ts';
import type { Served } from './served.ts';
import { createHanding } from './store/handing.ts';
import { deriveStanding } from './store/standing.ts';
import { createState, type Draft, type FieldProblem, type Move, type StoreDeps } from './store/state.ts';
import { firstValues, problemOf } from './store/values.ts';

export type { Draft, Ending, FieldProblem, Frozen, Memory, Move, StoreDeps } from './store/state.ts';

export type Store = ReturnType<typeof createStore>;

/** Creates the state of one mounted form. `dispose` ends its effects. */
export function createStore(form: Served, deps: StoreDeps) {
  const compiled = compile(form);
  const { fields } = compiled;
  const about = { form: form.id, version: form.version };
  const draft = deps.draft.load();
  const state = createState(deps, draft, firstValues(fields, deps.prefill));
  const standing = deriveStanding(form, compiled, state);
  const handing = createHanding(form, compiled, state, standing, deps, askMissing);
  const { id, frozen, memory, values, errors, stepId, move, ending, waiting, delivery, appeal, refusals } =
    state;
  const { current, following, previous, judgement } = standing;
  let hasStarted = draft !== undefined;
  let position = 0;
  /** What the page has filled in, now and before; and fields that the visitor has answered, which it must leave alone. */
  let prefill = deps.prefill;
  let touched = new Set(Object.keys(draft?.values ?? {}));

  function begin() {
    if (hasStarted) return;
    hasStarted = true;
    frozen.value = deps.freeze();
    deps.begin?.(id.value);
    deps.emit('start', about);
  }

  function setError(name: string, problem: FieldProblem | undefined) {
    const { [name]: _, ...others } = errors.value;
    errors.value = problem ? { ...others, [name]: problem } : others;
  }

  /** Takes what a control holds. A shown error goes as soon as it is mended, a new one waits for `leave` or `next`. */
  function answer(name: string, value: unknown) {
    touched.add(name);
    batch(() => {
      begin();
      if (!stepId.value) stepId.value = current.value?.id ?? '';
      values.value = { ...values.value, [name]: value };
      const field = fields.get(name);
      if (field && errors.value[name]) setError(name, problemOf(field, value));
    });
  }

  /** The visitor left a control: says what is wrong with what stands in it; an empty one is left in peace. */
  function leave(name: string) {
    const field = fields.get(name);
    const problem = field && problemOf(field, values.value[name]);
    if (problem && problem.code !== 'required') setError(name, problem);
  }

  function goTo(step: PathStep, direction: Move) {
    batch(() => {
      stepId.value = step.id;
      move.value = direction;
      errors.value = {};
    });
    position += 1;
    deps.emit('step', { ...about, step: step.id, position });
  }

  /** Shows what is wrong on a step. Returns whether anything is. */
  function refuse(step: PathStep): boolean {
    const found = step.asked.flatMap((field) => {
      const problem = problemOf(field, values.value[field.id]);
      return problem ? [[field.id, problem] as const] : [];
    });
    if (found.length === 0) return false;
    batch(() => {
      errors.value = Object.fromEntries(found);
      refusals.value += 1;
    });
    return true;
  }

  function next() {
    if (ending.value || waiting.value) return;
    begin();
    // Where everything is known already there is no step, and nothing left but to send.
    if (current.value && refuse(current.value)) return;
    if (following.value) return goTo(following.value, 'forward');
    if (!askMissing()) handing.finish();
  }

  /** Goes to the first question that has to be answered and is not. Returns whether there is one. */
  function askMissing(): boolean {
    const { missing, steps } = judgement.value.path;
    const open = steps.find((step) => step.asked.some((field) => missing.includes(field.id)));
    if (!open) return false;
    goTo(open, 'back');
    refuse(open);
    return true;
  }

  function back() {
    if (previous.value) goTo(previous.value, 'back');
  }

  /** Fills in what the page knows, where the form allows it and the visitor has not answered. */
  function fill(given: Record<string, unknown>) {
    prefill = { ...prefill, ...given };
    if (ending.value || waiting.value) return;
    const taken = Object.entries(firstValues(fields, given)).filter(([name]) => !touched.has(name));
    if (taken.length > 0) values.value = { ...values.value, ...Object.fromEntries(taken) };
  }

  /** Begins again from what this browser keeps, where the visitor has not begun: it may be read, or not any more. */
  function recall() {
    if (hasStarted || ending.value || waiting.value) return;
    const found = deps.draft.load();
    hasStarted = found !== undefined;
    touched = new Set(Object.keys(found?.values ?? {}));
    batch(() => {
      memory.value = deps.memory.load();
      frozen.value = found ? { context: found.context, signals: found.signals } : deps.freeze();
      if (!found) return;
      id.value = found.id;
      values.value = found.values;
      stepId.value = found.step;
    });
  }

  /** Starts over: a new submission, nothing answered. With `forget` what this browser remembers goes as well. */
  function reset({ forget = false } = {}) {
    deps.draft.erase();
    if (forget) deps.memory.erase();
    handing.forget();
    position = 0;
    hasStarted = false;
    touched = new Set();
    batch(() => {
      id.value = deps.newId();
      frozen.value = deps.freeze();
      memory.value = deps.memory.load();
      values.value = firstValues(fields, forget ? undefined : prefill);
      errors.value = {};
      ending.value = undefined;
      waiting.value = false;
      delivery.value = undefined;
      appeal.value = undefined;
      stepId.value = '';
      move.value = 'back';
    });
  }

  /** Calls back after each change of anything that is drawn. Returns how to stop it. */
  function watch(changed: () => void): () => void {
    let isFirst = true;
    return effect(() => {
      // Not of what is derived: that is worked out once, by whoever reads it when all has changed.
      for (const part of Object.values(state)) part.value;
      if (isFirst) isFirst = false;
      else untracked(changed);
    });
  }

  const dispose = effect(() => {
    const kept: Draft = { id: id.value, values: values.value, step: stepId.value, ...frozen.value };
    if (hasStarted && !ending.value && !waiting.value) deps.draft.save(kept);
  });

  return {
    form,
    words: form.words,
    id,
    values,
    errors,
    refusals,
    stepId,
    move,
    ending,
    waiting,
    delivery,
    appealing: appeal,
    memory,
    ...standing,
    answer,
    leave,
    next,
    back,
    fill,
    recall,
    reset,
    retry: handing.retry,
    appeal: handing.appeal,
    watch,
    dispose,
  };
}
