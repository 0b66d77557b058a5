/** A small walker over the form's JSON Schema: which keys and values may stand at a path, and what they mean. */
import type { Path } from './tree.ts';

export interface Schema {
  $ref?: string;
  definitions?: Record<string, Schema>;
  type?: string;
  description?: string;
  examples?: unknown[];
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  items?: Schema | Schema[];
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
}

/** Answers the `type` that an object in the text says it has, to choose among alternatives. */
export type TypeAt = (path: Path) => string | undefined;

export interface Key {
  name: string;
  schema: Schema;
  required: boolean;
}

/** Every plain schema that a schema stands for, references followed and alternatives narrowed by `type`. */
function alternatives(root: Schema, schema: Schema, type: string | undefined, depth = 0): Schema[] {
  if (depth > 12) return [];
  const inner = (part: Schema) => alternatives(root, part, type, depth + 1);
  if (schema.$ref !== undefined) {
    const target = definition(root, schema.$ref);
    // What stands beside a reference explains this very place, so it goes before what it refers to.
    return target ? inner({ ...target, ...(schema.description && { description: schema.description }) }) : [];
  }
  const choices = schema.oneOf ?? schema.anyOf;
  if (choices) {
    const fitting = choices.filter((choice) => type !== undefined && choice.properties?.type?.const === type);
    return (fitting.length > 0 ? fitting : choices).flatMap(inner);
  }
  // Draft-07 knows nothing beside a reference, so it is wrapped, and its description stands around it.
  const { allOf, description } = schema;
  if (allOf) return allOf.flatMap((part) => inner(description ? { ...part, description } : part));
  return [schema];
}

const definition = (root: Schema, ref: string) =>
  ref === '#' ? root : root.definitions?.[ref.replace(/^#\/definitions\//, '')];

function into(schema: Schema, part: string | number): Schema[] {
  if (typeof part === 'number' || (schema.items && /^\d+$/.test(part))) {
    const item = Array.isArray(schema.items) ? schema.items[Number(part)] : schema.items;
    return item ? [item] : [];
  }
  const own =
    schema.properties && Object.hasOwn(schema.properties, part) ? schema.properties[part] : undefined;
  if (own) return [own];
  return typeof schema.additionalProperties === 'object' ? [schema.additionalProperties] : [];
}

/** Schemas that hold at a path, before references and alternatives are opened: these carry the place's own description. */
export function schemasAt(root: Schema, path: Path, typeAt: TypeAt): Schema[] {
  let here: Schema[] = [root];
  path.forEach((part, index) => {
    const type = typeAt(path.slice(0, index));
    here = here.flatMap((schema) => alternatives(root, schema, type)).flatMap((schema) => into(schema, part));
  });
  return here;
}

/** Keys that may stand in the object at a path. */
export function keysAt(root: Schema, path: Path, typeAt: TypeAt): Key[] {
  const keys = new Map<string, Key>();
  for (const schema of schemasAt(root, path, typeAt).flatMap((one) => alternatives(root, one, typeAt(path))))
    for (const [name, own] of Object.entries(schema.properties ?? {})) {
      const known = keys.get(name);
      // An alternative among several: `type` may be any of them.
      const merged = known
        ? { ...known.schema, anyOf: [...(known.schema.anyOf ?? [known.schema]), own] }
        : own;
      keys.set(name, { name, schema: merged, required: schema.required?.includes(name) ?? false });
    }
  return [...keys.values()];
}

export interface Choice {
  value: string | number | boolean;
  description?: string;
}

/** Values that a schema names one by one. */
export function valuesAt(root: Schema, path: Path, typeAt: TypeAt): Choice[] {
  // The type that is being chosen must not narrow its own alternatives.
  const open: TypeAt =
    path.at(-1) === 'type' ? (part) => (part.length === path.length - 1 ? undefined : typeAt(part)) : typeAt;
  const found = new Map<unknown, Choice>();
  for (const schema of schemasAt(root, path, open).flatMap((one) => alternatives(root, one, undefined))) {
    const named = schema.const !== undefined ? [schema.const] : (schema.enum ?? []);
    const all = schema.type === 'boolean' && named.length === 0 ? [true, false] : named;
    for (const value of all)
      if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
        found.set(value, { value, ...(schema.description && { description: schema.description }) });
  }
  return [...found.values()];
}

/** Whether a path leads to a condition, whose keys are fields and facts. */
export const isCondition = (root: Schema, path: Path, typeAt: TypeAt): boolean =>
  schemasAt(root, path, typeAt)
    .flatMap((schema) => [schema, ...(schema.allOf ?? [])])
    .some((schema) => schema.$ref === '#/definitions/Condition');

/** In a word, what may stand there: 'text', 'list', 'one of …'. */
export function shapeOf(root: Schema, schema: Schema): string {
  const names: Record<string, string> = {
    string: 'text',
    integer: 'whole number',
    array: 'list',
    boolean: 'true or false',
  };
  const parts = alternatives(root, schema, undefined).map((one) =>
    one.enum
      ? one.enum.map((value) => JSON.stringify(value)).join(' | ')
      : one.const !== undefined
        ? JSON.stringify(one.const)
        : (names[one.type ?? ''] ?? one.type ?? ''),
  );
  const all = [...new Set(parts.filter(Boolean))];
  return all.length > 4 ? `${all.slice(0, 4).join(' | ')} | …` : all.join(' | ');
}

/** What to write for a new value, the cursor going where `|` stands. */
export function emptyValue(root: Schema, schema: Schema): string {
  const [first] = alternatives(root, schema, undefined);
  if (first?.type === 'array') return '[|]';
  if (first?.type === 'object' || first?.properties) return '{|}';
  if (first?.type === 'boolean') return 'true|';
  if (first?.type === 'number' || first?.type === 'integer') return '|';
  return '"|"';
}
