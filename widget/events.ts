/** What the host page can hear: one typed detail an event, no personal data unless the page asks for answers. */

import type { Answers } from './engine/input.ts';
import type { FormStage } from './engine/qualify.ts';
import type { Score } from './engine/scoring.ts';

interface About {
  form: string;
  version: number;
}

interface Verdict {
  /** Missing with private scoring until the server has answered. */
  stage?: FormStage;
  outcome?: string;
  score?: Score;
}

/** Details by event; the DOM event is called `qualiform:NAME`. */
export interface Details {
  /** The first question is on the page. */
  ready: About;
  /** The first answer was given. */
  start: About;
  /** A step was shown. `position` counts from 1 among the steps seen. */
  step: About & { step: string; position: number };
  /** Answers so far were saved on the server. */
  partial: About & { id: string };
  /** The form was handed in; it is kept on this device until the server has it. */
  submit: About & Verdict & { id: string; answers?: Answers };
  /** An ending is shown. */
  outcome: About & Verdict & { id: string };
  /** Something went wrong that the visitor may see as well. */
  error: { form: string; code: string; detail: string };
}

export type EventName = keyof Details;
export type Emit = <Name extends EventName>(name: Name, detail: Details[Name]) => void;

/** Dispatches from the host element, bubbling and through shadow roots. */
export function emitFrom(host: EventTarget): Emit {
  return (name, detail) => {
    host.dispatchEvent(new CustomEvent(`qualiform:${name}`, { detail, bubbles: true, composed: true }));
  };
}
