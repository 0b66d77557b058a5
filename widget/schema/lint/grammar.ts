/** What the schema would have liked at a place: keys, kinds of value, an example. Read off the schema itself. */
import { z } from 'zod';
import { Field } from '../field.ts';
import { Form } from '../form.ts';
import { Url } from '../words.ts';
import type { Token } from './source.ts';

type Schema = z.core.$ZodType;

/** The definition of a schema, as zod's own generators read it. */
const defOf = (schema: Schema) => (schema as z.core.$ZodTypes)._zod.def;

/** A schema without its optional shell, and the members of a union that a value of this `type` may have meant. */
function opened(schema: Schema, value: unknown): Schema[] {
  const def = defOf(schema);
  if (def.type === 'optional') return opened(def.innerType, value);
  if (def.type !== 'union') return [schema];
  const type: unknown =
    typeof value === 'object' && value !== null && 'type' in value ? value.type : undefined;
  const options = def.options.flatMap((option) => opened(option, value));
  const meant = options.filter((option) => typeOf(option) === type);
  return type !== undefined && meant.length > 0 ? meant : options;
}

/** The literal that tells one member of a discriminated union from the others. */
function typeOf(schema: Schema): unknown {
  const def = defOf(schema);
  if (def.type !== 'object') return undefined;
  const type = def.shape.type && defOf(def.shape.type);
  return type?.type === 'literal' ? type.values[0] : undefined;
}

/** One step down. */
function inner(schema: Schema, token: Token): Schema[] {
  const def = defOf(schema);
  if (def.type === 'object') {
    const found = Object.hasOwn(def.shape, token) ? def.shape[token] : def.catchall;
    return found ? [found] : [];
  }
  if (def.type === 'array') return [def.element];
  if (def.type === 'record') return [def.valueType];
  if (def.type === 'tuple') return def.items[Number(token)] ? [def.items[Number(token)] as Schema] : [];
  return [];
}

/** The schemas at a path of a form, optional shells kept, since descriptions hang on those. */
function schemasAt(path: readonly Token[], root: unknown): Schema[] {
  let schemas: Schema[] = [Form];
  let value: unknown = root;
  for (const token of path) {
    const holder = value;
    schemas = schemas.flatMap((schema) => opened(schema, holder)).flatMap((schema) => inner(schema, token));
    value = valueAt(value, [token]);
  }
  return schemas;
}

/** The value at a path, or undefined. Looks at own properties alone. */
export function valueAt(root: unknown, path: readonly Token[]): unknown {
  let value = root;
  for (const token of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, token)) return undefined;
    value = (value as Record<Token, unknown>)[token];
  }
  return value;
}

/** What kinds of value the words of a marketer have for zod's types. */
const kindOf: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a [list]',
  tuple: 'a [list] of two',
  object: 'an {object}',
  record: 'an {object}',
  enum: 'one of a few words',
  literal: 'a certain word',
};

/** The marketer's word for what zod calls a type. */
export const kindName = (type: string): string => kindOf[type] ?? type;

/** The marketer's word for what a value is. */
export function kindOfValue(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a [list]';
  if (typeof value === 'boolean') return String(value);
  return kindName(typeof value);
}

/** Keys that may stand in the object at a path. */
export function keysAt(path: readonly Token[], root: unknown): string[] {
  const value = valueAt(root, path);
  const shapes = schemasAt(path, root)
    .flatMap((schema) => opened(schema, value))
    .map(defOf)
    .flatMap((def) => (def.type === 'object' ? Object.keys(def.shape) : []));
  return [...new Set(shapes)];
}

/** An example of what may stand at a path, as JSON. */
export function exampleAt(path: readonly Token[], root: unknown): string | undefined {
  for (const schema of schemasAt(path, root)) {
    const def = defOf(schema);
    for (const candidate of def.type === 'optional' ? [schema, def.innerType] : [schema]) {
      const examples = z.globalRegistry.get(candidate)?.examples;
      if (Array.isArray(examples) && examples.length > 0) return JSON.stringify(examples[0]);
    }
  }
  return undefined;
}

/** Whether an address stands at a path. */
export const isUrlAt = (path: readonly Token[], root: unknown): boolean =>
  schemasAt(path, root).some((schema) => opened(schema, undefined).includes(Url));

/** Field types that have a key. */
export function typesWith(key: string): string[] {
  return opened(Field, undefined).flatMap((option) => {
    const def = defOf(option);
    return def.type === 'object' && Object.hasOwn(def.shape, key) ? [String(typeOf(option))] : [];
  });
}
