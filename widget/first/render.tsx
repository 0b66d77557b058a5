/** Draws a form's first step to a tree, by the one view there is. Runs on the server, once for each version and language. */

import type { ComponentChild, ComponentChildren, VNode } from 'preact';
import { inert } from '../inert.ts';
import type { DefinitionField } from '../schema/definition.ts';
import type { FieldType } from '../schema/form.ts';
import type { Served } from '../served.ts';
import { createStore } from '../store.ts';
import { Form } from '../view/Form.tsx';
import type { Tree } from './tree.ts';

/** Drawn alike wherever they are drawn; the others ask the browser for names, formats or sizes. */
const plainTypes: ReadonlySet<FieldType> = new Set([
  'text',
  'longtext',
  'email',
  'phone',
  'url',
  'choice',
  'choices',
  'dropdown',
  'consent',
]);

/**
 * The tree of the first question, or undefined where it hangs on what only the browser knows: facts of the visit, or formats
 * of its own.
 */
export function firstTree(form: Served): Tree[] | undefined {
  const [step] = form.steps;
  if (!step || step.when || !step.fields.every(isPlain)) return undefined;
  const store = createStore(form, inert);
  try {
    return store.current.value?.id === step.id ? treesOf(<Form store={store} />) : undefined;
  } finally {
    store.dispose();
  }
}

const isPlain = ({ type, when, prefill }: DefinitionField) => plainTypes.has(type) && !when && !prefill;

interface Instance {
  state?: object;
  render(props: object, state: object): ComponentChild;
}
type ClassOf = new (props: object) => Instance;

/** As the view's library calls it: with the state that the component has begun with. */
const drawn = (component: Instance, props: object) => component.render(props, component.state ?? {});

/** The view is functions of its properties, without hooks, so that drawing it is no more than calling it. */
function treesOf(node: ComponentChildren, inSvg = false): Tree[] {
  if (Array.isArray(node)) return node.flatMap((part) => treesOf(part, inSvg));
  if (typeof node === 'string' || typeof node === 'number') return [String(node)];
  if (typeof node !== 'object' || node === null || !('type' in node)) return [];
  const { type, props } = node as VNode<{ children?: ComponentChildren }>;
  if (typeof type === 'string') {
    const isSvg = inSvg || type === 'svg';
    return [[type, attributesOf(props, isSvg), ...treesOf(props.children, isSvg)]];
  }
  if ('prototype' in type && type.prototype && 'render' in type.prototype)
    return treesOf(drawn(new (type as unknown as ClassOf)(props), props), inSvg);
  return treesOf((type as (props: object) => ComponentChildren)(props), inSvg);
}

/** Attributes as the view's library would set them. HTML's are written small, SVG's as they are. */
function attributesOf(props: object, isSvg: boolean): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const [name, value] of Object.entries(props)) {
    if (name === 'children' || typeof value === 'function') continue;
    if (name === 'style')
      for (const [property, set] of Object.entries(value)) attributes[property] = String(set);
    else if (
      value !== undefined &&
      value !== null &&
      (value !== false || name.includes('-')) &&
      typeof value !== 'object'
    )
      attributes[isSvg ? name : name.toLowerCase()] =
        value === true && !name.includes('-') ? '' : String(value);
  }
  return attributes;
}
