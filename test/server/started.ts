/** A server as a process for one test, with one form, and what a browser does there. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { Form } from '../../widget/schema/form.ts';
import { demo } from './forms.ts';
import { type Started, type StartOptions, startServer } from './start.ts';

export async function started(options: StartOptions = {}): Promise<Started> {
  const server = await startServer(options);
  onTestFinished(() => server.kill());
  return server;
}

export function temporary(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'qualiform-'));
  onTestFinished(() => fs.rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export async function publish({ url, headers }: Started, form: Form = demo): Promise<void> {
  await fetch(`${url}/api/forms/${form.id}`, { method: 'PUT', headers, body: JSON.stringify(form) });
  await fetch(`${url}/api/forms/${form.id}/publish`, { method: 'POST', headers });
}

export const send = ({ url }: Started, body: unknown) =>
  fetch(`${url}/v1/forms/demo/submissions`, { method: 'POST', body: JSON.stringify(body) });
