/** How the server fares, in the numbers and the text format of Prometheus. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Deps } from '../context.ts';
import type { Exports } from '../exports/running.ts';
import { findJob } from '../retention/queries.ts';
import { type Counts, limits } from './counts.ts';
import { countDeliveries, countMessages, countOff, findOldestMessage } from './queries.ts';

const mostCounted = 100_000;

interface Family {
  name: string;
  help: string;
  type: 'counter' | 'gauge' | 'histogram';
  /** Values by what stands behind the name: labels, or the parts of a histogram. */
  values: Iterable<readonly [suffix: string, value: number]>;
}

const one = (type: 'counter' | 'gauge', name: string, help: string, value: number): Family => ({
  name,
  help,
  type,
  values: [['', value]],
});
const labelled = (counts: ReadonlyMap<string, number>) =>
  [...counts].map(([labels, count]) => [`{${labels}}`, count] as const);

export async function metricsText(
  { store, now, counts }: Pick<Deps, 'store' | 'now' | 'counts'>,
  exports: Exports,
): Promise<string> {
  const families = [
    ...ofRequests(counts),
    ...(await ofStore(store, now())),
    one('gauge', 'qualiform_exports_running', 'Exports that run.', exports.running()),
    one(
      'counter',
      'qualiform_exports_put_off_total',
      'Exports that had to wait for visitors.',
      exports.shed(),
    ),
    ...ofProcess(),
  ];
  return families.map(textOf).join('');
}

const textOf = ({ name, help, type, values }: Family): string =>
  [
    `# HELP ${name} ${help}`,
    `# TYPE ${name} ${type}`,
    ...[...values].map(([suffix, value]) => `${name}${suffix} ${value}`),
    '',
  ].join('\n');

const ofRequests = ({ requests, buckets, seconds, total, submissions, attempts }: Counts): Family[] => [
  {
    name: 'qualiform_requests_total',
    help: 'Requests by method, route and status.',
    type: 'counter',
    values: labelled(requests),
  },
  {
    name: 'qualiform_request_seconds',
    help: 'How long requests took.',
    type: 'histogram',
    values: [
      ...limits.map((limit, index) => [`_bucket{le="${limit}"}`, buckets[index] ?? 0] as const),
      ['_bucket{le="+Inf"}', total],
      ['_sum', seconds],
      ['_count', total],
    ],
  },
  {
    name: 'qualiform_submissions_total',
    help: 'Submissions that were stored, by form and by whether they are complete. One that is sent again counts once.',
    type: 'counter',
    values: labelled(submissions),
  },
  {
    name: 'qualiform_delivery_attempts_total',
    help: 'Tries at telling somebody of an event, by channel and by what came of it.',
    type: 'counter',
    values: labelled(attempts),
  },
];

async function ofStore(store: Deps['store'], at: number): Promise<Family[]> {
  const { waiting, lists, commits } = store.load();
  const { used, free } = await store.room();
  const oldest = await findOldestMessage(store.orm);
  const purge = await findJob(store.orm);
  const stopped = ['share', 'clock'].includes(purge?.result?.outcome ?? '');
  return [
    one('gauge', 'qualiform_commit_queue', 'Changes that wait to be written.', waiting),
    one('counter', 'qualiform_changes_total', 'Changes that were handed to the database.', lists),
    one(
      'counter',
      'qualiform_commits_total',
      'Commits that they shared: changes by commits is the size of a group.',
      commits,
    ),
    one(
      'gauge',
      'qualiform_outbox_rows',
      `Events of which it is still to be seen who is told; counted to ${mostCounted}.`,
      await countMessages(store.orm, mostCounted),
    ),
    one(
      'gauge',
      'qualiform_outbox_age_seconds',
      'Age of the event that has waited longest; 0 where none waits.',
      oldest === undefined ? 0 : Math.max(0, (at - oldest) / 1000),
    ),
    one(
      'gauge',
      'qualiform_deliveries_waiting',
      `Deliveries that are to be tried, now or again; counted to ${mostCounted}.`,
      await countDeliveries(store.orm, mostCounted),
    ),
    one(
      'gauge',
      'qualiform_endpoints_off',
      'Endpoints that are switched off, by hand or since they could not be reached.',
      await countOff(store.orm),
    ),
    one('gauge', 'qualiform_database_bytes', 'Size of the database.', used),
    ...(free === undefined
      ? []
      : [one('gauge', 'qualiform_disk_free_bytes', 'What is left on the disk of the database.', free)]),
    one(
      'gauge',
      'qualiform_purge_last_run_timestamp_seconds',
      'When old submissions were last removed; 0 for never.',
      (purge?.lastRunAt ?? 0) / 1000,
    ),
    one(
      'gauge',
      'qualiform_purge_stopped',
      'Whether the last purge stopped and waits for a person (1) or not (0).',
      Number(stopped),
    ),
  ];
}

let delay: ReturnType<typeof monitorEventLoopDelay> | undefined;

/** Under the names that dashboards for Node know. */
function ofProcess(): Family[] {
  const { rss, heapUsed, heapTotal } = process.memoryUsage();
  const { user, system } = process.cpuUsage();
  if (!delay) {
    delay = monitorEventLoopDelay({ resolution: 20 });
    delay.enable();
  }
  const lag = { p50: delay.percentile(50), p99: delay.percentile(99), max: delay.max };
  delay.reset();
  const seconds = (nanoseconds: number) => nanoseconds / 1e9;
  return [
    one('gauge', 'qualiform_memory_bytes', 'Memory of the process.', rss),
    one('counter', 'process_cpu_seconds_total', 'Time of the processor used.', (user + system) / 1e6),
    one('gauge', 'process_start_time_seconds', 'When the process started.', performance.timeOrigin / 1000),
    one('gauge', 'nodejs_heap_size_used_bytes', 'Heap in use.', heapUsed),
    one('gauge', 'nodejs_heap_size_total_bytes', 'Heap taken from the system.', heapTotal),
    one(
      'gauge',
      'nodejs_eventloop_lag_p50_seconds',
      'Lag of the event loop since the last look, half of the time.',
      seconds(lag.p50),
    ),
    one('gauge', 'nodejs_eventloop_lag_p99_seconds', 'The same, of the worst hundredth.', seconds(lag.p99)),
    one('gauge', 'nodejs_eventloop_lag_max_seconds', 'The same, at its worst.', seconds(lag.max)),
  ];
}
