/** Reads what a browser posted, within limits, before anything is done with it. */
import { hash } from 'node:crypto';
import { z } from 'zod';
import { contextType, fitFact } from '../../widget/engine/facts.ts';
import type { Context, Signals } from '../../widget/engine/input.ts';
import { uuid7Pattern } from '../ids.ts';
import type { Fault, Refusal } from '../problem.ts';

export const mostBytes = 64 * 1024;
const deepest = 8;
const mostAnswers = 200;

const anything = z.record(z.string(), z.unknown());

export const Submission = z
  .object({
    id: z
      .string()
      .regex(uuid7Pattern, 'must be a UUIDv7 in small letters')
      .meta({ description: 'Made by the browser before the first question.' }),
    version: z.int().min(1).meta({ description: 'The version of the form that was filled in.' }),
    status: z.enum(['partial', 'complete']),
    answers: anything.meta({ description: 'Answers by field id.', examples: [{ size: 's50_200' }] }),
    context: anything.default({}).meta({
      description:
        'Frozen facts by their names in the form language. Others are left out, and so are click ids of over 500 characters; any other text is cut to 200.',
      examples: [{ 'utm.source': 'ads', 'click.gclid': 'EAIaIQob', 'first.referrer.host': 'news.example' }],
    }),
    signals: anything.default({}).meta({ description: 'Age in days of each event, by signal id.' }),
    visitor: z
      .string()
      .max(200)
      .optional()
      .catch(undefined)
      .meta({ description: 'Token of an earlier reply; one that is not valid is ignored.' }),
    proof: z
      .object({
        token: z.string().max(200).optional().catch(undefined),
        work: z.int().min(0).optional().catch(undefined),
        trap: z.string().max(5000).optional().catch('?'),
        ticket: z.string().max(4000).optional().catch(undefined),
      })
      .default({})
      .catch({})
      .meta({
        description:
          'What speaks for a person: the token of /v1/forms/ID/token, and what it asked for. Nothing is refused for want of it.',
      }),
    verdict: z
      .object({ stage: z.string(), outcome: z.string(), score: z.number() })
      .optional()
      .catch(undefined)
      .meta({ description: 'What the browser concluded; only compared, never believed.' }),
  })
  .meta({ id: 'Submission' });
export type Submission = z.infer<typeof Submission>;

/** The text of a body, or why it is refused. Counts what really comes, whatever Content-Length claims. */
export async function readBody(request: Request, most = mostBytes): Promise<{ text: string } | Refusal> {
  const tooLarge: Refusal = {
    status: 413,
    code: 'too_large',
    detail: `A body has at most ${most} bytes.`,
    remedy: 'Send less: shorten long answers.',
  };
  const told = request.headers.get('content-length');
  if (Number(told ?? 0) > most) return tooLarge;
  let bytes: ArrayBuffer | Uint8Array | undefined;
  try {
    // No more than it told comes over the line; so a stream, which takes its time, is only for those who told nothing.
    bytes = told === null ? await readStream(request, most) : await request.arrayBuffer();
  } catch {
    return cutOff;
  }
  if (bytes === undefined || bytes.byteLength > most) return tooLarge;
  try {
    return { text: utf8.decode(bytes) };
  } catch {
    return malformed('The body is not UTF-8.');
  }
}

/** Undefined once it is longer than that. */
async function readStream({ body }: Request, most: number): Promise<Uint8Array | undefined> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of body ?? []) {
    size += part.byteLength;
    if (size > most) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts);
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** A phone in a tunnel, a tab that was closed: nothing is wrong here, and nobody is left to read this. */
const cutOff: Refusal = {
  status: 400,
  code: 'cut_off',
  detail: 'The connection ended before the body did.',
  remedy: 'Send the same again.',
};

const malformed = (detail: string): Refusal => ({
  status: 400,
  code: 'malformed_json',
  detail,
  remedy: 'Send one JSON object, encoded as UTF-8.',
});

export const invalid = (errors: Fault[]): Refusal => ({
  status: 422,
  code: 'invalid_submission',
  detail: errors.length === 1 ? (errors[0] as Fault).detail : `${errors.length} things are wrong.`,
  remedy: 'Mend what "errors" names and send it again.',
  errors,
});

export function parseJson(text: string): { value: unknown } | Refusal {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    return malformed(`The body is not JSON: ${(error as Error).message}`);
  }
}

/** A submission as it was sent, its facts reduced to those that the form language has. */
export interface Parsed extends Omit<Submission, 'context'> {
  context: Context;
  hash: string;
}

export function parseSubmission(text: string): { submission: Parsed } | Refusal {
  const json = parseJson(text);
  if (!('value' in json)) return json;
  const fault = (pointer: string, detail: string, remedy: string) =>
    invalid([{ pointer, code: 'malformed', detail, remedy }]);
  if (isDeeper(json.value, deepest))
    return fault('', `The body is nested deeper than ${deepest} levels.`, 'Answers are plain values.');

  const parsed = Submission.safeParse(json.value);
  if (!parsed.success)
    return invalid(
      parsed.error.issues.map((issue) => ({
        pointer: issue.path.map((part) => `/${String(part)}`).join(''),
        code: 'malformed',
        detail: `"${issue.path.join('.') || 'body'}": ${issue.message}`,
        remedy: 'See Submission in /api/openapi.json.',
      })),
    );
  // The answers as they came: a schema's copy would pass over a key such as "__proto__" in silence.
  const { proof: _, ...claimed } = json.value as Submission;
  const { answers } = claimed;
  if (Object.keys(answers).length > mostAnswers)
    return fault('/answers', `There are more than ${mostAnswers} answers.`, 'Send the answers of one form.');
  return {
    submission: {
      ...parsed.data,
      answers,
      context: knownFacts(parsed.data.context),
      hash: hash('sha256', canonical(claimed)),
    },
  };
}

/** Whether a value is nested deeper than that. Looks no further down than it has to. */
function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isDeeper(inner, levels - 1));
}

/** JSON with sorted keys: the same whatever order they came in. */
function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  const parts = Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`);
  return `{${parts.join()}}`;
}

/** Facts of the form language with values of their kind; anything else would never be seen by a condition. */
function knownFacts(context: Record<string, unknown>): Context {
  const known: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(context)) {
    if (typeof value !== contextType(name)) continue;
    if (typeof value === 'string') {
      const text = fitFact(name, value);
      if (text !== undefined) known[name] = text;
    } else if (Number.isFinite(value)) known[name] = value as number;
  }
  return known;
}

/** Events of the signals that a form declares. */
export function knownSignals(signals: Record<string, unknown>, ids: readonly string[]): Signals {
  const known: Record<string, number[]> = {};
  for (const id of ids) {
    const ages = Object.hasOwn(signals, id) ? signals[id] : undefined;
    if (!Array.isArray(ages)) continue;
    const numbers = ages.filter((age): age is number => Number.isFinite(age));
    if (numbers.length > 0) known[id] = numbers;
  }
  return known;
}
