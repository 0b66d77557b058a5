/** The way from a form to the page's analytics: holds what happens until the part that speaks their languages is there. */

import type { Details, Emit, EventName } from './events.ts';

/** What `lazy/bridges.ts` offers. */
export interface Bridges {
  /** Passes events on to these tools, each in its own words. */
  openBridges(names: readonly string[]): Emit;
}

/** `names` are those of the attribute. Without the part events are lost to the tools, and to nobody else. */
export function openBridge(names: string, load: () => Promise<Bridges>): Emit {
  let held: [EventName, Details[EventName]][] = [];
  let pass: Emit = (name, detail) => void held.push([name, detail]);
  load().then(
    ({ openBridges }) => {
      pass = openBridges(names.split(/\s+/));
      for (const [name, detail] of held) pass(name, detail);
      held = [];
    },
    (error: unknown) => {
      pass = () => {};
      held = [];
      console.warn(`Qualiform: bridge="${names}" does nothing, since its script cannot be loaded. ${error}`);
    },
  );
  return (name, detail) => pass(name, detail);
}
