/** What the first script hands over to the widget: which tags it took, for which forms, and what was done meanwhile. */

import type { Served } from '../served.ts';

export interface Early {
  /** Script tags whose form has its place already. */
  tags: Set<HTMLScriptElement>;
  /** The definition that came with the script, by the element made for it. */
  definitions: WeakMap<Element, Served>;
  /** Controls and buttons that the visitor used before anything could answer, in that order. */
  touched: WeakMap<Element, HTMLElement[]>;
}

const key = Symbol.for('qualiform.early');

/** The page's one hand-over. A symbol as its name, so that nothing on the page can stand in its way. */
export function early(): Early {
  const page = window as { [key]?: Early };
  page[key] ??= { tags: new Set(), definitions: new WeakMap(), touched: new WeakMap() };
  return page[key];
}
