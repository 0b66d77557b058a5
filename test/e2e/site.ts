/** One real server with its demo for a test file, and visitors with real browsers; and what sales would read of it over the API. */
import type { BrowserContext, BrowserContextOptions, Page } from 'playwright';
import type { Lead } from '../../server/leads/lead.ts';
import type { StoredSubmission } from '../../server/submissions/admin.ts';
import type { Served } from '../../widget/served.ts';
import { type StartOptions, startServer } from '../server/start.ts';
import { openBrowser } from './browser.ts';
import { patience } from './patience.ts';
import { type Witness, witness } from './witness.ts';

export interface Visitor {
  page: Page;
  seen: Witness;
  /** A further tab of the same browser. */
  tab(): Promise<Page>;
  leave(): Promise<void>;
}

export type Site = Awaited<ReturnType<typeof openSite>>;

/** Widths of the two screens that everything is tried on. */
export const wide = { viewport: { width: 1280, height: 800 } };
export const narrow = { viewport: { width: 360, height: 740 } };

export async function openSite(options: StartOptions = { demo: true }) {
  const [server, browser] = await Promise.all([startServer(options), openBrowser()]);
  const contexts = new Set<BrowserContext>();

  let isClosing = false;
  server.process.once('exit', (code, signal) => {
    // Everything after it fails, so that the reason would be hard to find.
    if (!isClosing) console.error(`The server ended with ${signal ?? code}:\n${server.printed()}`);
  });

  async function api<T>(path: string, init: RequestInit = {}): Promise<T> {
    const answer = await fetch(`${server.url}/api${path}`, { ...init, headers: server.headers });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  }
  const lead = (id: string) => api<Lead>(`/leads/${id}`);

  return {
    url: server.url,
    server,
    api,
    lead,
    /** What browsers get of a form. */
    async form(id: string, language = 'en'): Promise<Served> {
      return (await fetch(`${server.url}/v1/forms/${id}?lang=${language}`)).json() as Promise<Served>;
    },
    submission: (id: string) => api<StoredSubmission>(`/submissions/${id}`),
    /** All leads with this address. */
    async leadsOf(email: string): Promise<Lead[]> {
      const { leads } = await api<{ leads: Lead[] }>(`/leads?q=${encodeURIComponent(email)}`);
      return Promise.all(leads.map(({ id }) => lead(id)));
    },
    /** Saves a form and makes it live; returns its version. */
    async publish(form: { id: string }): Promise<number> {
      await api(`/forms/${form.id}`, { method: 'PUT', body: JSON.stringify(form) });
      return (await api<{ version: number }>(`/forms/${form.id}/publish`, { method: 'POST' })).version;
    },
    /** Somebody who was never here before. */
    async visitor(settings: BrowserContextOptions = wide): Promise<Visitor> {
      const context = await browser.newContext(settings);
      contexts.add(context);
      context.setDefaultTimeout(patience);
      const seen = await witness(context);
      return {
        page: await context.newPage(),
        seen,
        tab: () => context.newPage(),
        leave: () => context.close(),
      };
    },
    async close() {
      isClosing = true;
      await Promise.all([...contexts].map((context) => context.close()));
      await server.stop();
    },
  };
}
