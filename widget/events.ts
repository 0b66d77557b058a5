/** What the host page can hear: dispatched from the form's element, up through the document. */

import type { Details, EventName } from './host.d.ts';

export type { Details, EventName } from './host.d.ts';

export type Emit = <Name extends EventName>(name: Name, detail: Details[Name]) => void;

/** Dispatches from the host element, bubbling and through shadow roots. */
export function emitFrom(host: EventTarget): Emit {
  return (name, detail) => {
    host.dispatchEvent(new CustomEvent(`qualiform:${name}`, { detail, bubbles: true, composed: true }));
  };
}
