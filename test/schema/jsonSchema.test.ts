import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { Form } from '../../widget/schema/form.ts';
import { formJsonSchema } from '../../widget/schema/jsonSchema.ts';
import { goodText } from './change.ts';

type Node = { [key: string]: unknown };
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null;

/** Every property of a JSON schema, in every union member and definition, with the way to it. */
function* propertiesOf(node: unknown, path: string): Generator<[path: string, property: Node]> {
  if (!isNode(node)) return;
  if (isNode(node.properties) && !Array.isArray(node.properties))
    for (const [key, property] of Object.entries(node.properties))
      if (isNode(property)) yield [`${path}/${key}`, property];
  for (const [key, inner] of Object.entries(node))
    if (key !== 'examples') yield* propertiesOf(inner, `${path}/${key}`);
}

/** Every schema that has examples. */
function withExamples(schema: z.core.$ZodType, seen = new Set<z.core.$ZodType>()): Set<z.core.$ZodType> {
  if (seen.has(schema)) return seen;
  seen.add(schema);
  const { def } = (schema as z.core.$ZodTypes)._zod;
  if (def.type === 'optional') withExamples(def.innerType, seen);
  if (def.type === 'array') withExamples(def.element, seen);
  if (def.type === 'union') for (const option of def.options) withExamples(option, seen);
  if (def.type === 'tuple') for (const item of def.items) withExamples(item, seen);
  if (def.type === 'record') for (const part of [def.keyType, def.valueType]) withExamples(part, seen);
  if (def.type === 'object')
    for (const part of [...Object.values(def.shape), ...(def.catchall ? [def.catchall] : [])])
      withExamples(part, seen);
  return seen;
}

const schema = formJsonSchema();

describe('the JSON Schema of a form', () => {
  test('explains every key, with an example', () => {
    const properties = [...propertiesOf(schema, '')];
    // Fifteen field types, five endings, conditions and all the rest.
    expect(properties.length).toBeGreaterThan(250);
    const bare = properties.filter(
      ([, property]) =>
        typeof property.description !== 'string' ||
        !Array.isArray(property.examples) ||
        property.examples.length === 0,
    );
    expect(bare.map(([path]) => path)).toEqual([]);
  });

  test('has only examples that the schema itself takes', () => {
    const wrong: string[] = [];
    let count = 0;
    for (const part of withExamples(Form)) {
      const { examples = [], description } = (z.globalRegistry.get(part) ?? {}) as {
        examples?: unknown[];
        description?: string;
      };
      for (const example of examples) {
        count += 1;
        if (!z.safeParse(part, example).success) wrong.push(`${JSON.stringify(example)} (${description})`);
      }
    }
    expect(wrong).toEqual([]);
    expect(count).toBeGreaterThan(100);
  });

  test('knows every key of the form language, at the root and in a field', () => {
    expect(Object.keys(schema.properties as object)).toEqual(Object.keys(Form.shape));
    expect(JSON.stringify(schema)).toContain('"const":"dropdown"');
    expect(schema.additionalProperties).toBe(false);
  });

  test('says what it is and which draft it is written in', () => {
    expect(schema).toMatchObject({
      $schema: 'http://json-schema.org/draft-07/schema#',
      $id: '/schema/form.json',
      title: 'Qualiform form',
    });
  });

  test('every reference in it leads to a definition', () => {
    const references = [...JSON.stringify(schema).matchAll(/"\$ref":"([^"]+)"/g)].map((match) => match[1]);
    expect(new Set(references)).toEqual(new Set(['#/definitions/Condition']));
    expect(schema.definitions).toHaveProperty('Condition');
  });

  test('is made of the schema that takes the whole example', () => {
    expect(Form.safeParse(JSON.parse(goodText)).success).toBe(true);
  });
});
