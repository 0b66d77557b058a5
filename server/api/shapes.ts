/** JSON Schema as lines that people read: what there is, of what kind, and what it is for. */
import { html } from 'hono/html';

type Html = ReturnType<typeof html>;

/** As much of JSON Schema as Zod makes. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  format?: string;
  const?: unknown;
  enum?: unknown[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
  additionalProperties?: Schema | boolean;
  required?: string[];
  description?: string;
  examples?: unknown[];
  default?: unknown;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  maxItems?: number;
  pattern?: string;
}

export interface Row {
  /** With what it is inside of before it: `score.total`, `history[].at`. */
  name: string;
  kind: Html;
  required: boolean;
  says: Html;
}

export const placeOf = (component: string): string => `shape-${component}`;

/** The members of an object, those of objects inside it too. A shape with a name of its own is only pointed to. */
export function rowsOf(schema: Schema, before = ''): Row[] {
  const { properties = {}, required = [] } = schema;
  return Object.entries(properties).flatMap(([key, value]) => {
    const name = `${before}${key}`;
    const row = { name, kind: kindOf(value), required: required.includes(key), says: saysOf(value) };
    const list = only(value, ({ items }) => items !== undefined);
    const inner = only(list?.items ?? value, ({ properties: members }) => members !== undefined);
    return [row, ...(inner ? rowsOf(inner, `${name}${list ? '[]' : ''}.`) : [])];
  });
}

/** The one alternative that is so; nothing where several are, for their members would be mixed up. */
function only(schema: Schema, isSo: (schema: Schema) => boolean): Schema | undefined {
  const [one, ...others] = alternatives(schema).filter(isSo);
  return others.length > 0 ? undefined : one;
}

const alternatives = (schema: Schema): Schema[] => schema.anyOf ?? schema.oneOf ?? [schema];

const words: Record<string, string> = {
  string: 'text',
  integer: 'whole number',
  number: 'number',
  boolean: 'true or false',
  null: 'null',
  object: 'object',
  array: 'list',
};

/** What kind of thing it is, in words. */
export function kindOf(schema: Schema): Html {
  const kinds = alternatives(schema);
  if (kinds.length > 1) {
    const named = [...new Map(kinds.map((kind) => [String(kindOf(kind)), kindOf(kind)])).values()];
    return joined(named, ' or ');
  }
  if (schema.$ref !== undefined) {
    const name = schema.$ref.split('/').at(-1) ?? '';
    return html`<a href="#${placeOf(name)}">${name}</a>`;
  }
  if (schema.const !== undefined) return html`<code>${JSON.stringify(schema.const)}</code>`;
  if (schema.enum)
    return joined(
      schema.enum.map((value) => html`<code>${String(value)}</code>`),
      ', ',
    );
  if (schema.items) return html`list of ${kindOf(schema.items)}`;
  // One of several objects is known by its type.
  if (schema.properties?.type?.const !== undefined) return kindOf(schema.properties.type);
  const { additionalProperties: others } = schema;
  if (typeof others === 'object' && Object.keys(others).length > 0)
    return html`object of ${kindOf(others)} by name`;
  if (schema.format === 'date-time') return html`time, ISO 8601`;
  const types = [schema.type ?? 'anything'].flat();
  return html`${types.map((type) => words[type] ?? type).join(' or ')}`;
}

function saysOf({ description, examples = [], default: preset, ...schema }: Schema): Html {
  const [example] = examples;
  const bounds = boundsOf(schema);
  return joined(
    [
      ...(description ? [html`${description}`] : []),
      ...(bounds ? [html`${bounds}.`] : []),
      ...(preset !== undefined ? [html`Unless sent: <code>${JSON.stringify(preset)}</code>.`] : []),
      ...(example !== undefined ? [html`For example <code>${JSON.stringify(example)}</code>.`] : []),
    ],
    ' ',
  );
}

function boundsOf({ type, minimum, maximum, minLength, maxLength, maxItems }: Schema): string {
  const has = (bound: number | undefined): bound is number =>
    bound !== undefined && Math.abs(bound) < Number.MAX_SAFE_INTEGER;
  if (has(minLength) && has(maxLength)) return `${minLength} to ${maxLength} characters`;
  if (has(maxLength)) return `${maxLength} characters at most`;
  if (has(maxItems)) return `${maxItems} at most`;
  if (type !== 'integer' && type !== 'number') return '';
  if (has(minimum) && has(maximum)) return `${minimum} to ${maximum}`;
  if (has(minimum)) return `${minimum} or more`;
  return has(maximum) ? `${maximum} at most` : '';
}

export function joined(parts: readonly Html[], between: string): Html {
  return html`${parts.map((part, index) => html`${index > 0 ? between : ''}${part}`)}`;
}
