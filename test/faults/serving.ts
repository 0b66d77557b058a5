/** A server as a process of its own for one test, with forms published on it; and what a visitor's browser would ask of it. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import type { Form } from '../../widget/schema/form.ts';
import { demo } from '../server/forms.ts';
import { type Started, type StartOptions, startServer } from '../server/start.ts';

/** Starts a server that ends with the test, with these forms on the web. */
export async function serving(options: StartOptions = {}, forms: readonly Form[] = [demo]): Promise<Started> {
  const server = await startServer(options);
  onTestFinished(() => server.kill());
  for (const form of forms) await publish(server, form);
  return server;
}

/** The same for all tests of a file or of a group, since a start takes a second. */
export function shared(options: StartOptions = {}, forms: readonly Form[] = [demo]): () => Started {
  let server: Started;
  beforeAll(async () => {
    server = await startServer(options);
    for (const form of forms) await publish(server, form);
  });
  afterAll(() => server?.kill());
  return () => server;
}

export function temporary(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'qualiform-'));
  onTestFinished(() => fs.rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Publishes a form as its next version. */
export async function publish({ url, headers }: Started, form: Form): Promise<number> {
  await fetch(`${url}/api/forms/${form.id}`, { method: 'PUT', headers, body: JSON.stringify(form) });
  const published = await fetch(`${url}/api/forms/${form.id}/publish`, { method: 'POST', headers });
  if (!published.ok) throw new Error(await published.text());
  return ((await published.json()) as { version: number }).version;
}

/** An answer, read to its end. */
export interface Answer {
  status: number;
  text: string;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: what came is what the test is about
  json: any;
}

export async function ask(url: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(url, init);
  const text = await response.text();
  const isJson = /json/.test(response.headers.get('content-type') ?? '');
  return {
    status: response.status,
    text,
    headers: response.headers,
    json: isJson && text !== '' ? JSON.parse(text) : undefined,
  };
}

/** Sends a submission; a text is sent as it stands. */
export const send = ({ url }: Pick<Started, 'url'>, body: unknown, form = 'demo'): Promise<Answer> =>
  ask(`${url}/v1/forms/${form}/submissions`, {
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

/** What the console sees at an address of the API. */
export const look = async ({ url, headers }: Started, path: string) =>
  (await ask(`${url}/api${path}`, { headers })).json;

/** Ids of everything that is stored for a form, the latest first. */
export async function storedIds(server: Started, form = 'demo'): Promise<string[]> {
  const ids: string[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page = await look(server, `/submissions?limit=200&form=${form}${cursor && `&cursor=${cursor}`}`);
    ids.push(...page.submissions.map(({ id }: { id: string }) => id));
    cursor = page.next;
  }
  return ids;
}

/** What the server's log tells of failures: there should be nothing. */
export const failures = ({ printed }: Pick<Started, 'printed'>): string[] =>
  printed()
    .split('\n')
    .filter((line) => /"event":"error"|unhandled|uncaught|^\s+at /i.test(line));
