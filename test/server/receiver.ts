/** A web server of somebody else's, as an endpoint is: keeps what it is sent, and answers as it is told. */
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export interface Got {
  headers: http.IncomingHttpHeaders;
  body: string;
  /** Milliseconds, by the clock of the system. */
  response: http.ServerResponse;
}

type Answers = (got: Got) => void;

export const answering =
  (status: number, text = ''): Answers =>
  ({ response }) =>
    void response.writeHead(status).end(text);

export async function receiver(host = '127.0.0.1', port = 0) {
  const got: Got[] = [];
  const world = { answers: answering(204) };
  const server = http.createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part) => parts.push(part));
    request.on('end', () => {
      const one = { headers: request.headers, body: Buffer.concat(parts).toString(), response };
      got.push(one);
      world.answers(one);
    });
  });
  await new Promise<void>((listening) => server.listen(port, host, listening));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port: bound } = server.address() as AddressInfo;
  return { got, world, port: bound, url: `http://${host}:${bound}/hooks` };
}
