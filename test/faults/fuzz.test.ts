/**
 * Whatever is sent to the public routes: no answer is a failure of the server, and visitors are served meanwhile as if nothing were.
 * A failure names the seed and the path by which fast-check makes the same requests again.
 */
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { openStore } from '../../server/db/open.ts';
import { submissions } from '../../server/db/schema/submissions.ts';
import { answers } from '../server/forms.ts';
import { submission } from '../server/submission.ts';
import { type Bytes, someRequest } from './requests.ts';
import { failures, send, serving, temporary } from './serving.ts';
import { type Spoken, speak } from './wire.ts';

const time = 12_000;
const atOnce = 8;

test('nothing that is sent to a public route breaks the server, or keeps visitors waiting', async () => {
  const folder = temporary();
  const server = await serving({ folder });
  const statuses = new Map<number, number>();
  let read = 0;
  /** What it has told since the last look. */
  const printed = () => {
    const text = server.printed();
    const news = text.slice(read);
    read = text.length;
    return news;
  };
  const ask = async ({ head, body, breaksOff }: Bytes): Promise<Spoken> =>
    speak(server.port, [head, body], { breaksOff });

  let isOver = false;
  const visitor = visit(server, () => isOver);
  const fuzz = () =>
    fc.assert(
      fc.asyncProperty(fc.array(someRequest, { minLength: atOnce, maxLength: atOnce }), async (requests) => {
        const answered = (await Promise.all(requests.map(ask))).flatMap(({ statuses }) => statuses);
        for (const status of answered) statuses.set(status, (statuses.get(status) ?? 0) + 1);
        expect(answered.filter((status) => status >= 500 && status !== 503)).toEqual([]);
        expect(server.process.exitCode ?? server.process.signalCode).toBeNull();
        expect(failures({ printed })).toEqual([]);
      }),
      { numRuns: Number.POSITIVE_INFINITY, interruptAfterTimeLimit: time, verbose: 1 },
    );
  await fuzz();
  // It is to reach what is behind the doors, and not only the doors. On a slow machine the rarer answers may take longer to come.
  const behind = [200, 201, 202, 204, 400, 401, 404, 415, 422];
  if (!behind.every((status) => statuses.has(status))) await fuzz();
  isOver = true;
  const { ids, times } = await visitor;

  expect([...statuses.keys()]).toEqual(expect.arrayContaining(behind));
  expect(times.length).toBeGreaterThan(50);
  expect(times[Math.ceil(times.length * 0.99) - 1]).toBeLessThan(500);
  expect(await server.stop()).toBe(0);

  // Asked of the database, since those who tried keys have locked the owner out as well.
  const store = await openStore(`file:${folder}/data/qualiform.db`, { beside: true });
  onTestFinished(store.close);
  const rows = await store.orm.select({ id: submissions.id }).from(submissions);
  const stored = new Set(rows.map(({ id }) => id));
  expect(ids.filter((id) => !stored.has(id))).toEqual([]);
});

/** Sends one good submission after the other; the time of each in milliseconds, the shortest first. */
async function visit(server: { url: string }, isOver: () => boolean) {
  const ids: string[] = [];
  const times: number[] = [];
  while (!isOver()) {
    const body = submission({ ...answers.sql, email: `person${ids.length}@harbour.example` });
    const start = performance.now();
    const { status } = await send(server, body);
    times.push(performance.now() - start);
    expect(status).toBe(201);
    ids.push(body.id);
  }
  return { ids, times: times.sort((a, b) => a - b) };
}
