/** Two servers on one PostgreSQL, restarted in turn under load: no visitor is left without an answer, and nobody is told 'sent' who is not. */
import { expect, onTestFinished, test } from 'vitest';
import { findPostgres, startPostgres } from '../postgres/postgres.ts';
import { demo } from '../server/forms.ts';
import type { Started } from '../server/start.ts';
import { type Body, submission } from '../server/submission.ts';
import { waitFor } from '../wait.ts';
import { addEndpoint, environment, look } from './kill.ts';
import { failures, publish, send, serving, temporary } from './serving.ts';

const bin = await findPostgres();
if (!bin) console.error('No PostgreSQL is here or can be had: the rolling restart is NOT tried.');

const visitors = 6;
const restarts = 3;
const betweenRestarts = 25;

test.runIf(bin)('two servers are restarted in turn while visitors send', async () => {
  const database = await startPostgres(bin as string);
  onTestFinished(() => database.stop());
  const folder = temporary();
  const start = () => serving({ folder, env: { ...environment, DATABASE_URL: database.url } }, []);
  const servers: [Started, Started] = [await start(), await start()];
  await publish(servers[0], demo);
  await addEndpoint(servers[0]);

  const acknowledged = new Set<string>();
  const unserved: string[] = [];
  let people = 0;
  let isOver = false;
  /** As a balancer would: the next server where one does not answer, at most once round. */
  async function sendOnce(body: Body, first: number): Promise<boolean> {
    for (const n of [first, first + 1, first]) {
      const answer = await send(servers[n % 2] as Started, body).catch(() => undefined);
      if (answer && (answer.status === 200 || answer.status === 201)) return answer.json.id === body.id;
      if (answer && answer.status !== 503) throw new Error(`${answer.status} ${answer.text}`);
    }
    return false;
  }
  async function visit(): Promise<void> {
    while (!isOver) {
      people += 1;
      const known = people % 2 === 0 && { email: `person${people}@harbour.example` };
      const body = submission({ need: 'switch', size: 'middle', ...known });
      if (await sendOnce(body, people)) acknowledged.add(body.id);
      else unserved.push(body.id);
    }
  }

  const crowd = Promise.all(Array.from({ length: visitors }, visit));
  for (let round = 0; round < restarts; round += 1) {
    const goal = acknowledged.size + betweenRestarts;
    await waitFor(() => expect(acknowledged.size).toBeGreaterThanOrEqual(goal));
    const old = servers[round % 2] as Started;
    expect(await old.stop()).toBe(0);
    expect(failures(old)).toEqual([]);
    servers[round % 2] = await start();
    expect((await fetch(`${servers[round % 2]?.url}/readyz`)).status).toBe(200);
  }
  isOver = true;
  await crowd;
  for (const server of servers) await server.stop();

  expect(unserved).toEqual([]);
  const nothing = { missing: [], doubled: [], withoutLead: [], withoutNews: [] };
  expect(await look(database.url, acknowledged)).toEqual({ acknowledged: acknowledged.size, ...nothing });
  expect(acknowledged.size).toBeGreaterThanOrEqual(restarts * betweenRestarts);
});
