/** Completion: what may stand at the cursor, by the schema and by the names that the form itself declares. */
import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import type { EditorView } from '@codemirror/view';
import { factsOf, type Names, valuesOf } from './names.ts';
import { emptyValue, isCondition, keysAt, type Schema, shapeOf, type TypeAt, valuesAt } from './schema.ts';
import { keysOf, nodeAt, type Path, type Spot, spotAt, textAt } from './tree.ts';

export interface Known {
  schema: Schema | undefined;
  names: Names;
}

/** Makes a source of completions; `known` is asked each time, since both of its parts change. */
export const completeWith =
  (known: () => Known) =>
  (context: CompletionContext): CompletionResult | null => {
    const { schema, names } = known();
    const spot = spotAt(context.state, context.pos);
    if (!schema || !spot || (!spot.token && !context.explicit)) return null;
    const typeAt: TypeAt = (path) => textAt(context.state, nodeAt(context.state, path), 'type');
    const options =
      spot.kind === 'key'
        ? keyOptions(context, spot, { schema, names }, typeAt)
        : valueOptions(spot, { schema, names }, typeAt);
    if (options.length === 0) return null;
    // Matched against what is typed with its quotation mark, so the labels carry it as well.
    return { from: spot.token?.from ?? context.pos, options, validFor: /^"?[\w.$-]*$/ };
  };

type Sure = { schema: Schema; names: Names };

function keyOptions(
  context: CompletionContext,
  spot: Spot,
  { schema, names }: Sure,
  typeAt: TypeAt,
): Completion[] {
  const current = spot.token && context.state.sliceDoc(spot.token.from, spot.token.to).replaceAll('"', '');
  const taken = new Set(
    spot.inside ? keysOf(context.state, spot.inside).filter((key) => key !== current) : [],
  );
  const hasValue =
    spot.token !== undefined && /^\s*:/.test(context.state.sliceDoc(spot.token.to, spot.token.to + 20));
  const write = (name: string, value: string) => insert(hasValue ? `"${name}"|` : `"${name}": ${value}`);

  const own = keysAt(schema, spot.path, typeAt).map(
    ({ name, schema: part, required }): Completion => ({
      label: `"${name}"`,
      displayLabel: name,
      detail: required ? 'required' : shapeOf(schema, part),
      info: explain(part),
      type: 'property',
      apply: write(name, emptyValue(schema, part)),
      boost: required ? 2 : 0,
    }),
  );
  const facts = isCondition(schema, spot.path, typeAt)
    ? factsOf(names).map(
        ({ name, says }): Completion => ({
          label: `"${name}"`,
          displayLabel: name,
          detail: says,
          type: 'variable',
          apply: write(name, valuesOf(names, name).length > 0 ? '"|"' : '|'),
          boost: 1,
        }),
      )
    : [];
  const dimensions =
    spot.path.at(-1) === 'points'
      ? names.dimensions.map(
          (name): Completion => ({
            label: `"${name}"`,
            displayLabel: name,
            type: 'variable',
            apply: write(name, '|'),
          }),
        )
      : [];
  return [...own, ...facts, ...dimensions].filter(({ displayLabel }) => !taken.has(displayLabel ?? ''));
}

function valueOptions(spot: Spot, { schema, names }: Sure, typeAt: TypeAt): Completion[] {
  const named = valuesAt(schema, spot.path, typeAt).map(
    ({ value, description }): Completion => ({
      label: JSON.stringify(value),
      displayLabel: String(value),
      type: 'enum',
      apply: insert(`${JSON.stringify(value)}|`),
      ...(description && { info: description }),
    }),
  );
  const declared = namesFor(spot.path, { schema, names }, typeAt).map(
    ({ value, says }): Completion => ({
      label: JSON.stringify(value),
      displayLabel: value,
      detail: says,
      type: 'enum',
      apply: insert(`${JSON.stringify(value)}|`),
    }),
  );
  return [...declared, ...named];
}

/** Names of the form that fit a value: options of the field that a condition asks about, steps to go to. */
function namesFor(path: Path, { schema, names }: Sure, typeAt: TypeAt): { value: string; says: string }[] {
  if (path.at(-1) === 'go')
    return [...names.steps, 'end'].map((value) => ({
      value,
      says: value === 'end' ? 'The end of the form' : '',
    }));
  for (let length = path.length - 1; length >= Math.max(0, path.length - 3); length -= 1) {
    const fact = path[length];
    if (typeof fact === 'string' && isCondition(schema, path.slice(0, length), typeAt))
      return valuesOf(names, fact);
  }
  const parent = path.at(-2);
  return parent === 'answers' ? valuesOf(names, String(path.at(-1))) : [];
}

function explain(schema: Schema): string {
  const example = schema.examples?.[0];
  return [schema.description, example === undefined ? '' : `Example: ${JSON.stringify(example)}`]
    .filter(Boolean)
    .join('\n');
}

/**
 * Writes a text with the cursor where `|` stands, and the comma that the next property needs. What stands behind the cursor
 * of the word or its closing quotation mark goes as well.
 */
function insert(text: string) {
  const cursor = text.indexOf('|');
  const plain = text.replace('|', '');
  return (view: EditorView, _: Completion, from: number, to: number) => {
    const end = Math.max(to, spotAt(view.state, to)?.token?.to ?? to);
    const next = view.state.sliceDoc(end, end + 200).trimStart();
    const comma = plain.includes(':') && next.startsWith('"') ? ',' : '';
    view.dispatch({
      changes: { from, to: end, insert: plain + comma },
      selection: { anchor: from + cursor },
      userEvent: 'input.complete',
    });
  };
}
