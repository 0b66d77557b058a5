/** One mounted form: what was answered, where the visitor stands, what is shown. No DOM, no network, no clock of its own. */

import { batch, computed, effect, signal } from '@preact/signals-core';
import { checkAnswer, type ProblemCode } from './engine/answers.ts';
import { compile } from './engine/compile.ts';
import type { PathStep } from './engine/flow.ts';
import type { Answers, Context, Input, Signals, Value } from './engine/input.ts';
import { questionsLeft } from './engine/progress.ts';
import { judge } from './engine/qualify.ts';
import type { Details, Emit } from './events.ts';
import type { DefinitionField, DefinitionShow } from './schema/definition.ts';
import type { Field } from './schema/form.ts';
import type { Served } from './served.ts';
import type { Delivery, Reply, Submission } from './submission.ts';

/** Facts as they stood when the visitor started. */
export interface Frozen {
  context: Context;
  signals: Signals;
}

/** All that a reload must not lose. */
export interface Draft extends Frozen {
  id: string;
  values: Record<string, unknown>;
  step: string;
}

/** What this browser remembers of earlier submissions. */
export interface Memory {
  answers: Answers;
  /** Fields that only the server knows. */
  known: readonly string[];
  visitor?: string;
}

export interface StoreDeps {
  newId(): string;
  /** Facts as they are now. */
  freeze(): Frozen;
  draft: { load(): Draft | undefined; save(draft: Draft): void; erase(): void };
  memory: { load(): Memory; save(answers: Answers): void; learn(reply: Reply): void; erase(): void };
  /** Keeps the submission until it is acknowledged; may report several states. */
  deliver(submission: Submission, report: (state: Delivery, reply?: Reply) => void): void;
  /** Asks for a person to look at a verdict. Resolves when the server has noted it. */
  appeal(id: string): Promise<boolean>;
  emit: Emit;
  /** Whether events carry the answers. */
  tellAnswers?: boolean;
  /** Values from the page or its address, by field id. */
  prefill?: Record<string, unknown>;
}

export interface FieldProblem {
  code: ProblemCode;
  bound?: number | string;
}

export interface Ending {
  outcome: string;
  show: DefinitionShow;
}

/** Which way the last move went, for motion and focus. */
export type Move = 'none' | 'forward' | 'back';

/** Field types whose answers may stay on the device: choices, never contact details or free text. */
const rememberable = new Set([
  'choice',
  'choices',
  'dropdown',
  'country',
  'range',
  'rating',
  'number',
  'date',
]);

export type Store = ReturnType<typeof createStore>;

