/** Puts a form on the test page by the widget's own door, and hands back what a test asks about. */

import { inert } from '../../widget/inert.ts';
import { type MountDeps, type Mounted, mount } from '../../widget/mount.tsx';
import type { Served } from '../../widget/served.ts';
import type { Store } from '../../widget/store.ts';
import type { Outside } from '../../widget/view/outside.ts';

export interface Stage {
  host: HTMLElement;
  /** The element inside the shadow root that holds the form. */
  root: HTMLElement;
  store: Store;
  /** The first element that fits, or an error that shows what is there. */
  find<E extends HTMLElement = HTMLInputElement>(selector: string): E;
  /** What stands on the page, as one line. */
  text(): string;
  /** The heading of the step. */
  heading(): string;
  active(): Element | null;
}

const drawn = new Map<HTMLElement, Mounted>();

/** Takes every form off the page again. */
export function strike(): void {
  for (const [host, mounted] of drawn) {
    mounted.unmount();
    host.remove();
  }
  drawn.clear();
}

export function stage(form: Served, deps: Partial<MountDeps> = {}, outside?: Outside): Stage {
  const host = document.body.appendChild(document.createElement('div'));
  const mounted = mount(host, form, { ...inert, ...deps, ...(outside && { outside }) });
  drawn.set(host, mounted);
  const shadow = host.shadowRoot as ShadowRoot;
  const root = shadow.firstElementChild as HTMLElement;
  const line = (element: Element | null) => (element?.textContent ?? '').replace(/\s+/g, ' ').trim();
  return {
    host,
    root,
    store: mounted.store,
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
