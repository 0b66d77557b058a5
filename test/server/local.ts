/** A server in this process, with a real database of its own in a temporary file. */
import { createSecretKey } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { createApp } from '../../server/app.ts';
import type { Store } from '../../server/db/store.ts';
import { readSettings } from '../../server/env.ts';
import { createTally } from '../../server/funnel/tally.ts';
import type { Lead } from '../../server/leads/lead.ts';
import type { StoredSubmission } from '../../server/submissions/admin.ts';
import type { Reply } from '../../server/submissions/reply.ts';
import type { Form } from '../../widget/schema/form.ts';
import { openTestStore } from './stores.ts';
import { type Body, submission } from './submission.ts';
import { expectTold } from './told.ts';

export const apiKey = 'a-key-for-tests-only';
export const bearer = { authorization: `Bearer ${apiKey}` };

export { type Body, submission };

export interface Fault {
  pointer: string;
  field?: string;
  code: string;
}

/** What comes back, whether it is an answer or a problem. */
export interface Said<T> {
  status: number;
  headers: Headers;
  body: T & { code: string; detail: string; remedy?: string; errors: Fault[] };
}

/** No other server is there, unless a test has one. */
const noLine: typeof fetch = () => Promise.reject(new Error('no line'));

export type Local = Awaited<ReturnType<typeof openLocal>>;

/** Opens a server that closes with the test (or, in `beforeAll`, by its own `close`). */
export async function openLocal(env: Record<string, string> = {}, { ask: askElsewhere = noLine } = {}) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'qualiform-'));
  const clock = { now: Date.now() };
  const store = await openTestStore(folder);
  const secret = createSecretKey(Buffer.from('a secret for tests only'));
  const tally = createTally(store);
  const app = createApp({
    store,
    tally,
    settings: readSettings(env),
    apiKey,
    secret,
    // Every look at the clock is a millisecond later, so that what comes later is told apart.
    now: () => ++clock.now,
    ask: askElsewhere,
    log: (event) => {
      if (event.event === 'error') console.error(event.error);
    },
  });
  // Whatever a test is about: what it is answered is what the description of the API tells of.
  const { request } = app;
  app.request = async (input, init, ...more) => {
    const response = await request(input, init, ...more);
    expectTold(init?.method ?? 'GET', String(input), response.status);
    return response;
  };
  const close = async () => {
    await tally.flush();
    await store.close();
    fs.rmSync(folder, { recursive: true, force: true });
  };

  async function ask<T>(url: string, init: RequestInit = {}): Promise<Said<T>> {
    const response = await app.request(url, init);
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text === '' ? {} : JSON.parse(text) };
  }
  const api = <T>(url: string, init: RequestInit = {}) =>
    ask<T>(url, { ...init, headers: { ...bearer, 'content-type': 'application/json', ...init.headers } });

  return {
    app,
    store: store as Store,
    clock,
    secret,
    tally,
    folder,
    close,
    ask,
    api,
    /** Saves a form as a draft and publishes it; returns its version. */
    async publish(form: Form): Promise<number> {
      const saved = await api(`/api/forms/${form.id}`, { method: 'PUT', body: JSON.stringify(form) });
      if (saved.status !== 200) throw new Error(JSON.stringify(saved.body));
      const published = await api<{ version: number }>(`/api/forms/${form.id}/publish`, { method: 'POST' });
      if (published.status !== 201) throw new Error(JSON.stringify(published.body));
      return published.body.version;
    },
    submit: (form: string, body: Body | Record<string, unknown>) =>
      ask<Reply>(`/v1/forms/${form}/submissions`, { method: 'POST', body: JSON.stringify(body) }),
    stored: async (id: string) => (await api<StoredSubmission>(`/api/submissions/${id}`)).body,
    lead: async (id: string | null) => (await api<Lead>(`/api/leads/${id}`)).body,
    async leadOf(id: string): Promise<Lead> {
      const stored = await api<StoredSubmission>(`/api/submissions/${id}`);
      return (await api<Lead>(`/api/leads/${stored.body.lead}`)).body;
    },
    leads: async () => (await api<{ leads: Lead[] }>('/api/leads')).body.leads,
    move: (lead: string, to: string, why = 'Because') =>
      api<Lead>(`/api/leads/${lead}/stage`, { method: 'POST', body: JSON.stringify({ to, why }) }),
  };
}

/** The same, closed when the running test ends. */
export async function local(
  env: Record<string, string> = {},
  world: { ask?: typeof fetch } = {},
): Promise<Local> {
  const server = await openLocal(env, world);
  onTestFinished(server.close);
  return server;
}
