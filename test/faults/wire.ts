/** Bytes on a socket, for requests that no decent client would make. */
import net from 'node:net';
import { onTestFinished } from 'vitest';

export interface Spoken {
  /** Status of each answer that came, in their order. */
  statuses: number[];
  text: string;
}

/** A connection that ends with the test at the latest; what goes wrong with it is no failure. */
export async function connect(port: number): Promise<net.Socket> {
  const socket = net.connect(port, '127.0.0.1');
  socket.on('error', () => {});
  onTestFinished(() => void socket.destroy());
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('error', reject);
  });
  return socket;
}

/** Whether, and when, the other side has hung up. */
export const hungUp = (socket: net.Socket): Promise<void> =>
  new Promise((resolve) => {
    if (socket.closed) return resolve();
    // Nobody notices an end who does not read up to it.
    socket.resume().once('close', () => resolve());
  });

/**
 * Says all of it, and listens until the server hangs up. Whoever is cut off in the midst of speaking has still heard what came
 * before. What has no end of its own is to be broken off: then the server hears that no more will come, and need not answer.
 */
export async function speak(
  port: number,
  parts: Iterable<string | Uint8Array>,
  { breaksOff = false } = {},
): Promise<Spoken> {
  const socket = await connect(port);
  let text = '';
  socket.on('data', (chunk) => {
    text += chunk.toString('latin1');
  });
  const over = hungUp(socket);
  for (const part of parts) {
    if (socket.destroyed) break;
    if (!socket.write(part))
      await Promise.race([over, new Promise((drained) => socket.once('drain', drained))]);
  }
  if (breaksOff) socket.end();
  await over;
  const statuses = [...text.matchAll(/^HTTP\/1\.1 (\d+)/gm)].map(([, status]) => Number(status));
  return { statuses, text };
}

/** The first lines of a request to a form's submissions. */
export const heading = (lines: readonly string[], method = 'POST'): string =>
  [
    `${method} /v1/forms/demo/submissions HTTP/1.1`,
    'host: localhost',
    'connection: close',
    ...lines,
    '',
    '',
  ].join('\r\n');
