/**
 * The proof of what 'acknowledged' means: a load of submissions, something killed in the midst of it again and again, and then a
 * look at the database itself. Whoever is told nothing sends the same again, as the widget does.
 */
import { openStore } from '../../server/db/open.ts';
import { messages, outbox } from '../../server/db/schema/deliveries.ts';
import { leads } from '../../server/db/schema/leads.ts';
import { submissions } from '../../server/db/schema/submissions.ts';
import { messagesIn } from '../../server/deliveries/news.ts';
import { demo } from '../server/forms.ts';
import type { Started } from '../server/start.ts';
import { type Body, submission } from '../server/submission.ts';

export interface Hunt {
  rounds: number;
  /** Starts the server on the database that it had before. */
  start(): Promise<Started>;
  /** Kills something in the midst of the load, and brings back what it killed unless that is the server. */
  kill(server: Started, round: number): Promise<void>;
  /** Whether the server is still there after `kill`. */
  isAlive?(round: number): boolean;
  databaseUrl: string;
}

/** Ids of submissions, by what is wrong with them. */
export interface Found {
  acknowledged: number;
  missing: string[];
  doubled: string[];
  withoutLead: string[];
  /** Nobody was told of them, or somebody twice. */
  withoutNews: string[];
}

/** Lets the endpoint be on this machine. */
export const environment = { WEBHOOK_PRIVATE: '1' };

const senders = 16;
/** So many are acknowledged in a round before something is killed: at the least, and at the most more than that. */
const fewest = 4;
const spread = 60;

export async function hunt({
  rounds,
  start,
  kill,
  isAlive = () => false,
  databaseUrl,
}: Hunt): Promise<Found> {
  const acknowledged = new Set<string>();
  let unsure: Body[] = [];
  let people = 0;
  let server = await start();
  await publish(server);

  const next = (): Body => {
    const again = unsure.pop();
    if (again) return again;
    people += 1;
    // Who gives no address is known by nothing but the submission.
    const known = people % 2 === 0 && { email: `person${people}@harbour.example` };
    return submission({ need: 'switch', size: 'middle', ...known });
  };
  async function send(body: Body, url: string): Promise<boolean> {
    const { ok, status, text } = await fetch(`${url}/v1/forms/demo/submissions`, {
      method: 'POST',
      body: JSON.stringify(body),
    }).then(
      async (answer) => ({ ok: answer.ok, status: answer.status, text: await answer.text() }),
      () => ({ ok: false, status: 0, text: '' }),
    );
    if (!ok && status !== 0 && status !== 503) {
      const told = server
        .printed()
        .split('\n')
        .filter((line) => line.includes('"error"'));
      throw new Error(`${status} ${text}\n${told.join('\n')}`);
    }
    return ok && JSON.parse(text).id === body.id;
  }
  /** Some are sent twice at the same moment, as a double click or two tabs would. */
  async function sendSome(url: string, isOver: () => boolean): Promise<void> {
    while (!isOver()) {
      const body = next();
      const copies = people % 5 === 0 ? [body, body] : [body];
      const heard = await Promise.all(copies.map((copy) => send(copy, url)));
      if (heard.some(Boolean)) acknowledged.add(body.id);
      else unsure.push(body);
    }
  }

  for (let round = 0; round < rounds; round += 1) {
    const goal = acknowledged.size + fewest + Math.floor(Math.random() * spread);
    let isOver = false;
    const { url } = server;
    const crowd = Array.from({ length: senders }, () => sendSome(url, () => isOver));
    const stopped = Promise.all(crowd);
    while (acknowledged.size < goal) {
      assertRuns(server);
      await new Promise(setImmediate);
    }
    await kill(server, round);
    isOver = true;
    await stopped;
    if (isAlive(round)) assertRuns(server);
    else server = await start();
  }
  while (unsure.length > 0) {
    const rest = unsure;
    unsure = [];
    assertRuns(server);
    for (const body of rest)
      if (await send(body, server.url)) acknowledged.add(body.id);
      else unsure.push(body);
  }
  await server.stop();
  return look(databaseUrl, acknowledged);
}

/** A server that ended by itself would be waited for in vain. */
function assertRuns({ process, printed }: Started): void {
  if (process.exitCode === null && process.signalCode === null) return;
  throw new Error(`The server ended by itself:\n${printed().split('\n').slice(-40).join('\n')}`);
}

async function publish({ url, headers }: Started): Promise<void> {
  await fetch(`${url}/api/forms/demo`, { method: 'PUT', headers, body: JSON.stringify(demo) });
  const published = await fetch(`${url}/api/forms/demo/publish`, { method: 'POST', headers });
  if (!published.ok) throw new Error(await published.text());
  await addEndpoint({ url, headers });
}

/** Somebody who has to be told of every submission, though nobody listens there. */
export async function addEndpoint({ url, headers }: Pick<Started, 'url' | 'headers'>): Promise<void> {
  const endpoint = { url: 'http://127.0.0.1:1/', events: ['submission.completed'] };
  const made = await fetch(`${url}/api/endpoints`, {
    method: 'POST',
    headers,
    body: JSON.stringify(endpoint),
  });
  if (!made.ok) throw new Error(await made.text());
}

/** What the database itself says of those who were told 'sent'. */
export async function look(databaseUrl: string, acknowledged: ReadonlySet<string>): Promise<Found> {
  const store = await openStore(databaseUrl, { beside: true });
  try {
    const { orm } = store;
    const rows = await orm.select({ id: submissions.id, lead: submissions.leadId }).from(submissions);
    const people = new Set((await orm.select({ id: leads.id }).from(leads)).map(({ id }) => id));
    // What is to be told waits in the outbox, or it is known whom to tell: never neither, never both.
    const news = [
      ...(await orm.select().from(outbox)).flatMap(messagesIn),
      ...(await orm.select({ kind: messages.kind, payload: messages.payload }).from(messages)),
    ]
      .filter(({ kind }) => kind === 'submission.completed')
      .map(({ payload }) => (payload.submission as { id: string }).id);
    const times = timesOf(rows.map(({ id }) => id));
    const told = timesOf(news);
    const ids = [...acknowledged];
    return {
      acknowledged: ids.length,
      missing: ids.filter((id) => !times.has(id)),
      doubled: [...times].filter(([, n]) => n > 1).map(([id]) => id),
      withoutLead: rows.filter(({ lead }) => lead === null || !people.has(lead)).map(({ id }) => id),
      withoutNews: [...times.keys()].filter((id) => told.get(id) !== 1),
    };
  } finally {
    await store.close();
  }
}

function timesOf(ids: readonly string[]): Map<string, number> {
  const times = new Map<string, number>();
  for (const id of ids) times.set(id, (times.get(id) ?? 0) + 1);
  return times;
}
