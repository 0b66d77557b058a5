/** Draws a form into an element: the one renderer of the embed, the demo pages and the console's preview. */

import { hydrate, render } from 'preact';
import { type Excuse, Fault } from './Fault.tsx';
import { early } from './first/early.ts';
import { remember } from './first/replay.ts';
import { Guard } from './Guard.tsx';
import type { Served } from './served.ts';
import { createStore, type Store, type StoreDeps } from './store.ts';
import { styleSheet } from './style/sheet.ts';
import { applyTheme, followTheme } from './style/theme.ts';
import { Form } from './view/Form.tsx';
import type { Outside } from './view/outside.ts';
import { directionOf } from './wording/language.ts';

export { inert } from './inert.ts';

export interface MountDeps extends StoreDeps {
  /** What endings may fetch and where they may go; without it they do neither. */
  outside?: Outside;
}

export interface Mounted {
  store: Store;
  /** Starts over; with `forget` also without what this browser remembers. */
  reset: Store['reset'];
  /** Moves the keyboard to the first control. */
  focus(): void;
  /** Takes the form out of the page. What was typed stays in the draft. */
  unmount(): void;
}

/** How to clear an element that something is drawn in. */
const drawn = new WeakMap<HTMLElement, () => void>();

/**
 * Draws `form` inside a shadow root of `host`, instead of what was drawn there before. A preview hands in `inert`, or parts
 * of it: `mount(host, form, { ...inert, deliver })`.
 */
export function mount(
  host: HTMLElement,
  form: Served,
  deps: MountDeps,
  store = createStore(form, deps),
): Mounted {
  let unfollow = () => {};
  const root = openRoot(host, form.language, (made, isFirst) => {
    unfollow = followTheme(host, made, form.theme, isFirst);
  });
  const isDrawn = early().touched.has(host);
  const replay = remember(early().touched.get(host) ?? []);
  early().touched.delete(host);
  const fail = (error: unknown) => {
    console.error('Qualiform:', error);
    deps.emit('error', { form: form.id, code: 'crashed', detail: String(error) });
  };
  const put = isDrawn ? hydrate : render;
  put(
    <Guard store={store} fail={fail}>
      <Form store={store} outside={deps.outside} />
    </Guard>,
    root,
  );
  const unmount = () => {
    if (drawn.get(host) !== unmount) return;
    drawn.delete(host);
    render(null, root);
    root.remove();
    store.dispose();
    unfollow();
  };
  drawn.set(host, unmount);
  replay(root);
  // Later than this call, so that whoever made it can still listen.
  queueMicrotask(() => {
    if (drawn.get(host) === unmount) deps.emit('ready', { form: form.id, version: form.version });
  });
  return {
    store,
    reset: store.reset,
    focus: () => root.querySelector<HTMLElement>('input:not([type=hidden]),select,textarea,button')?.focus(),
    unmount,
  };
}

/** Draws an apology instead of a form. Returns how to clear it. */
export function mountFault(
  host: HTMLElement,
  retry: () => void,
  language: string,
  { words, contact }: Excuse,
): () => void {
  const root = openRoot(host, language, (made) => applyTheme(host, made));
  render(<Fault words={words} contact={contact} retry={retry} />, root);
  const clear = () => {
    drawn.delete(host);
    render(null, root);
    root.remove();
  };
  drawn.set(host, clear);
  return clear;
}

/** `dress` comes before the element is in the page: it asks what the page looks like, which then need not be laid out. */
function openRoot(
  host: HTMLElement,
  language: string,
  dress: (root: HTMLElement, isFirst: boolean) => void,
): HTMLElement {
  drawn.get(host)?.();
  const shadow = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
  shadow.adoptedStyleSheets = [styleSheet()];
  // What the first script drew is gone on with, node by node, so that nothing flickers and focus stays.
  const first = early().touched.has(host) && (shadow.firstElementChild as HTMLElement | null);
  const root = first || host.ownerDocument.createElement('div');
  root.lang = language;
  root.dir = directionOf(language);
  dress(root, Boolean(first));
  // Put in once more, it would lose the focus.
  if (!first) shadow.replaceChildren(root);
  // Outside, a key pressed in here seems to come from a plain element: a page's shortcuts would eat what is typed, and its own
  // Enter would send the form that stands around this one.
  for (const type of ['keydown', 'keypress', 'keyup']) root.addEventListener(type, keepInside);
  return root;
}

function keepInside(event: Event) {
  if (!['Escape', 'Tab'].includes((event as KeyboardEvent).key)) event.stopPropagation();
}
