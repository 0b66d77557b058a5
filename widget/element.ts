/** `<qualiform-form form="ID">`: an element that draws a form, and keeps it while it is moved about. */

import { attributes, elementName, type Options, readOptions } from './config.ts';
import { type Drawn, draw } from './draw.ts';
import { early } from './first/early.ts';
import { toJson } from './json.ts';
import type { Page } from './page.ts';
import type { Served } from './served.ts';

export interface FormElement extends HTMLElement {
  /** The definition, where it came with the script. */
  definition?: Served | undefined;
  /** What is drawn in it now. */
  readonly drawn: Drawn | undefined;
}

/** Defines the element once. `server` is where forms come from unless the element says otherwise. */
export function defineElement(page: Page, server: string): void {
  class QualiformForm extends HTMLElement implements FormElement {
    static observedAttributes = Object.keys(attributes);
    definition?: Served | undefined = early().definitions.get(this);
    drawn: Drawn | undefined;
    #options = '';

    connectedCallback() {
      this.drawn?.rejoin();
      this.#update();
    }

    /** Moved elements are taken out and put in again within one task. */
    disconnectedCallback() {
      page.world.timer(() => {
        if (!this.isConnected) this.#end();
      }, 0);
    }

    /** Frameworks set several attributes one after the other. */
    attributeChangedCallback() {
      queueMicrotask(() => this.#update());
    }

    #end() {
      this.#options = '';
      page.forms.delete(this);
      this.drawn?.unmount();
      this.drawn = undefined;
    }

    #update() {
      if (!this.isConnected || !this.getAttribute('form')) return;
      const warnings: string[] = [];
      const options: Options = readOptions(
        // Its name alone is enough.
        (name) => this.getAttribute(name) || (name === 'doctor' && this.hasAttribute(name) ? 'on' : ''),
        (text) => warnings.push(text),
      );
      const told = toJson(options);
      if (told === this.#options) return;
      this.#end();
      this.#options = told;
      for (const text of warnings) console.warn(`Qualiform: ${text}`, this);
      if (options.doctor === 'on') void window.Qualiform?.doctor();
      const inlined = this.definition?.id === options.form ? this.definition : undefined;
      this.drawn = draw(page, this, options, {
        server: options.server.replace(/\/$/, '') || server,
        inlined,
      });
      page.meet(this, options.form, this.drawn);
    }
  }
  if (!customElements.get(elementName)) customElements.define(elementName, QualiformForm);
}
