/** What an operation of the API is, and which refusals come of what it is. */
import type { ZodType, z } from 'zod';

export interface Operation {
  method: 'get' | 'post' | 'put' | 'delete';
  /** As OpenAPI writes it. */
  path: string;
  summary: string;
  /** Whether anybody may ask. */
  open?: boolean;
  query?: z.ZodObject;
  body?: ZodType;
  /** Answers that are no errors, by status. */
  answers: Record<number, ZodType>;
  /** What the answers come as, where that is not JSON. */
  type?: string;
  /** Whether it comes with an ETag, and is not sent again to who has it. */
  tagged?: boolean;
  /** Whether nothing is read or stored for it, so that no trouble with storage can come of it. */
  fixed?: boolean;
  /** Statuses of the problems that are its own; those that many have are added by `problemsOf`. */
  problems?: number[];
  /** Problems that tell more than others do, by status. */
  refusals?: Record<number, ZodType>;
}

/**
 * Statuses of every problem that an operation may answer: its own, and those of what stands before it. 500, which nobody should
 * ever see, may come from any.
 */
export function problemsOf({ method, path, open, body, fixed, problems = [] }: Operation): number[] {
  const all = [
    ...problems,
    ...(open ? [] : [401, 403, 429]),
    ...(path.startsWith('/api/') && method !== 'get' ? [403, 415] : []),
    ...(body ? [400] : []),
    ...(fixed ? [] : [503]),
  ];
  return [...new Set(all)].sort((a, b) => a - b);
}
