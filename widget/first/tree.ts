/** A drawing as plain data: what the view draws first, ready to be made into nodes without the view. */

/** A text, or an element with its attributes and what is in it. Names that start with -- are custom properties. */
export type Tree = string | [name: string, attributes: Record<string, string>, ...children: Tree[]];
