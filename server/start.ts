/** Starts the server: settings, database, app, listen. */
import fs from 'node:fs';
import type { Server } from 'node:http';
import path from 'node:path';
import { createAdaptorServer } from '@hono/node-server';
import { type App, createApp } from './app.ts';
import { keyFromFile } from './auth/key.ts';
import { isPostgres, openStore } from './db/open.ts';
import { makeFolder } from './db/place.ts';
import type { Store } from './db/store.ts';
import { traceOf } from './db/trouble.ts';
import type { Channels } from './deliveries/channel.ts';
import { type Courier, startCourier } from './deliveries/courier.ts';
import { heard } from './deliveries/heard.ts';
import { channelName, createWebhooks } from './endpoints/webhook.ts';
import { BadSetting, dataFolder, readSettings, shortestKey } from './env.ts';
import { check } from './forms/check.ts';
import { type Folder, followFolder } from './forms/folder.ts';
import { publish } from './forms/publish.ts';
import { hasForms } from './forms/queries.ts';
import { createVersions, type Versions } from './forms/versions.ts';
import { createTally, type Tally } from './funnel/tally.ts';
import { createCounts } from './health/counts.ts';
import { diskOf } from './health/ready.ts';
import { timeOf } from './ids.ts';
import { listen } from './listen.ts';
import { logLine, logTrouble, silent } from './log.ts';
import { mailChannel } from './mail/channel.ts';
import { lettersOf } from './mail/letters.ts';
import { createMailer } from './mail/send.ts';
import { listConfirming } from './mail/unsent.ts';
import { createPost } from './outbound/post.ts';
import { type Nightly, purgeNightly } from './retention/nightly.ts';
import { keepPinned, pinnedFolder } from './site/pinned.ts';
import { dist } from './site/scripts.ts';
import { secretFrom } from './visitors/tokens.ts';

/** A slow sender may not keep a connection for ever. */
const headersTimeout = 10_000;
const requestTimeout = 15_000;
/** Longer than any proxy keeps a connection that it may still use. */
const keepAliveTimeout = 65_000;
/** What is under way at a stop gets this long to finish: Docker kills after ten seconds whatever is still there. */
const farewell = 8_000;

/** Ends the process, with words to whoever started it, where something keeps it from starting. */
export async function run(): Promise<void> {
  try {
    await start();
  } catch (error) {
    console.error(error instanceof BadSetting ? `\n${error.message}\n` : traceOf(error));
    process.exit(1);
  }
}

async function start(): Promise<void> {
  const settings = readSettings(process.env);
  if (settings.apiKey === undefined && isPostgres(settings.databaseUrl))
    throw new BadSetting(
      'With PostgreSQL set QUALIFORM_API_KEY, the same for every server: "openssl rand -hex 24" makes a good one.',
    );
  if (!isPostgres(settings.databaseUrl)) makeFolder(dataFolder(settings));
  const apiKey = settings.apiKey ?? keyFromFile(dataFolder(settings));
  let courier: Courier | undefined;
  const store = heard(await openStore(settings.databaseUrl), () => courier?.wake());
  const health = { ready: false };
  await keepPinned(dist, pinnedFolder(settings)).catch(({ message }: Error) =>
    console.warn(`Tags that are pinned to this version will not outlive it: ${message}`),
  );

  let app: App | undefined;
  const server = createAdaptorServer({
    fetch: (request, env) => app?.fetch(request, env) ?? new Response(null, { status: 503 }),
    serverOptions: {
      headersTimeout,
      requestTimeout,
      keepAliveTimeout,
      connectionsCheckingInterval: 1000,
    },
  }) as Server;
  const port = await listen(server, settings.port, settings.host);
  // With PORT=0 the system chooses, so the address is known only now.
  const publicUrl = process.env.PUBLIC_URL ? settings.publicUrl : `http://localhost:${port}`;
  const given = {
    store,
    settings: { ...settings, port, publicUrl },
    apiKey,
    secret: secretFrom(apiKey),
    now: Date.now,
    ask: fetch,
    tally: createTally(store),
    counts: createCounts(),
    health,
  };
  const log = settings.demo && process.stdout.isTTY ? logTrouble : logLine;
  app = createApp({ ...given, log });
  const versions = createVersions(store.orm);
  const nightly = purgeNightly({ store, versions, now: Date.now, log });
  const folder = settings.formsDir
    ? await followFolder({ store, now: Date.now, settings }, path.resolve(settings.formsDir), console.log)
    : undefined;
  if (settings.demo) {
    // The demo's leads came in over the last days, each at the time that its id tells.
    const clock = { now: Date.now() };
    await seedDemo(store, createApp({ ...given, now: () => clock.now, log: silent }), clock);
  }
  const post = createPost({ mayBePrivate: settings.webhookPrivate });
  const letters = lettersOf({ store, versions, secret: given.secret, now: Date.now, publicUrl });
  const channels: Channels = {
    [channelName]: createWebhooks({ store, now: Date.now, post, secret: given.secret }),
    ...(settings.mail && { mail: mailChannel(letters, createMailer(settings.mail)) }),
  };
  courier = startCourier({ store, channels, now: Date.now, log, counts: given.counts });
  health.ready = true;
  stopOnSignal(server, store, { folder, nightly, courier, tally: given.tally }, health);
  await warnOfDisk(store);
  if (!settings.mail) await warnOfUnsent(store, versions);
  if (apiKey.length < shortestKey)
    console.warn(`QUALIFORM_API_KEY is short enough to be guessed; "openssl rand -hex 24" makes a good one.`);
  if (settings.demo) console.log(`Demo:    ${publicUrl}/`);
  // A key that was set is known to whoever set it, and has no business in a log.
  const ownKey = settings.apiKey === undefined ? `  key: ${apiKey}` : '';
  console.log(`Console: ${publicUrl}/console${ownKey}`);
}

