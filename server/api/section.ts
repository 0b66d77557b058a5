/** One operation as people read it: a call, what to send, what is answered. */
import { html } from 'hono/html';
import { curlOf } from './examples.ts';
import { nameOf } from './openapi.ts';
import type { Operation } from './operations.ts';
import { joined, kindOf, type Row, rowsOf, type Schema } from './shapes.ts';

type Html = ReturnType<typeof html>;

interface Parameter {
  name: string;
  in: 'path' | 'query';
  description?: string;
  schema: Schema;
}

/** An operation as the OpenAPI document has it. */
export interface Described {
  parameters: Parameter[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Record<string, { description: string; content?: Record<string, { schema: Schema }> }>;
}

export function section(operation: Operation, described: Described, server: string): Html {
  const { method, path, summary, open } = operation;
  const sent = Object.values(described.requestBody?.content ?? {})[0]?.schema;
  const answers = Object.entries(described.responses).map(
    ([status, answer]) => [Number(status), answer] as const,
  );
  return html`<section class="operation" id="${nameOf(operation)}">
<h3><code>${method.toUpperCase()} ${path}</code></h3>
<p>${summary}. ${open ? 'Anybody may ask.' : 'With a key, or signed in.'}</p>
<pre tabindex="0"><code>${curlOf(operation, server)}</code></pre>
${
  described.parameters.length > 0
    ? html`<h4>In the address</h4>
${table(described.parameters.map(parameterRow))}`
    : ''
}${sent ? html`<h4>Send</h4>\n${shapeOf(sent)}` : ''}<h4>Answers</h4>
${answers.filter(([status]) => status < 400).map(([status, answer]) => answered(status, answer))}${refused(answers)}
</section>
`;
}

const parameterRow = ({ name, in: place, description, schema }: Parameter): Row => {
  const [row] = rowsOf({ properties: { [name]: { ...(description && { description }), ...schema } } });
  return { ...(row as Row), required: place === 'path' };
};

type Answer = Described['responses'][string];

function answered(status: number, { description, content = {} }: Answer): Html {
  const [entry] = Object.entries(content);
  if (!entry) return html`<p><code>${status}</code> ${description}</p>\n`;
  const [type, { schema }] = entry;
  if (type !== 'application/json')
    return html`<p><code>${status}</code> ${description} Comes as <code>${type}</code>.</p>\n`;
  const rows = rowsOf(schema);
  return html`<p><code>${status}</code> ${description} ${rows.length > 0 ? '' : wordsOf(schema)}</p>\n${rows.length > 0 ? table(rows) : ''}`;
}

/** All refusals are alike, so what they mean stands above; one that tells more is pointed to. */
function refused(answers: readonly (readonly [number, Answer])[]): Html {
  const all = answers
    .filter(([status]) => status >= 400)
    .map(([status, { content = {} }]) => {
      const schema = Object.values(content)[0]?.schema ?? {};
      const more = schema.$ref?.endsWith('/Problem') ? '' : html` (${kindOf(schema)})`;
      return html`<a href="#status-${status}">${status}</a>${more}`;
    });
  return all.length > 0 ? html`<p>Refused with ${joined(all, ', ')}.</p>` : html``;
}

/** A shape with a name is pointed to; any other is told where it is used. */
function shapeOf(schema: Schema): Html {
  const rows = rowsOf(schema);
  return rows.length > 0 ? table(rows) : html`<p>${wordsOf(schema)}</p>\n`;
}

function wordsOf(schema: Schema): Html {
  if (schema.description) return html`${schema.description}`;
  const isEmpty = schema.type === 'object' && schema.properties !== undefined;
  return isEmpty ? html`An empty object.` : kindOf(schema);
}

export function table(rows: readonly Row[]): Html {
  return html`<div class="scroll"><table class="shape"><tbody>
${rows.map(
  ({ name, kind, required, says }) =>
    html`<tr><th scope="row"><code>${name}</code>${required ? '' : ' ?'}</th><td>${kind}</td><td>${says}</td></tr>\n`,
)}</tbody></table></div>
`;
}
