/** A server that stands still for a while, as on a machine that swaps or is moved: whoever waits or comes again is answered. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { answers } from '../server/forms.ts';
import { submission } from '../server/submission.ts';
import { waitFor } from '../wait.ts';
import { failures, send, serving, storedIds } from './serving.ts';

/** Milliseconds. Longer than the server gives a request to come in, and than the widget waits. */
const standstill = 20_000;

test('who waits is answered once it goes on; who gave up and comes again is stored once', async () => {
  const server = await serving();
  const { pid } = server.process;
  const state = () => /^\d+ \(.*\) (\w)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1];
  const patient = Array.from({ length: 20 }, () => submission(answers.sql));
  const hasty = Array.from({ length: 20 }, () => submission(answers.sql));

  server.process.kill('SIGSTOP');
  await waitFor(() => expect(state()).toBe('T'));
  const waiting = Promise.all(patient.map((body) => send(server, body)));
  const gaveUp = await Promise.allSettled(
    hasty.map((body) =>
      fetch(`${server.url}/v1/forms/demo/submissions`, {
        method: 'POST',
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(standstill),
      }),
    ),
  );
  expect(gaveUp.map(({ status }) => status)).toEqual(hasty.map(() => 'rejected'));
  expect(state()).toBe('T');
  const again = Promise.all(hasty.map((body) => send(server, body)));
  server.process.kill('SIGCONT');

  expect((await waiting).map(({ status }) => status)).toEqual(patient.map(() => 201));
  for (const { status } of await again) expect([200, 201]).toContain(status);
  expect((await storedIds(server)).sort()).toEqual([...patient, ...hasty].map(({ id }) => id).sort());
  expect(failures(server)).toEqual([]);
});
