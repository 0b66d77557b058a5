/** A page of a customer in a frame of its own, with the shipped script pasted in, and a network that the test holds. */
import { expect } from 'vitest';
import embed from '../../dist/embed.js?raw';
import first from '../../dist/first.js?raw';
import type { FormElement } from '../../widget/element.ts';
import { early } from '../../widget/first/early.ts';
import type { Served } from '../../widget/served.ts';
import { waitFor } from '../wait.ts';

/** Wherever the script says it comes from, the widget comes from here. */
const address = (text: string) => {
  const script = text.replaceAll(/(?=lazy\/widget-)/g, `${location.origin}/`);
  return URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
};

/** What stands behind `/embed.js`. */
export const embedUrl = address(embed);

/** What stands behind `/f/ID.js`: the script with a definition inside, as the server puts it there. */
export const inlineUrl = (definition: Served): string =>
  address(`(function(qualiformDefinition,qualiformTree){${first}\n})(${JSON.stringify(definition)});`);

export interface Asked {
  url: string;
  method: string;
  body: string;
}

export type PageWindow = Window & typeof globalThis;

export interface HostPage {
  window: PageWindow;
  document: Document;
  asked: Asked[];
  /** Names and details of all events that reached the document. */
  heard: { name: string; detail: Record<string, unknown> }[];
  /** What was said on the console. */
  told: string[];
  /** Errors that nobody caught, and whatever the page's policy forbade. */
  trouble: string[];
  forms(): FormElement[];
  /** Closes the page. */
  close(): void;
}

interface Given {
  respond?: (asked: Asked) => Response | Promise<Response>;
  /** Runs in the page before anything else. */
  before?: (page: PageWindow) => void;
  head?: string;
  language?: string;
}

const eventNames = ['ready', 'start', 'step', 'submit', 'outcome', 'error'];

export const json = (status: number, body: unknown) => new Response(JSON.stringify(body), { status });

/** The server stores everything that it gets. */
export const acknowledge = ({ url, body }: Asked): Response =>
  url.endsWith('/submissions')
    ? json(201, { id: JSON.parse(body).id, stage: 'lead', outcome: 'thanks' })
    : json(202, {});

/** Opens a page with this body. Resolves once it and all scripts that stand in it have been loaded, and the widget where it will come. */
export async function openPage(
  body: string,
  { respond = acknowledge, before, head = '', language = 'en' }: Given = {},
): Promise<HostPage> {
  const frame = document.createElement('iframe');
  const asked: Asked[] = [];
  const heard: HostPage['heard'] = [];
  const told: string[] = [];
  const trouble: string[] = [];

  const prepare = (page: PageWindow) => {
    const fetch: typeof page.fetch = async (input, init) => {
      const one = { url: String(input), method: init?.method ?? 'GET', body: String(init?.body ?? '') };
      asked.push(one);
      return respond(one);
    };
    // A bound function looks like the browser's own; one that a page has put there is gone round once it fails.
    page.fetch = fetch.bind(undefined);
    for (const level of ['warn', 'error'] as const)
      page.console[level] = (...words: unknown[]) => void told.push(words.map(String).join(' '));
    page.addEventListener('error', ({ message }) => trouble.push(message));
    page.addEventListener('unhandledrejection', ({ reason }) => trouble.push(String(reason)));
    page.document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) =>
      trouble.push(`${effectiveDirective} ${blockedURI}`),
    );
    for (const name of eventNames)
      page.document.addEventListener(`qualiform:${name}`, (event) => {
        heard.push({ name, detail: (event as CustomEvent).detail });
      });
    before?.(page);
  };
  Object.assign(window, { prepare });

  frame.srcdoc = `<!doctype html><html lang="${language}"><head><script>parent.prepare(window)</script>${head}</head><body>${body}</body></html>`;
  const loaded = new Promise((done) => frame.addEventListener('load', done, { once: true }));
  document.body.append(frame);
  await loaded;
  const page = frame.contentWindow as PageWindow;
  await waitFor(() => expect(early(page).isOpen || early(page).tags.size === 0).toBe(true));
  return {
    window: page,
    document: page.document,
    asked,
    heard,
    told,
    trouble,
    forms: () => [...page.document.querySelectorAll<FormElement>('qualiform-form')],
    close: () => frame.remove(),
  };
}

/** A part of the form inside an element, by selector. */
export function inside<E extends HTMLElement = HTMLElement>(host: Element | undefined, selector: string): E {
  const found = host?.shadowRoot?.querySelector<E>(selector);
  if (!found) throw new Error(`${selector} is not in ${host?.shadowRoot?.textContent ?? 'no form'}`);
  return found;
}

/** Types into a text control as a visitor would, but all at once. */
export function type(control: HTMLInputElement, text: string): void {
  control.value = text;
  control.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
}

export const textOf = (host: Element | undefined): string => host?.shadowRoot?.textContent ?? '';

/** Lets go through the demo form of the tests: the first question, an address, and 'Send'. */
export async function fillIn(host: Element, until: <T>(check: () => T) => Promise<T>): Promise<void> {
  inside(host, '[type=radio][value=switch]').click();
  const email = await until(() => inside<HTMLInputElement>(host, '[type=email]'));
  type(email, 'ann@acme.example');
  inside(host, '[type=submit]').click();
}
