/** A drawing as plain data: what the view draws first, ready to be made into nodes without the view. */

import type { Served } from '../served.ts';

/** A text, or an element with its attributes and what is in it. Names that start with -- are custom properties. */
export type Tree = string | [name: string, attributes: Record<string, string>, ...children: Tree[]];

/** What the built view offers to the server. */
export interface FirstView {
  firstTree(form: Served): Tree[] | undefined;
}
