/** Another program holds the database: a shell that was left open, a backup by other means. */
import path from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { answers } from '../server/forms.ts';
import { startServer } from '../server/start.ts';
import { submission } from '../server/submission.ts';
import { ask, send, serving, storedIds, temporary } from './serving.ts';

const fileIn = (folder: string) => path.join(folder, 'data/qualiform.db');

/** What another program does that begins to write, and takes its time. */
function hold(folder: string): { letGo(): void } {
  const other = new Database(fileIn(folder));
  onTestFinished(() => void other.close());
  other.exec('begin immediate');
  return { letGo: () => void other.exec('rollback') };
}

test('who reads is served meanwhile, who sends is answered 503 within seconds, and it goes on by itself', async () => {
  const folder = temporary();
  const server = await serving({ folder });
  const { letGo } = hold(folder);
  const bodies = Array.from({ length: 10 }, () => submission(answers.sql));
  let isOver = false;
  const sent = Promise.all(bodies.map((body) => send(server, body))).finally(() => {
    isOver = true;
  });
  const start = performance.now();
  const times: number[] = [];
  while (!isOver) {
    const asked = performance.now();
    expect((await ask(`${server.url}/v1/forms/demo`)).status).toBe(200);
    times.push(performance.now() - asked);
  }
  const told = await sent;
  expect(told.map(({ status, headers }) => [status, headers.get('retry-after')])).toEqual(
    bodies.map(() => [503, '5']),
  );
  // Well before the widget gives a try up.
  expect(performance.now() - start).toBeLessThan(5000);
  expect(times.length).toBeGreaterThan(10);
  expect(times.sort((a, b) => a - b)[Math.floor(times.length * 0.9)]).toBeLessThan(250);
  expect(await storedIds(server)).toEqual([]);

  letGo();
  for (const body of bodies) expect((await send(server, body)).status).toBe(201);
  expect((await storedIds(server)).sort()).toEqual(bodies.map(({ id }) => id).sort());
});

test('where it lets go soon, nobody is refused', async () => {
  const folder = temporary();
  const server = await serving({ folder });
  const { letGo } = hold(folder);
  const sent = Promise.all(Array.from({ length: 10 }, () => send(server, submission(answers.sql))));
  // As soon as the server has had time to try in vain.
  await ask(`${server.url}/v1/forms/demo`);
  letGo();
  expect((await sent).map(({ status }) => status)).toEqual(Array(10).fill(201));
  expect(await server.stop()).toBe(0);
});

test('at the start it is told so in a line', async () => {
  const folder = temporary();
  const server = await serving({ folder });
  await server.stop();
  const other = new Database(fileIn(folder));
  onTestFinished(() => void other.close());
  other.exec('pragma locking_mode = exclusive; begin exclusive');
  const failure = await startServer({ folder }).catch((error: Error) => error.message);
  expect(failure).toMatch(/ended with 1 .*is held by another program\. Close that one/s);
  expect(failure).not.toContain('    at ');
});
