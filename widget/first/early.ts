/** What the first script hands over to the widget: where it came from, which tags it took, and what was done meanwhile. */

import type { Served } from '../served.ts';

export interface Early {
  /** Where the first tag of the page came from: where its forms are, unless they say otherwise. */
  server: string;
  /** Script tags whose form has its place already. */
  tags: Set<HTMLScriptElement>;
  /** The definition that came with the script, by the element made for it. */
  definitions: WeakMap<Element, Served>;
  /** Controls and buttons that the visitor used before anything could answer, in that order. */
  touched: WeakMap<Element, HTMLElement[]>;
  /** Elements whose room is kept free. */
  reserved: WeakSet<Element>;
  /** The widget is here. */
  isOpen: boolean;
}

const key = Symbol.for('qualiform.early');

/** The page's one hand-over. A symbol as its name, so that nothing on the page can stand in its way. */
export function early(page: Window & { [key]?: Early } = window): Early {
  page[key] ??= {
    server: '',
    tags: new Set(),
    definitions: new WeakMap(),
    touched: new WeakMap(),
    reserved: new WeakSet(),
    isOpen: false,
  };
  return page[key];
}
