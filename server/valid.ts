/** Parses what a request carries by a schema; what does not fit is answered with everything that is wrong. */
import { zValidator } from '@hono/zod-validator';
import type { ZodType } from 'zod';
import { refuse } from './problem.ts';

const valid = <Target extends 'json' | 'query', Schema extends ZodType>(target: Target, schema: Schema) =>
  zValidator(target, schema, (result, c) => {
    if (result.success) return;
    const errors = result.error.issues.map((issue) => ({
      pointer: issue.path.map((part) => `/${String(part)}`).join(''),
      code: issue.code ?? 'invalid',
      detail: `"${issue.path.join('.') || target}": ${issue.message}`,
      remedy: 'See /api/openapi.json.',
    }));
    const detail = errors.map((error) => error.detail).join('; ');
    return refuse(c, { status: 422, code: 'invalid', detail, remedy: 'Mend what "errors" names.', errors });
  });

export const json = <Schema extends ZodType>(schema: Schema) => valid('json', schema);
export const query = <Schema extends ZodType>(schema: Schema) => valid('query', schema);
