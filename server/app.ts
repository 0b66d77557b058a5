/** The whole server as one function from requests to answers; nothing listens here. */
import { HTTPException } from 'hono/http-exception';
import { admissionRoutes } from './admission/public.ts';
import { openapiRoutes } from './api/openapi.ts';
import { apiPageRoutes } from './api/page.ts';
import { auditRoutes } from './audit/admin.ts';
import { accountRoutes } from './auth/account.ts';
import { guard, sameSite } from './auth/guard.ts';
import { sessionRoutes } from './auth/public.ts';
import { type Deps, factory } from './context.ts';
import { isStorageTrouble, traceOf } from './db/trouble.ts';
import { deliveryRoutes } from './deliveries/admin.ts';
import { endpointRoutes } from './endpoints/admin.ts';
import { erasureRoutes } from './erasures/admin.ts';
import { exportRoutes } from './exports/admin.ts';
import { createExports } from './exports/running.ts';
import { formRoutes } from './forms/admin.ts';
import { definitionRoutes, scriptRoutes } from './forms/public.ts';
import { createVersions } from './forms/versions.ts';
import { funnelRoutes } from './funnel/public.ts';
import { createTally, type Tally } from './funnel/tally.ts';
import { type Counts, createCounts } from './health/counts.ts';
import { metricsText } from './health/metrics.ts';
import { type Health, healthRoutes, watch } from './health.ts';
import { keyRoutes } from './keys/admin.ts';
import { leadRoutes } from './leads/admin.ts';
import { peopleRoutes } from './people/admin.ts';
import { plainRoutes } from './plain/public.ts';
import { refuse, tryLater } from './problem.ts';
import { quarantineRoutes } from './quarantine/admin.ts';
import { preflight, safeHeaders } from './site/headers.ts';
import { consoleRoutes, demoRoutes, schemaRoutes } from './site/pages.ts';
import { pinnedFolder } from './site/pinned.ts';
import { createScripts, dist } from './site/scripts.ts';
import { storedSubmissionRoutes } from './submissions/admin.ts';
import { submissionRoutes } from './submissions/public.ts';
import { createTurns } from './turns.ts';

/** What the outside has to give: where to store, by which settings, what time it is, whom to tell. */
export interface Given
  extends Pick<Deps, 'store' | 'settings' | 'now' | 'log' | 'ask' | 'apiKey' | 'secret'> {
  health?: Health;
  counts?: Counts;
  /** Where counts are summed up; whoever hands it in writes the last of them at the end. */
  tally?: Tally;
}

const prometheus = 'text/plain; version=0.0.4; charset=utf-8';

/**
 * Builds the app.
 *
 *     const store = await openStore('file:data/qualiform.db');
 *     const app = createApp({ store, settings, now: Date.now, log, ask: fetch, apiKey, secret: secretFrom(apiKey) });
 *     await app.request('/v1/forms/crm-demo');
 */
export function createApp({ health = { ready: true }, tally, counts = createCounts(), ...given }: Given) {
  const deps: Deps = {
    ...given,
    tally: tally ?? createTally(given.store),
    versions: createVersions(given.store.orm),
    scripts: createScripts(dist, pinnedFolder(given.settings)),
    inTurn: createTurns(),
    counts,
  };
  const exports = createExports();

  const open = factory.createApp().use(sameSite).route('/', sessionRoutes()).route('/', openapiRoutes());
  const admin = factory
    .createApp()
    .use(guard)
    .route('/', formRoutes())
    // Before the leads, one of which "export.csv" would be otherwise.
    .route('/', exportRoutes(exports))
    .route('/', leadRoutes())
    .route('/', erasureRoutes())
    .route('/', storedSubmissionRoutes())
    .route('/', quarantineRoutes())
    .route('/', endpointRoutes())
    .route('/', deliveryRoutes())
    .route('/', accountRoutes())
    .route('/', peopleRoutes())
    .route('/', keyRoutes())
    .route('/', auditRoutes());
  const visitors = factory
    .createApp()
    .route('/', definitionRoutes())
    .route('/', admissionRoutes())
    .route('/', submissionRoutes())
    .route('/', funnelRoutes());

  return factory
    .createApp()
    .onError((error, c) => {
      if (error instanceof HTTPException && error.status < 500)
        return refuse(c, { ...unreadable, status: error.status as 400, detail: error.message });
      const trouble = isStorageTrouble(error);
      deps.log({ event: trouble ? 'storage_trouble' : 'error', path: c.req.path, error: traceOf(error) });
      return trouble ? refuse(c, tryLater) : refuse(c, broken);
    })
    .notFound((c) => refuse(c, nothingHere))
    .use(async (c, next) => {
      c.set('deps', deps);
      await next();
    })
    .use(watch(deps.counts))
    .use(safeHeaders)
    .use(preflight)
    .route('/', healthRoutes(health))
    .get('/metrics', guard, async (c) =>
      c.text(await metricsText(deps, exports), 200, { 'content-type': prometheus }),
    )
    .route('/', scriptRoutes())
    .route('/', plainRoutes())
    .route('/', schemaRoutes())
    .route('/v1', visitors)
    .route('/api', open)
    .route('/api', admin)
    .route('/', consoleRoutes())
    .route('/', apiPageRoutes())
    .route('/', demoRoutes(deps.settings.demo));
}

export type App = ReturnType<typeof createApp>;

const unreadable = { code: 'bad_request', remedy: 'See /api/openapi.json.' } as const;

const broken = {
  status: 500,
  code: 'internal_error',
  detail: 'Something broke on the server; its log says what.',
  remedy: 'Try again later.',
} as const;

const nothingHere = {
  status: 404,
  code: 'not_found',
  detail: 'There is nothing at this address.',
  remedy: 'See /api/openapi.json for what there is.',
} as const;
