/** What travels between a browser and the server when a form is sent. */

import type { Answers, Context, Signals } from './engine/input.ts';
import type { FormStage } from './engine/qualify.ts';
import type { Proof } from './proof.ts';
import type { DefinitionShow } from './schema/definition.ts';

/** The body of `POST /v1/forms/:form/submissions`. */
export interface Submission {
  /** UUIDv7, made before the first question. */
  id: string;
  version: number;
  status: 'partial' | 'complete';
  /** Answers on the path. */
  answers: Answers;
  context: Context;
  signals: Signals;
  /** What speaks for a person. */
  proof?: Proof;
  /** Token of an earlier submission from this browser. */
  visitor?: string;
  /** What this browser concluded; the server concludes for itself and notes whether they agree. */
  verdict?: { stage: FormStage; outcome: string; score: number };
}

/** The server's answer, given only after everything is stored. */
export interface Reply {
  id: string;
  stage: FormStage;
  outcome: string;
  /** What to show, where scoring is private and the browser could not know. */
  ending?: DefinitionShow;
  /** Proves next time that this is the same browser; opens nothing that is stored. */
  visitor?: string;
  /** Remembered fields whose answer the server has. */
  known?: string[];
}

/**
 * How a submission fares: on its way, kept on this device for another try, or no longer than this tab where nothing may stay,
 * acknowledged, or refused for good.
 */
export type Delivery = 'sending' | 'saved' | 'held' | 'sent' | 'refused';
