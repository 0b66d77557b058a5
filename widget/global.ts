/** `window.Qualiform`: what a page can ask of the widget. Nothing here throws: a bad call is told on the console, with its remedy. */

import { type Attribute, attributes, elementName } from './config.ts';
import type { FormElement } from './element.ts';
import type { Details, EventName } from './events.ts';
import type { Handle, MountOptions, Prefill, Qualiform } from './host.d.ts';
import type { Page } from './page.ts';
import { queryOf } from './prefill.ts';

/** One entry of the list: a call by name, or a function that calls for itself. */
export type Entry = Parameters<Qualiform['q']['push']>[number];

const eventNames: Record<EventName, true> = {
  ready: true,
  start: true,
  step: true,
  submit: true,
  outcome: true,
  open: true,
  close: true,
  error: true,
};

const quoted = (names: Iterable<string>) => [...names].map((name) => `"${name}"`).join(', ') || 'none';

/** Says what is wrong with a call and what to write instead. */
const warn = (call: string, wrong: string) => console.warn(`Qualiform.${call}: ${wrong}`);

type Calls = Omit<Qualiform, 'version' | 'q'>;

/** The same calls, but where something goes wrong in one, it says so and gives what `otherwise` makes. */
function careful(calls: Calls, otherwise: (name: string) => unknown): Calls {
  const guard =
    (name: string, work: (...values: never[]) => unknown) =>
    (...values: never[]) => {
      try {
        return work(...values);
      } catch (error) {
        warn(name, `${error}`);
        return otherwise(name);
      }
    };
  return Object.fromEntries(
    Object.entries(calls).map(([name, work]) => [name, guard(name, work)]),
  ) as unknown as Calls;
}

/** `server` is where parts of the widget come from. */
export function createGlobal(
  page: Page,
  document: Document,
  { version, server }: { version: string; server: string },
): Qualiform {
  const formsOf = (form: string) =>
    [...page.forms].filter((element) => element.isConnected && element.getAttribute('form') === form);

  /** Does something with every copy of a form. Where there is none, says which there are, unless it may yet come. */
  function forEach(
    call: string,
    form: string,
    work: (element: FormElement) => void,
    mayCome = false,
  ): boolean {
    const found = formsOf(form);
    for (const element of found) work(element);
    if (found.length > 0) return true;
    const there = [...page.forms]
      .filter((element) => element.isConnected)
      .map((element) => element.getAttribute('form') ?? '');
    if (!mayCome)
      warn(
        call,
        `there is no form ${quoted([String(form)])} on this page. There are: ${quoted(new Set(there))}.`,
      );
    return false;
  }

  /** Text that a call cannot do without. */
  function isText(call: string, value: unknown, what: string): boolean {
    if (typeof value === 'string' && value) return true;
    warn(call, `write ${what} as a text, not ${String(value) || 'an empty one'}.`);
    return false;
  }

  function draw(
    el: Element,
    options: MountOptions,
    element = document.createElement(elementName) as FormElement,
  ): Handle {
    for (const [name, value] of Object.entries(options)) {
      if (!Object.hasOwn(attributes, name) || name === 'target')
        warn('mount', `there is no option "${name}". There are: ${quoted(Object.keys(attributes))}.`);
      else if (value !== undefined)
        element.setAttribute(
          name satisfies string as Attribute,
          typeof value === 'object' ? queryOf(value as Prefill) : `${value}`,
        );
    }
    // Not by its class: an element may come from another frame.
    if (typeof Object(el).append === 'function') el.append(element);
    else
      warn('mount', `the first value is the element to draw in, not ${String(el)}. Is it on the page yet?`);
    isText('mount', options.form, 'the id of the form, { form: "…" },');
    return {
      element,
      reset: (how) => element.drawn?.reset(how),
      unmount: () => element.remove(),
    };
  }

  function listen<Name extends EventName>(
    name: Name,
    callback: (detail: Details[Name], event: CustomEvent<Details[Name]>) => void,
    form?: string,
  ): () => void {
    if (!Object.hasOwn(eventNames, name))
      warn('on', `there is no event "${String(name)}". There are: ${quoted(Object.keys(eventNames))}.`);
    else if (typeof callback !== 'function') warn('on', 'the second value is the function to call back.');
    else {
      const hear = (event: Event) => {
        const own = event as CustomEvent<Details[Name]>;
        if (!form || own.detail.form === form) callback(own.detail, own);
      };
      // On its way down, so that a page that stops events half-way up does not stop this one.
      document.addEventListener(`qualiform:${name}`, hear, true);
      return () => document.removeEventListener(`qualiform:${name}`, hear, true);
    }
    return () => {};
  }

  const blank = (): Handle => ({ element: document.createElement(elementName), reset() {}, unmount() {} });
  const isLoading = () => document.readyState !== 'complete';
  const calls: Calls = {
    mount: draw,
    unmount: (form) => forEach('unmount', form, (element) => element.remove()),
    reset: (form, how) => forEach('reset', form, (element) => element.drawn?.reset(how)),
    prefill(form, values) {
      if (!isText('prefill', form, 'the id of the form')) return false;
      page.prefill(form, values);
      return forEach('prefill', form, (element) => element.drawn?.prefill(values), true);
    },
    open(form) {
      const isThere = forEach('open', form, (element) => element.drawn?.open(), isLoading());
      if (!isThere && isLoading()) page.await(form, (drawn) => drawn.open());
      return isThere;
    },
    close: (form) => forEach('close', form, (element) => element.drawn?.close()),
    track(event) {
      if (isText('track', event, 'the name of the event')) page.track(event);
    },
    identify(token) {
      if (isText('identify', token, 'the token from your server')) page.identify(token);
    },
    on: listen,
    consent(given) {
      if (typeof given === 'boolean') page.consent(given);
      else warn('consent', 'say true or false.');
    },
    async doctor() {
      try {
        (await page.load('doctor')).showDoctor();
      } catch (error) {
        warn('doctor', `it cannot be fetched from ${server || 'this host'}. ${error}`);
      }
    },
  };
  const self: Qualiform = {
    version,
    ...careful(calls, (name) => (name === 'mount' ? blank() : name === 'on' ? () => {} : false)),
    q: {
      push(...calls) {
        for (const call of calls) run(call);
      },
    },
  };

  function run(call: Entry) {
    try {
      if (typeof call === 'function') return call(self);
      const [name, ...values] = call;
      const method: unknown = Object.hasOwn(self, name) && self[name];
      if (typeof method === 'function') method(...values);
      else warn('q', `there is no call ${quoted([String(name)])}.`);
    } catch (error) {
      warn('q', `${error}`);
    }
  }

  document.addEventListener('qualiform:consent', ({ detail }) => self.consent(detail));
  return self;
}
