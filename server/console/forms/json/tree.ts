/** From a place in the JSON text to its path, and from a path to its place, by the editor's own syntax tree. */
import { ensureSyntaxTree, syntaxTree } from '@codemirror/language';
import type { EditorState } from '@codemirror/state';

export type Path = readonly (string | number)[];
export interface Range {
  from: number;
  to: number;
}

type Node = ReturnType<typeof syntaxTree>['topNode'];

/** Longest a parse may hold up typing, in milliseconds. */
const patience = 100;

const topOf = (state: EditorState): Node =>
  (ensureSyntaxTree(state, state.doc.length, patience) ?? syntaxTree(state)).topNode;

const values = new Set(['Object', 'Array', 'String', 'Number', 'True', 'False', 'Null']);

function childValues(node: Node): Node[] {
  const found: Node[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling)
    if (values.has(child.name)) found.push(child);
  return found;
}

const textOf = (state: EditorState, node: Node) => state.sliceDoc(node.from, node.to);

/** The string that a JSON string stands for; one that is not finished yet, as far as it goes. */
function stringOf(text: string): string {
  try {
    return String(JSON.parse(text));
  } catch {
    return text.replace(/^"|"$/g, '');
  }
}

const keyOf = (state: EditorState, property: Node) => {
  const name = property.getChild('PropertyName');
  return name ? stringOf(textOf(state, name)) : '';
};

const properties = (object: Node): Node[] => object.getChildren('Property');

/** Keys that an object has already. */
export const keysOf = (state: EditorState, object: Node): string[] =>
  properties(object).map((property) => keyOf(state, property));

/** The string that stands at a key of an object, if one does. */
export function textAt(state: EditorState, object: Node | undefined, key: string): string | undefined {
  const property = object && properties(object).find((candidate) => keyOf(state, candidate) === key);
  const value = property && childValues(property)[0];
  return value?.name === 'String' ? stringOf(textOf(state, value)) : undefined;
}

/** Node of the value at a path, as far as the text has it. */
export function nodeAt(state: EditorState, path: Path): Node | undefined {
  let node: Node | undefined = childValues(topOf(state))[0];
  for (const part of path) {
    if (node === undefined) return undefined;
    if (typeof part === 'number' || node.name === 'Array') node = childValues(node)[Number(part)];
    else {
      const property = properties(node).find((candidate) => keyOf(state, candidate) === part);
      node = property && childValues(property)[0];
    }
  }
  return node;
}

/** Path of a JSON pointer (RFC 6901). */
export const pathOf = (pointer: string): string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));

/** What to mark for a pointer: the property's name where it has one, else the value; the nearest part that is there. */
export function locate(state: EditorState, pointer: string): Range {
  const path = pathOf(pointer);
  for (let length = path.length; length > 0; length -= 1) {
    const node = nodeAt(state, path.slice(0, length));
    if (!node) continue;
    const name = node.parent?.name === 'Property' ? node.parent.getChild('PropertyName') : null;
    if (node.name !== 'Object' && node.name !== 'Array') return { from: node.from, to: node.to };
    return name ? { from: name.from, to: name.to } : { from: node.from, to: node.from + 1 };
  }
  return { from: 0, to: Math.min(1, state.doc.length) };
}

/** The token at a place, to be marked; of an object or an array only its bracket. */
export function tokenAt(state: EditorState, position: number): Range {
  const node = topOf(state).resolveInner(position, 1);
  const isToken = node.firstChild === null && node.from < node.to;
  return isToken
    ? { from: node.from, to: node.to }
    : { from: position, to: Math.min(position + 1, state.doc.lineAt(position).to) };
}

/** Where the cursor is, in the terms of a schema. */
export interface Spot {
  /** Path of the value, or of the object that a key is being typed in. */
  path: (string | number)[];
  kind: 'key' | 'value';
  /** The object or array around it. */
  inside: Node | undefined;
  /** The token under the cursor, to be replaced by a completion. */
  token: Range | undefined;
}

/** Path of a node that is a value, from the top down. */
export function pathTo(state: EditorState, node: Node): (string | number)[] {
  const path: (string | number)[] = [];
  for (let at: Node | null = node; at; at = at.parent) {
    const parent: Node | null = at.parent;
    if (!parent) break;
    if (parent.name === 'Property') path.unshift(keyOf(state, parent));
    else if (parent.name === 'Array') {
      const index = childValues(parent).findIndex((value) => value.from === at?.from);
      path.unshift(index);
    }
  }
  return path;
}

export function spotAt(state: EditorState, position: number): Spot | undefined {
  let node: Node | null = topOf(state).resolveInner(position, -1);
  // Behind a closing bracket the cursor is outside of what it closes.
  if ((node.name === '}' || node.name === ']') && node.to <= position) node = node.parent?.parent ?? null;
  let token: Range | undefined;
  if (node && (node.name === 'PropertyName' || node.name === 'String' || literals.has(node.name))) {
    token = { from: node.from, to: node.to };
    if (node.name === 'PropertyName') {
      const object = node.parent?.parent ?? undefined;
      return { path: object ? pathTo(state, object) : [], kind: 'key', inside: object, token };
    }
  }
  for (; node; node = node.parent) {
    if (node.name === 'Property')
      return {
        path: [...pathTo(state, node.parent ?? node), keyOf(state, node)],
        kind: 'value',
        inside: node.parent ?? undefined,
        token,
      };
    if (node.name === 'Object') return { path: pathTo(state, node), kind: 'key', inside: node, token };
    if (node.name === 'Array') {
      const before = childValues(node).filter((value) => value.to < (token?.to ?? position));
      return { path: [...pathTo(state, node), before.length], kind: 'value', inside: node, token };
    }
  }
  return undefined;
}

const literals = new Set(['True', 'False', 'Null', 'Number', '⚠']);
