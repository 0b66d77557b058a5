/** Whether the server lives and whether it takes requests; and each request in the log and in the counts. */
import { createMiddleware } from 'hono/factory';
import { routePath } from 'hono/route';
import type { Env } from './context.ts';
import { factory } from './context.ts';
import { type Counts, countOne, limits } from './health/counts.ts';
import { check } from './health/ready.ts';
import { retryAfter } from './problem.ts';

export interface Health {
  /** False from the moment that it is told to stop. */
  ready: boolean;
}

/** One line in the log and one in the counts for every request. Ids only: paths have no answers in them. */
export const watch = (counts: Counts) =>
  createMiddleware<Env>(async (c, next) => {
    const start = performance.now();
    await next();
    const ms = performance.now() - start;
    const { method, path } = c.req;
    const { status } = c.res;
    const key = `method="${method}",route="${routePath(c, -1)}",status="${status}"`;
    countOne(counts.requests, key);
    counts.total += 1;
    counts.seconds += ms / 1000;
    for (const [index, limit] of limits.entries())
      if (ms / 1000 <= limit) counts.buckets[index] = (counts.buckets[index] ?? 0) + 1;
    c.var.deps.log({
      event: 'request',
      method,
      path: path.slice(0, 200),
      status,
      ms: Math.round(ms * 10) / 10,
    });
  });

export const healthRoutes = (health: Health) =>
  factory
    .createApp()
    .get('/livez', (c) => c.text('ok'))
    .get('/readyz', async (c) => {
      const { ready, checks } = health.ready ? await check(c.var.deps) : stopping;
      if (!ready) c.header('retry-after', retryAfter);
      return c.json({ ready, checks }, ready ? 200 : 503);
    });

const stopping = { ready: false, checks: { process: 'stopping' } };
