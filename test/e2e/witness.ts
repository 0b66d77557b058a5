/** Stands by while somebody visits: hears what the form tells, and notes everything that must not happen. */
import type { BrowserContext, Request } from 'playwright';
import type { Details, EventName } from '../../widget/events.ts';
import { eventually } from './patience.ts';

export interface Witness {
  /** Details of all events of one name so far, the earliest first. */
  heard<Name extends EventName>(name: Name): Details[Name][];
  /** Waits for the next event of this name after the first `before` ones. */
  hear<Name extends EventName>(name: Name, before?: number): Promise<Details[Name]>;
  /** Errors on the console, uncaught ones, what a policy forbade, requests that failed. Nothing may ever stand here. */
  trouble: string[];
  /** All that was asked for over the network. */
  asked: Request[];
}

const names = [
  'ready',
  'start',
  'step',
  'submit',
  'outcome',
  'open',
  'close',
  'error',
] as const satisfies EventName[];
const witnesses = new WeakMap<BrowserContext, Witness>();

/** Runs in every page before anything else. */
function listen(events: readonly string[]) {
  const { tell, complain } = window as unknown as Record<string, (...words: unknown[]) => void>;
  for (const name of events)
    document.addEventListener(`qualiform:${name}`, (event) => tell?.(name, (event as CustomEvent).detail));
  document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sample }) =>
    complain?.(`policy: ${effectiveDirective} ${blockedURI} ${sample}`),
  );
}

/** What this browser was seen doing. */
export function witnessOf(context: BrowserContext): Witness {
  const found = witnesses.get(context);
  if (!found) throw new Error('Nobody watches this browser.');
  return found;
}

export async function witness(context: BrowserContext): Promise<Witness> {
  const events: { name: string; detail: unknown }[] = [];
  const trouble: string[] = [];
  const asked: Request[] = [];
  await context.exposeBinding(
    'tell',
    (_, name: string, detail: unknown) => void events.push({ name, detail }),
  );
  await context.exposeBinding('complain', (_, text: string) => void trouble.push(text));
  await context.addInitScript(listen, names);
  context.on('console', (message) => {
    if (message.type() === 'error') trouble.push(`console: ${message.text()}`);
  });
  context.on('weberror', (error) => {
    const { stack = '' } = error.error();
    // What this test listens by, on a page that breaks JSON; no page has it.
    if (!stack.includes('serializedArgs is not an array')) trouble.push(`uncaught: ${stack}`);
  });
  context.on('request', (request) => void asked.push(request));
  context.on('requestfailed', (request) => {
    // Given up by the page itself, as when it is left. Nobody waits for its pictures, and its counts outlive it unseen.
    const why = request.failure()?.errorText;
    if (why !== 'net::ERR_ABORTED') trouble.push(`failed: ${request.method()} ${request.url()} ${why}`);
  });
  context.on('response', (response) => {
    if (response.status() >= 400) trouble.push(`${response.status()}: ${response.url()}`);
  });

  const heard = <Name extends EventName>(name: Name) =>
    events.filter((event) => event.name === name).map(({ detail }) => detail as Details[Name]);
  const self: Witness = {
    heard,
    async hear(name, before = 0) {
      await eventually(() => heard(name).length).toBeGreaterThan(before);
      return heard(name)[before] as never;
    },
    trouble,
    asked,
  };
  witnesses.set(context, self);
  return self;
}
