/** The OpenAPI document, made from the schemas that the routes parse with. */
import { type ZodType, z } from 'zod';
import { factory } from '../context.ts';
import { Problem } from '../problem.ts';
import { type Packed, pack, quality, send } from '../site/packed.ts';
import { type Operation, operations } from './operations.ts';

/** Schemas with an id of their own become components; everything else stands where it is used. */
function schemaOf(schema: ZodType, io: 'input' | 'output', components: Record<string, object>): object {
  const { $schema, $defs, ...made } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  for (const [name, definition] of Object.entries($defs ?? {})) components[name] = pointed(definition);
  const { id } = made;
  if (typeof id !== 'string') return pointed(made);
  components[id] = pointed(made);
  return { $ref: `#/components/schemas/${id}` };
}

/** References as OpenAPI has them; a component's name is its key, not a member. */
const pointed = (schema: object): object =>
  JSON.parse(
    JSON.stringify(schema, (key, value) =>
      key === 'id' && typeof value === 'string' ? undefined : value,
    ).replaceAll('"#/$defs/', '"#/components/schemas/'),
  );

const json = (schema: object) => ({ 'application/json': { schema } });

function describeOperation(operation: Operation, components: Record<string, object>): object {
  const {
    method,
    path,
    summary,
    open,
    query,
    body,
    answers,
    problems = [],
    refusals = {},
    media = 'application/json',
  } = operation;
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  const inQuery = Object.entries(query?.shape ?? {}).map(([name, schema]) => ({
    name,
    in: 'query',
    required: false,
    schema: schemaOf(schema as ZodType, 'input', components),
  }));
  const refused = [...problems, ...(open ? [] : [401, 429]), ...(open || method === 'get' ? [] : [403, 415])];
  return {
    summary,
    security: open ? [] : [{ key: [] }, { session: [] }],
    parameters: [...inPath, ...inQuery],
    ...(body && { requestBody: { required: true, content: json(schemaOf(body, 'input', components)) } }),
    responses: {
      ...Object.fromEntries(
        Object.entries(answers).map(([status, schema]) => [
          status,
          {
            description: 'As asked',
            content: { [media]: { schema: schemaOf(schema, 'output', components) } },
          },
        ]),
      ),
      ...Object.fromEntries(
        refused.map((status) => [
          status,
          {
            description: 'Refused',
            content: {
              'application/problem+json': {
                schema: schemaOf(refusals[status] ?? Problem, 'output', components),
              },
            },
          },
        ]),
      ),
    },
  };
}

export function openapi() {
  const components: Record<string, object> = {};
  const paths: Record<string, Record<string, object>> = {};
  for (const operation of operations)
    paths[operation.path] = {
      ...paths[operation.path],
      [operation.method]: describeOperation(operation, components),
    };
  return {
    openapi: '3.1.0',
    info: {
      title: 'Qualiform',
      version: '1',
      description: 'Errors are RFC 9457 problem documents with a stable `code`.',
    },
    paths,
    components: {
      schemas: components,
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer' },
        session: { type: 'apiKey', in: 'cookie', name: 'qualiform_session' },
      },
    },
  };
}

export function openapiRoutes() {
  let packed: Promise<Packed> | undefined;
  return factory.createApp().get('/openapi.json', async (c) => {
    packed ??= pack(JSON.stringify(openapi(), null, 2), 'application/json; charset=utf-8', quality.file);
    return send(c, await packed, 'no-cache');
  });
}