/** Words to whoever starts it; a server that runs says the same at /readyz and /metrics. */
async function warnOfDisk(store: Store): Promise<void> {
  const room = await store.room();
  if (diskOf(room) === 'ok' || room.free === undefined) return;
  const megabytes = Math.round(room.free / 1024 / 1024);
  console.warn(
    `Only ${megabytes} MB are left on the disk of the database. Make room: below 50 MB /readyz sends visitors away.`,
  );
}

async function warnOfUnsent({ orm }: Store, versions: Versions): Promise<void> {
  const confirming = await listConfirming({ orm, versions });
  if (confirming.length === 0) return;
  console.warn(
    `SMTP_URL is not set, so nobody gets the confirmation of ${confirming.join(', ')}. Set it, with MAIL_FROM, or take "confirmation" out of these forms.`,
  );
}

/** An empty database gets the demo's forms and leads, through the same doors as everybody's. */
async function seedDemo(store: Store, app: App, clock: { now: number }): Promise<void> {
  if (await hasForms(store.orm)) return;
  if (!fs.existsSync(path.join(import.meta.dirname, '../demo/seed.ts'))) return;
  const { seed } = await import('../demo/seed.ts');
  await seed({
    async publish(text) {
      const { form, good, problems } = check(text);
      if (!form || !good) throw new Error(`A demo form is not good: ${JSON.stringify(problems)}`);
      await publish({ store, now: Date.now }, form.id, text, 'api');
    },
    async submit(form, body) {
      clock.now = timeOf(body.id);
      const answer = await app.request(`/v1/forms/${form}/submissions`, {
        method: 'POST',
        body: JSON.stringify(body),
      });
      if (!answer.ok) throw new Error(`A demo lead was refused: ${await answer.text()}`);
      return answer.json();
    },
  });
}

/** What goes on beside the answering of requests. */
interface Working {
  folder: Folder | undefined;
  nightly: Nightly;
  courier: Courier | undefined;
  tally: Tally;
}

/** Stops taking requests, finishes those under way, closes the database, and ends well. */
function stopOnSignal(
  server: Server,
  store: Store,
  { folder, nightly, courier, tally }: Working,
  health: { ready: boolean },
): void {
  let stopping = false;
  const stop = () => {
    if (stopping) process.exit(1);
    stopping = true;
    health.ready = false;
    folder?.close();
    const ended = Promise.all([nightly.stop(), courier?.stop()]);
    const idle = setInterval(() => server.closeIdleConnections(), 50);
    const late = setTimeout(() => server.closeAllConnections(), farewell);
    server.close(() => {
      clearInterval(idle);
      clearTimeout(late);
      void ended
        .then(tally.flush)
        .then(() => store.close())
        .then(() => process.exit(0));
    });
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}
