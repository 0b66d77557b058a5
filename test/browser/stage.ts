/** Puts a form on the test page as the edge does, and hands back what a test asks about. */

import { type ComponentChild, h, render } from 'preact';
import { inert } from '../../widget/inert.ts';
import { directionOf } from '../../widget/language.ts';
import type { Served } from '../../widget/served.ts';
import { createStore, type Store, type StoreDeps } from '../../widget/store.ts';
import { styleSheet } from '../../widget/style/sheet.ts';
import { applyTheme } from '../../widget/style/theme.ts';
import { Form } from '../../widget/view/Form.tsx';
import type { Outside } from '../../widget/view/outside.ts';

export interface Stage {
  host: HTMLElement;
  /** The element inside the shadow root that holds the form. */
  root: HTMLElement;
  store: Store;
  /** The first element that fits, or an error that names what was looked for. */
  find<E extends HTMLElement = HTMLInputElement>(selector: string): E;
  /** What stands on the page, as one line. */
  text(): string;
  /** The heading of the step. */
  heading(): string;
  active(): Element | null;
}

const drawn: HTMLElement[] = [];

/** Takes every form off the page again. */
export function strike(): void {
  for (const host of drawn.splice(0)) {
    const root = host.shadowRoot?.firstElementChild;
    if (root) render(null, root);
    host.remove();
  }
}

export function stage(form: Served, deps: Partial<StoreDeps> = {}, outside?: Outside): Stage {
  const host = document.body.appendChild(document.createElement('div'));
  drawn.push(host);
  const shadow = host.attachShadow({ mode: 'open' });
  shadow.adoptedStyleSheets = [styleSheet()];
  const root = shadow.appendChild(document.createElement('div'));
  root.lang = form.language;
  root.dir = directionOf(form.language);
  applyTheme(host, root, form.theme);
  const store = createStore(form, { ...inert, ...deps });
  const view: ComponentChild = h(Form, { store, outside });
  render(view, root);
  const line = (element: Element | null) => (element?.textContent ?? '').replace(/\s+/g, ' ').trim();
  return {
    host,
    root,
    store,
    find(selector) {
      const found = root.querySelector(selector);
      if (!found) throw new Error(`nothing fits ${selector} in ${root.innerHTML}`);
      return found as never;
    },
    text: () => line(root),
    heading: () => line(root.querySelector('h2,[tabindex="-1"]')),
    active: () => shadow.activeElement,
  };
}
