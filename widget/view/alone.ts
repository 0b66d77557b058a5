/** Whether a step puts one single question. */

import type { Store } from '../store.ts';

/** A question that an answer to this one may bring up counts too, so that the step keeps its shape while it is answered. */
export function isAlone({ asked, definition }: Store): boolean {
  const ids = asked.value.map((field) => field.id);
  const possible = definition.value?.fields.filter(
    (field) => field.type !== 'hidden' && (field.when || ids.includes(field.id)),
  );
  return possible?.length === 1;
}
