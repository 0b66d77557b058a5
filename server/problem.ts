/** Errors as every caller gets them: RFC 9457 problem documents with a stable code and what to do. */
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { z } from 'zod';

/** One thing that is wrong with what was sent. */
export const Fault = z
  .object({
    pointer: z.string().meta({ description: 'JSON pointer to it in the body.', examples: ['/answers/size'] }),
    field: z
      .string()
      .optional()
      .meta({ description: 'Id of the question.', examples: ['size'] }),
    code: z.string().meta({ description: 'Stable name of the fault.', examples: ['required'] }),
    detail: z.string().meta({ description: 'What is wrong.', examples: ['"Size" has no answer.'] }),
    remedy: z.string().meta({ description: 'What to do.', examples: ['Send one of its option ids.'] }),
  })
  .meta({ id: 'Fault' });
export type Fault = z.infer<typeof Fault>;

export const Problem = z
  .object({
    type: z.string().meta({ examples: ['urn:qualiform:problem:unknown_form'] }),
    title: z.string().meta({ examples: ['Unknown form'] }),
    status: z.int().meta({ examples: [404] }),
    code: z.string().meta({ description: 'Stable name of the error.', examples: ['unknown_form'] }),
    detail: z.string().meta({ examples: ['There is no published form with this id.'] }),
    remedy: z
      .string()
      .optional()
      .meta({ examples: ['Check the id in the address.'] }),
    errors: z.array(Fault).optional(),
  })
  .meta({ id: 'Problem', description: 'An error (RFC 9457).' });
export type Problem = z.infer<typeof Problem>;

export interface Refusal<S extends ContentfulStatusCode = ContentfulStatusCode> {
  status: S;
  code: string;
  detail: string;
  remedy?: string;
  errors?: Fault[];
}

/** Seconds. The widget waits as long before it tries again. */
export const retryAfter = '5';

const titleOf = (code: string) => code.charAt(0).toUpperCase() + code.slice(1).replaceAll('_', ' ');

/** Answers with a problem document; `more` stands beside the standard members. */
export function refuse<S extends ContentfulStatusCode, M extends object = object>(
  c: Context,
  { status, code, detail, remedy, errors }: Refusal<S>,
  more?: M,
) {
  if (status === 503) c.header('retry-after', retryAfter);
  // What is wrong now may be right in a moment, and no cache between shall keep saying otherwise.
  c.header('cache-control', 'no-store');
  const body = {
    type: `urn:qualiform:problem:${code}`,
    title: titleOf(code),
    status: status as number,
    code,
    detail,
    ...(remedy !== undefined && { remedy }),
    ...(errors && { errors }),
    ...(more as M),
  };
  return c.json(body, status, { 'content-type': 'application/problem+json' });
}

/** One and the same for forms that never were, are only drafts, or are archived: nobody learns which. */
export const unknownForm = {
  status: 404,
  code: 'unknown_form',
  detail: 'There is no published form with this id.',
  remedy: 'Check the id in the address, and whether the form is published.',
} as const;

export const notFound = (what: string) =>
  ({
    status: 404,
    code: `unknown_${what}`,
    detail: `There is no ${what} with this id.`,
    remedy: 'Check the id in the address.',
  }) as const;

export const tryLater = {
  status: 503,
  code: 'busy',
  detail: 'This could not be stored just now; nothing of it is kept.',
  remedy: 'Send the same again after the time in Retry-After.',
} as const;
