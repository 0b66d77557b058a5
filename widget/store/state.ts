/** What one mounted form keeps: everything that is not derived, and what it needs of the world. */

import { signal } from '@preact/signals-core';
import type { ProblemCode } from '../engine/answers.ts';
import type { Answers, Context, Signals } from '../engine/input.ts';
import type { Emit } from '../events.ts';
import type { DefinitionShow } from '../schema/definition.ts';
import type { Delivery, Reply, Submission } from '../submission.ts';

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
  /** What was gathered to speak for a person; read by whoever gathered it. */
  proof?: unknown;
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
  memory: {
    load(): Memory;
    save(answers: Answers): void;
    learn(reply: Reply): void;
    /** The server does not know this browser any more. */
    unlearn(): void;
    erase(): void;
  };
  /** The visitor has begun to fill in the submission of this id. Absent where nobody has to prove anything. */
  begin?(id: string): void;
  /** Keeps the submission until it is acknowledged; may report several states. */
  deliver(submission: Submission, report: (state: Delivery, reply?: Reply, problem?: unknown) => void): void;
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

/** How 'I think this is a mistake' fares: on its way, waiting for the answers to arrive, noted by the server, or not to be sent. */
export type Appeal = 'sending' | 'held' | 'sent' | 'failed';

/** Which way the last move went, for motion and focus. */
export type Move = 'none' | 'forward' | 'back';

export type State = ReturnType<typeof createState>;

/** The signals of a form: as a draft left them, else as `values` fill it in. */
export function createState(deps: StoreDeps, draft: Draft | undefined, values: Record<string, unknown>) {
  return {
    id: signal(draft?.id ?? deps.newId()),
    // Of the draft no more than that: it is spread into what is kept and sent, and its old values must not come along.
    frozen: signal<Frozen>(draft ? { context: draft.context, signals: draft.signals } : deps.freeze()),
    memory: signal<Memory>(deps.memory.load()),
    /** What the controls hold, valid or not. */
    values: signal<Record<string, unknown>>(draft?.values ?? values),
    errors: signal<Record<string, FieldProblem>>({}),
    /** The step that the visitor is on; empty before the first move. */
    stepId: signal(draft?.step ?? ''),
    move: signal<Move>('none'),
    ending: signal<Ending | undefined>(),
    /** Waiting for the server's ending, where scoring is private. */
    waiting: signal(false),
    delivery: signal<Delivery | undefined>(),
    appeal: signal<Appeal | undefined>(),
    /** Grows with every refused Next, so that the view moves focus to the first error each time. */
    refusals: signal(0),
  };
}
