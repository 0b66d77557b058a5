/** The API for people: a page made from the very document that programs get, so that it has every operation there is. */
import { html } from 'hono/html';
import { factory } from '../context.ts';
import { type Packed, pack, quality, send } from '../site/packed.ts';
import { nameOf, openapi } from './openapi.ts';
import { type Operation, operations } from './operations.ts';
import { type Described, section, table } from './section.ts';
import { placeOf, rowsOf, type Schema } from './shapes.ts';
import { statusWords } from './words.ts';

/** Nothing runs on it. */
const policy = [
  "default-src 'none'",
  "style-src 'self'",
  "img-src 'self'",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

export function apiPageRoutes() {
  let packed: Promise<Packed> | undefined;
  return factory.createApp().get('/demo/docs/api.html', async (c) => {
    c.header('content-security-policy', policy);
    packed ??= pack(await apiPage(c.var.deps.settings.publicUrl), 'text/html; charset=utf-8', quality.answer);
    return send(c, await packed, 'no-cache');
  });
}

/** Sections in the order of the table; a part of the API that is new gets one by itself. */
function sections(): Map<string, Operation[]> {
  const found = new Map<string, Operation[]>();
  for (const operation of operations) {
    const [, root = '', part = ''] = operation.path.split('/');
    const title =
      root === 'v1' ? 'For any browser' : (titles[part] ?? part.charAt(0).toUpperCase() + part.slice(1));
    found.set(title, [...(found.get(title) ?? []), operation]);
  }
  return found;
}

const titles: Record<string, string> = { 'openapi.json': 'Signing in', session: 'Signing in' };

async function apiPage(server: string): Promise<string> {
  const document = openapi();
  const described = ({ path, method }: Operation) => document.paths[path]?.[method] as Described;
  const shapes = Object.entries(document.components.schemas) as [string, Schema][];
  const parts = [...sections()];
  return String(
    await html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>API – Qualiform</title>
<meta name="description" content="Every operation of the HTTP API: what to send, what is answered, what may go wrong.">
<link rel="icon" href="/demo/mark.svg">
<link rel="stylesheet" href="docs.css">
</head>
<body>
<header>
  <a href="/">Qualiform</a>
  <a href="form-language.html">Form language</a>
  <a href="embed.html">Embedding</a>
  <a href="running.html">Running it</a>
  <a href="webhooks.html">Webhooks</a>
  <a href="api.html" aria-current="page">API</a>
  <a href="scale.html">Scale</a>
</header>
<main>
<h1>The HTTP API</h1>
<p class="lead">Everything that the console does, a program can do. This page is made by the server that it describes, as is the <a href="/api/openapi.json">OpenAPI document</a> for tools.</p>
${conventions(server)}
<h2 id="operations">All operations</h2>
<div class="scroll"><table class="operations"><tbody>
${operations.map(
  (operation) =>
    html`<tr><th scope="row"><a href="#${nameOf(operation)}"><code>${operation.method.toUpperCase()} ${operation.path}</code></a></th><td>${operation.summary}</td></tr>\n`,
)}</tbody></table></div>
${parts.map(
  ([title, members]) =>
    html`<h2>${title}</h2>\n${members.map((operation) => section(operation, described(operation), server))}`,
)}
<h2 id="shapes">Shapes</h2>
<p>What the operations above send and answer, by name.</p>
${shapes.map(
  ([name, shape]) =>
    html`<h3 id="${placeOf(name)}">${name}</h3>\n${shape.description ? html`<p>${shape.description}</p>` : ''}${table(rowsOf(shape))}`,
)}
</main>
</body>
</html>
`,
  );
}

const conventions = (server: string) => html`<h2>How to ask</h2>
<p>Operations below <code>/v1</code> are for any browser, on any site: no key, no cookie. Those below <code>/api</code> are for you: send <code>Authorization: Bearer KEY</code>, with the key of <code>QUALIFORM_API_KEY</code>, or sign in, which sets a cookie. Bodies and answers are JSON in UTF-8; below <code>/api</code> a body has to say so by its <code>Content-Type</code>. Times are ISO 8601 in UTC. Members that you do not know may be added to answers at any time. In the tables below, a name with a <code>?</code> need not be there.</p>
<pre tabindex="0"><code>export QUALIFORM_API_KEY=…
curl '${server}/api/leads?stage=sql' \\
  -H "Authorization: Bearer $QUALIFORM_API_KEY"</code></pre>
<p>A list comes in pages. While its <code>next</code> is not <code>null</code>, the same with <code>cursor=NEXT</code> is the page after it.</p>
<p>A submission’s <code>id</code> is made by the sender: a UUID of version 7, so that ids have an order in time. The same id with the same body is answered the same and stored once, however often it is sent.</p>
<h3>When something is wrong</h3>
<p>The answer is a problem document (RFC 9457, <code>application/problem+json</code>), as <a href="#${placeOf('Problem')}">Problem</a> has it. Its <code>code</code> never changes; <code>detail</code> says what is wrong and <code>remedy</code> what to do. Any operation may answer 500.</p>
<div class="scroll"><table class="shape"><tbody>
${Object.entries(statusWords)
  .filter(([status]) => Number(status) >= 400)
  .map(
    ([status, says]) =>
      html`<tr id="status-${status}"><th scope="row"><code>${status}</code></th><td>${says}</td></tr>\n`,
  )}</tbody></table></div>
<pre tabindex="0"><code>{
  "type": "urn:qualiform:problem:unknown_form",
  "title": "Unknown form",
  "status": 404,
  "code": "unknown_form",
  "detail": "There is no published form with this id.",
  "remedy": "Check the id in the address, and whether the form is published."
}</code></pre>
`;