/** Creates the state of one mounted form. `dispose` ends its effects. */
export function createStore(form: Served, deps: StoreDeps) {
  const compiled = compile(form);
  const fields = compiled.fields as ReadonlyMap<string, Field>;
  const about = { form: form.id, version: form.version };
  const started = deps.draft.load();

  const id = signal(started?.id ?? deps.newId());
  const frozen = signal<Frozen>(started ?? deps.freeze());
  const memory = signal<Memory>(deps.memory.load());
  const values = signal<Record<string, unknown>>(started?.values ?? firstValues(fields, deps.prefill));
  const errors = signal<Record<string, FieldProblem>>({});
  const currentId = signal(started?.step ?? '');
  const move = signal<Move>('none');
  const ending = signal<Ending | undefined>();
  /** Waiting for the server's ending, where scoring is private. */
  const waiting = signal(false);
  const delivery = signal<Delivery | undefined>();
  const appealed = signal(false);
  /** Grows with every refused Next, so that the view moves focus to the first error each time. */
  const refusals = signal(0);
  let hasStarted = started !== undefined;
  let position = 0;
  let handedIn: Submission | undefined;
  /** The id that it was stored under: another one where two tabs handed in one draft. */
  let sentAs: string | undefined;

  /** Answers that hold up: what is typed but not (yet) valid is not an answer. */
  const answers = computed<Answers>(() => {
    const valid: Record<string, Value> = {};
    for (const [name, value] of Object.entries({ ...memory.value.answers, ...values.value })) {
      const field = fields.get(name);
      const checked = field && checkAnswer(field, value);
      if (checked?.value !== undefined) valid[name] = checked.value;
    }
    return valid;
  });
  const input = computed<Input>(() => ({
    answers: answers.value,
    context: frozen.value.context,
    signals: frozen.value.signals,
    remembered: Object.keys(memory.value.answers).filter((name) => !(name in values.value)),
    known: memory.value.known,
  }));
  const judgement = computed(() => judge(compiled, input.value));
  /** Steps that are put to the visitor. */
  const shown = computed(() => judgement.value.path.steps.filter((step) => step.asked.length > 0));
  const current = computed<PathStep | undefined>(() => {
    const index = form.steps.findIndex((step) => step.id === currentId.value);
    return shown.value.find((step) => step.index >= index) ?? shown.value.at(-1);
  });
  const definition = computed(() => form.steps.find((step) => step.id === current.value?.id));
  const asked = computed(() => (current.value?.asked ?? []) as DefinitionField[]);
  const previous = computed(() =>
    shown.value.filter((step) => step.index < (current.value?.index ?? 0)).at(-1),
  );
  const following = computed(() => shown.value.find((step) => step.index > (current.value?.index ?? -1)));
  const left = computed(() =>
    questionsLeft(compiled, judgement.value.path, current.value?.index ?? form.steps.length, input.value),
  );

  let furthest = 0;
  /** Share of the way that is done, 0 to 1. Never moves backwards: a longer branch only slows it down. */
  const progress = computed(() => {
    const before = shown.value.filter((step) => step.index < (current.value?.index ?? 0));
    const done = before.reduce((count, step) => count + step.asked.length, 0);
    furthest = ending.value ? 1 : Math.max(furthest, done / (done + left.value.max || 1));
    return furthest;
  });

  const problemOf = (field: Field): FieldProblem | undefined => {
    const checked = checkAnswer(field, values.value[field.id] ?? emptyOf(field));
    if (checked.problem !== undefined)
      return checked.bound === undefined
        ? { code: checked.problem }
        : { code: checked.problem, bound: checked.bound };
    return checked.value === undefined && field.required ? { code: 'required' } : undefined;
  };

  const setError = (name: string, problem: FieldProblem | undefined) => {
    const { [name]: _, ...others } = errors.value;
    errors.value = problem ? { ...others, [name]: problem } : others;
  };

  function begin() {
    if (hasStarted) return;
    hasStarted = true;
    frozen.value = deps.freeze();
    deps.emit('start', about);
  }

  /** Takes what a control holds. A shown error goes as soon as it is mended, a new one waits for `leave` or `next`. */
  function answer(name: string, value: unknown) {
    batch(() => {
      begin();
      if (!currentId.value) currentId.value = current.value?.id ?? '';
      values.value = { ...values.value, [name]: value };
      const field = fields.get(name);
      if (field && errors.value[name]) setError(name, problemOf(field));
    });
  }

  /** The visitor left a control: says what is wrong with what stands in it; an empty one is left in peace. */
  function leave(name: string) {
    const field = fields.get(name);
    const problem = field && problemOf(field);
    if (problem && problem.code !== 'required') setError(name, problem);
  }

  function goTo(step: PathStep, direction: Move) {
    batch(() => {
      currentId.value = step.id;
      move.value = direction;
      errors.value = {};
    });
    position += 1;
    deps.emit('step', { ...about, step: step.id, position });
  }

  function refuse(step: PathStep): boolean {
    const found = step.asked.flatMap((field) => {
      const problem = problemOf(field);
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
    if (ending.value || waiting.value || !current.value) return;
    begin();
    if (refuse(current.value)) return;
    if (following.value) return goTo(following.value, 'forward');
    const { missing, steps } = judgement.value.path;
    const open = steps.find((step) => step.asked.some((field) => missing.includes(field.id)));
    if (!open) return finish();
    goTo(open, 'back');
    refuse(open);
  }

  function back() {
    if (previous.value) goTo(previous.value, 'back');
  }

  function verdict(): Pick<Details['submit'], 'stage' | 'outcome' | 'score'> {
    const { stage, outcome, score } = judgement.value;
    return 'private' in form ? {} : { stage, outcome, score };
  }

  function finish() {
    const { path, stage, outcome, score } = judgement.value;
    const submission: Submission = {
      id: id.value,
      version: form.version,
      status: 'complete',
      answers: path.answers,
      ...frozen.value,
      ...(memory.value.visitor !== undefined && { visitor: memory.value.visitor }),
      ...(!('private' in form) && { verdict: { stage, outcome, score: score.total } }),
    };
    deps.memory.save(
      Object.fromEntries(
        Object.entries(path.answers).filter(([name]) => {
          const field = fields.get(name);
          return field?.remember && rememberable.has(field.type);
        }),
      ),
    );
    deps.emit('submit', {
      ...about,
      id: id.value,
      ...verdict(),
      ...(deps.tellAnswers && { answers: path.answers }),
    });
    const show = form.outcomes.find((candidate) => candidate.id === outcome)?.show;
    batch(() => {
      move.value = 'forward';
      delivery.value = 'sending';
      if (show) ending.value = { outcome, show };
      else waiting.value = true;
    });
    if (show) deps.emit('outcome', { ...about, id: id.value, ...verdict() });
    send(submission);
    deps.draft.erase();
  }

  function send(submission: Submission) {
    handedIn = submission;
    deps.deliver(submission, (state, reply) => {
      if (reply) deps.memory.learn(reply);
      // The visitor has started over since then: what is on show is another submission.
      if (handedIn !== submission) return;
      sentAs = reply?.id;
      batch(() => {
        delivery.value = state;
        if (reply?.ending && waiting.value) {
          waiting.value = false;
          ending.value = { outcome: reply.outcome, show: reply.ending };
        }
      });
      if (reply?.ending)
        deps.emit('outcome', { ...about, id: reply.id, stage: reply.stage, outcome: reply.outcome });
      if (state === 'refused')
        deps.emit('error', { form: form.id, code: 'refused', detail: form.words.refused });
    });
  }

  /** Hands the same submission in once more, after it was refused. */
  function retry() {
    if (!handedIn || delivery.value !== 'refused') return;
    delivery.value = 'sending';
    send(handedIn);
  }

  /** Starts over: a new submission, nothing answered. With `forget` what this browser remembers goes as well. */
  function reset({ forget = false } = {}) {
    deps.draft.erase();
    if (forget) deps.memory.erase();
    handedIn = undefined;
    sentAs = undefined;
    furthest = 0;
    position = 0;
    hasStarted = false;
    batch(() => {
      id.value = deps.newId();
      frozen.value = deps.freeze();
      memory.value = deps.memory.load();
      values.value = firstValues(fields, forget ? undefined : deps.prefill);
      errors.value = {};
      ending.value = undefined;
      waiting.value = false;
      delivery.value = undefined;
      appealed.value = false;
      currentId.value = '';
      move.value = 'back';
    });
  }

  async function appeal() {
    appealed.value = await deps.appeal(sentAs ?? id.value);
  }

  const stopSaving = effect(() => {
    const draft: Draft = { id: id.value, values: values.value, step: currentId.value, ...frozen.value };
    if (hasStarted && !ending.value && !waiting.value) deps.draft.save(draft);
  });

  return {
    form,
    words: form.words,
    id,
    values,
    answers,
    errors,
    refusals,
    judgement,
    shown,
    current,
    definition,
    asked,
    previous,
    following,
    left,
    progress,
    move,
    ending,
    waiting,
    delivery,
    appealed,
    memory,
    answer,
    leave,
    next,
    back,
    retry,
    reset,
    appeal,
    dispose: stopSaving,
  };
}

/** The value that a control without an answer stands for, so that one check serves both. */
function emptyOf(field: Field): unknown {
  if (field.type === 'choices') return [];
  return field.type === 'consent' ? false : '';
}

/** What the fields hold before anybody has answered: what the page fills in, where the form allows it. */
function firstValues(
  fields: ReadonlyMap<string, Field>,
  prefill: Record<string, unknown> = {},
): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const field of fields.values()) {
    if (field.prefill && field.type !== 'consent' && Object.hasOwn(prefill, field.id))
      values[field.id] = prefill[field.id];
  }
  return values;
}
