/** `window.Qualiform`: what a page can ask of the widget. */

import { elementName, type Options } from './config.ts';
import type { Drawn } from './draw.ts';
import type { FormElement } from './element.ts';
import type { Details, EventName } from './events.ts';
import type { Page } from './page.ts';
import type { Served } from './served.ts';

/** Options of `mount`: the attributes by name. `prefill` may be an object by field id. */
export type MountOptions = Partial<Omit<Options, 'prefill' | 'target'>> & {
  form: string;
  prefill?: string | Record<string, string | number | readonly string[]>;
};

/** A form that was drawn by `mount`. */
export interface Handle {
  element: HTMLElement;
  /** Starts over; with `forget` also without what this browser remembers. */
  reset: Drawn['reset'];
  /** Takes the form out of the page. What was typed stays in the draft. */
  unmount(): void;
}

type Call = { [Name in 'open' | 'track' | 'identify']: [name: Name, text: string] }[
  | 'open'
  | 'track'
  | 'identify'];

export interface Qualiform {
  version: string;
  /**
   * Draws a form as the last thing in `el`.
   *
   *     const demo = Qualiform.mount(document.querySelector('#demo'), { form: 'crm-demo', language: 'pl' });
   *     demo.unmount();
   */
  mount(el: Element, options: MountOptions): Handle;
  /** Brings a form of this page into view, with the keyboard on its first question. Returns whether there is one. */
  open(form: string): boolean;
  /** Tells of something that a form's signals may count: `Qualiform.track('webinar_joined')`. */
  track(event: string): void;
  /** Says who the visitor is, by a token from the server. */
  identify(token: string): void;
  /**
   * Calls made before the script was there:
   * `(window.Qualiform = window.Qualiform || { q: [] }).q.push(['track', 'webinar_joined'])`.
   */
  q: { push(...calls: Call[]): void };
  /** For the script itself: it was loaded by one of these tags. Each tag draws its form once. */
  add(tags: readonly HTMLScriptElement[], definition: Served | undefined): void;
}

type QualiformEvents = { [Name in EventName as `qualiform:${Name}`]: CustomEvent<Details[Name]> };

declare global {
  interface Window {
    Qualiform?: Qualiform | Pick<Qualiform, 'q'>;
  }
  interface GlobalEventHandlersEventMap extends QualiformEvents {}
}

export function createGlobal(
  page: Page,
  document: Document,
  version: string,
  place: (tag: HTMLScriptElement, definition: Served | undefined) => unknown,
): Qualiform {
  const added = new WeakSet<HTMLScriptElement>();
  const self: Qualiform = {
    version,
    mount(el, options) {
      const element = document.createElement(elementName) as FormElement;
      for (const [name, value] of Object.entries(options))
        element.setAttribute(
          name,
          typeof value === 'object' ? `${new URLSearchParams(value as Record<string, string>)}` : `${value}`,
        );
      el.append(element);
      return {
        element,
        reset: (how) => element.drawn?.reset(how),
        unmount: () => element.remove(),
      };
    },
    open(form) {
      for (const element of document.querySelectorAll<FormElement>(elementName)) {
        if (element.getAttribute('form') !== form) continue;
        element.scrollIntoView({ block: 'nearest' });
        element.drawn?.focus();
        return true;
      }
      return false;
    },
    track: page.track,
    identify: page.identify,
    q: {
      push(...calls) {
        for (const [name, text] of calls) self[name]?.(text);
      },
    },
    add(tags, definition) {
      const tag = tags.find((candidate) => !added.has(candidate));
      if (!tag) return;
      added.add(tag);
      place(tag, definition);
    },
  };
  return self;
}
