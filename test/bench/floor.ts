/** The floor of the accept bench: the same Hono on the same body, which it parses and validates, and answers. Nothing is kept. */
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { parseSubmission, readBody } from '../../server/submissions/parse.ts';

const app = new Hono().post('/', async (c) => {
  const body = await readBody(c.req.raw);
  if (!('text' in body)) return c.json(body, 400);
  const parsed = parseSubmission(body.text);
  return 'submission' in parsed ? c.json({ id: parsed.submission.id }, 201) : c.json(parsed, 422);
});

serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) =>
  console.log(`http://127.0.0.1:${port}/`),
);
