/** How one would call the API: for the operations that most begin with, something real to send. The others get a call without. */
import type { Operation } from './operations.ts';

export interface Example {
  /** What stands for the names in the path. */
  path?: Record<string, string>;
  query?: string;
  body?: unknown;
  /** A file to send, where a body would be too long to read. */
  file?: string;
}

const submission = '01983c5e-7a10-7c4d-9e5f-0123456789ab';

/** By method and path, as the table of operations has them. */
export const examples: Record<string, Example> = {
  'get /v1/forms/{form}': { path: { form: 'crm-demo' }, query: 'lang=en' },
  'post /v1/forms/{form}/submissions': {
    path: { form: 'crm-demo' },
    body: {
      id: submission,
      version: 1,
      status: 'complete',
      answers: {
        need: 'switch',
        role: 'sales_director',
        size: 's50_200',
        budget: 'approved',
        start: 'quarter',
        first_name: 'Ada',
        email: 'ada@northpier.example',
        privacy: true,
      },
      context: { 'utm.source': 'newsletter', 'page.path': '/pricing' },
      signals: { pricing: [0.2, 3] },
    },
  },
  'post /v1/forms/{form}/submissions/{id}/appeal': { path: { form: 'crm-demo', id: submission } },
  'post /v1/events': {
    body: { form: 'crm-demo', version: 1, events: [{ type: 'view' }, { type: 'step', step: 'role' }] },
  },
  'put /api/forms/{form}': { path: { form: 'crm-demo' }, file: 'crm-demo.json' },
  'post /api/forms/{form}/check': { path: { form: 'crm-demo' }, file: 'crm-demo.json' },
  'post /api/forms/{form}/publish': { path: { form: 'crm-demo' } },
  'get /api/forms/{form}': { path: { form: 'crm-demo' } },
  'get /api/forms/{form}/versions/{n}': { path: { form: 'crm-demo', n: '1' } },
  'get /api/leads': { query: 'stage=sql&form=crm-demo&limit=20' },
  'post /api/leads/{id}/stage': { body: { to: 'sal', why: 'Called back, wants a demo' } },
  'post /api/exports': { body: { email: 'ada@northpier.example' } },
  'post /api/erasures': { body: { email: 'ada@northpier.example' } },
  'get /api/submissions': { query: 'form=crm-demo&limit=20' },
  'get /api/submissions/{id}': { path: { id: submission } },
};

/** The address of a call below the server's; a name that nothing is known of stands there in capitals. */
export function addressOf(operation: Operation): string {
  const { path = {}, query } = exampleOf(operation);
  const address = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => path[name] ?? name.toUpperCase());
  return query === undefined ? address : `${address}?${query}`;
}

export const exampleOf = ({ method, path }: Operation): Example => examples[`${method} ${path}`] ?? {};

/** A call as one would type it, in a shell that has the key in QUALIFORM_API_KEY. */
export function curlOf(operation: Operation, server: string): string {
  const { method, open, body, path } = operation;
  const { body: sent, file } = exampleOf(operation);
  const data = file ?? (body && sent === undefined ? 'body.json' : undefined);
  return [
    `curl${method === 'get' ? '' : ` -X ${method.toUpperCase()}`} '${server}${addressOf(operation)}'`,
    ...(open ? [] : ['-H "Authorization: Bearer $QUALIFORM_API_KEY"']),
    ...(body && path.startsWith('/api/') ? ["-H 'Content-Type: application/json'"] : []),
    ...(data === undefined ? [] : [`--data-binary @${data}`]),
    ...(sent === undefined ? [] : [`--data '${laid(sent)}'`]),
  ].join(' \\\n  ');
}

const longest = 72;

/** JSON that is read at once: what fits on a line is on one. */
function laid(value: unknown, indent = ''): string {
  const flat = JSON.stringify(value, null, 1).replace(/\n */g, ' ');
  if (typeof value !== 'object' || value === null || indent.length + flat.length < longest) return flat;
  const inner = `${indent}  `;
  const isList = Array.isArray(value);
  const members = Object.entries(value).map(
    ([key, member]) => `${inner}${isList ? '' : `${JSON.stringify(key)}: `}${laid(member, inner)}`,
  );
  const [opening, closing] = isList ? '[]' : '{}';
  return `${opening}\n${members.join(',\n')}\n${indent}${closing}`;
}
