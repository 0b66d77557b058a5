/** Connections that say nothing, or one byte a second: they keep nobody from being served, and are ended. */
import fs from 'node:fs';
import type net from 'node:net';
import { expect, test } from 'vitest';
import { answers } from '../server/forms.ts';
import { submission } from '../server/submission.ts';
import { changedCopy } from './changed.ts';
import { ask, failures, send, serving, storedIds } from './serving.ts';
import { connect, heading, hungUp } from './wire.ts';

const crowd = (count: number, port: number): Promise<net.Socket[]> =>
  Promise.all(Array.from({ length: count }, () => connect(port)));

test('among 500 connections that wait, and 100 that dribble, visitors are answered at once', async () => {
  const server = await serving();
  const silent = await crowd(500, server.port);
  const slow = await crowd(100, server.port);
  const text = JSON.stringify(submission(answers.sql));
  // Half of them never get to the end of their headers.
  for (const [n, socket] of slow.entries())
    socket.write(n % 2 === 0 ? 'POST /v1/forms/demo/sub' : heading([`content-length: ${text.length}`]));
  let sent = 0;
  const dribble = setInterval(() => {
    for (const socket of slow) socket.write(text.charAt(sent));
    sent += 1;
  }, 200);

  const times: number[] = [];
  const bodies = Array.from({ length: 50 }, () => submission(answers.sql));
  for (const body of bodies) {
    const start = performance.now();
    expect((await send(server, body)).status).toBe(201);
    expect((await ask(`${server.url}/f/demo.js`)).status).toBe(200);
    times.push(performance.now() - start);
  }
  clearInterval(dribble);
  expect(times.sort((a, b) => a - b)[47]).toBeLessThan(500);
  expect([...silent, ...slow].filter((socket) => socket.closed)).toEqual([]);
  expect((await storedIds(server)).sort()).toEqual(bodies.map(({ id }) => id).sort());
});

/** A tenth of the time that senders have, so that the test need not wait for it. That it is ten times as long is asserted by the edit. */
const hasty = {
  file: 'server/start.ts',
  edits: [
    ['const headersTimeout = 10_000;', 'const headersTimeout = 1_000;'],
    ['const requestTimeout = 15_000;', 'const requestTimeout = 1_500;'],
    ['connectionsCheckingInterval: 1000,', 'connectionsCheckingInterval: 100,'],
  ] as [string, string][],
};

test('who takes longer than 10 s for the headers, or 15 s for the whole, is told so and hung up on', async () => {
  const root = changedCopy(hasty);
  try {
    const server = await serving({ root });
    const text = JSON.stringify(submission(answers.sql));
    const sockets = await crowd(3, server.port);
    const [silent, headers, body] = sockets as [net.Socket, net.Socket, net.Socket];
    headers.write('POST /v1/forms/demo/submissions HTTP/1.1\r\nhost: localhost\r\n');
    body.write(heading([`content-length: ${text.length}`]));
    let sent = 0;
    // Each byte is a sign of life, and none is enough.
    const dribble = setInterval(() => {
      headers.write(`x-${sent}: 1\r\n`);
      body.write(text.charAt(sent));
      sent += 1;
    }, 100);
    let heard = '';
    body.on('data', (chunk) => {
      heard += chunk;
    });
    await Promise.all([silent, headers, body].map(hungUp));
    clearInterval(dribble);
    expect(heard).toMatch(/^HTTP\/1\.1 (400|408)/);
    expect(await storedIds(server)).toEqual([]);
    expect((await send(server, text)).status).toBe(201);
    expect(failures(server)).toEqual([]);
  } finally {
    fs.rmSync(root, { recursive: true });
  }
});
