/** On a key: what it means, what may stand there, and an example. */
import { hoverTooltip } from '@codemirror/view';
import type { Known } from './complete.ts';
import { keysAt, shapeOf, type TypeAt } from './schema.ts';
import { nodeAt, spotAt, textAt } from './tree.ts';

export const explainWith = (known: () => Known) =>
  hoverTooltip((view, position) => {
    const { schema } = known();
    const spot = spotAt(view.state, position);
    if (!schema || spot?.kind !== 'key' || !spot.token) return null;
    const name = view.state.sliceDoc(spot.token.from, spot.token.to).replaceAll('"', '');
    const typeAt: TypeAt = (path) => textAt(view.state, nodeAt(view.state, path), 'type');
    const key = keysAt(schema, spot.path, typeAt).find((candidate) => candidate.name === name);
    if (!key?.schema.description) return null;
    const { description } = key.schema;
    const example = key.schema.examples?.[0];
    const shape = shapeOf(schema, key.schema);
    return {
      pos: spot.token.from,
      end: spot.token.to,
      above: true,
      create: () => ({ dom: card(description, shape, example) }),
    };
  });

function card(description: string, shape: string, example: unknown): HTMLElement {
  const dom = document.createElement('div');
  dom.className = 'cm-explain';
  const line = (className: string, text: string) => {
    const part = dom.appendChild(document.createElement('div'));
    part.className = className;
    part.textContent = text;
  };
  line('cm-explain-text', description);
  if (shape) line('cm-explain-shape', shape);
  if (example !== undefined) line('cm-explain-example', JSON.stringify(example));
  return dom;
}
