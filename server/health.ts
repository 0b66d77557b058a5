/** Whether the server lives, whether it takes requests, and how it fares in numbers. */
import { createMiddleware } from 'hono/factory';
import { routePath } from 'hono/route';
import type { Env } from './context.ts';
import { factory } from './context.ts';
import { defaultWorkspace } from './db/store.ts';
import { refuse, tryLater } from './problem.ts';

export interface Health {
  /** False from the moment that it is told to stop. */
  ready: boolean;
}

const limits = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

/** Requests by route and status, and how long they took. */
export interface Counts {
  requests: Map<string, number>;
  buckets: number[];
  seconds: number;
  total: number;
}

export const createCounts = (): Counts => ({
  requests: new Map(),
  buckets: limits.map(() => 0),
  seconds: 0,
  total: 0,
});

/** One line in the log and one in the counts for every request. Ids only: paths have no answers in them. */
export const watch = (counts: Counts) =>
  createMiddleware<Env>(async (c, next) => {
    const start = performance.now();
    await next();
    const ms = performance.now() - start;
    const { method, path } = c.req;
    const { status } = c.res;
    const key = `method="${method}",route="${routePath(c, -1)}",status="${status}"`;
    counts.requests.set(key, (counts.requests.get(key) ?? 0) + 1);
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
      if (!health.ready) return refuse(c, stopping);
      // Storage in trouble throws, and is answered as everywhere.
      const canWrite = await c.var.deps.store.commit([
        ['probe', { id: defaultWorkspace, by: 1 }],
        ['probe', { id: defaultWorkspace, by: -1 }],
      ]);
      return canWrite ? c.text('ok') : refuse(c, tryLater);
    });

const stopping = {
  status: 503,
  code: 'stopping',
  detail: 'This server is about to stop.',
  remedy: 'Ask another one.',
} as const;

/** The counts as Prometheus reads them. */
export function metricsText({ requests, buckets, seconds, total }: Counts): string {
  const lines = [
    '# TYPE qualiform_requests_total counter',
    ...[...requests].map(([labels, count]) => `qualiform_requests_total{${labels}} ${count}`),
    '# TYPE qualiform_request_seconds histogram',
    ...limits.map((limit, index) => `qualiform_request_seconds_bucket{le="${limit}"} ${buckets[index]}`),
    `qualiform_request_seconds_bucket{le="+Inf"} ${total}`,
    `qualiform_request_seconds_sum ${seconds}`,
    `qualiform_request_seconds_count ${total}`,
    '# TYPE qualiform_memory_bytes gauge',
    `qualiform_memory_bytes ${process.memoryUsage().rss}`,
  ];
  return `${lines.join('\n')}\n`;
}
