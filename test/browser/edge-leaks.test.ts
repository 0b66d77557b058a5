/** A page that draws and takes away forms all day long holds on to none of them: no listener, no timer, no node. */
import { afterEach, expect, test } from 'vitest';
import type { Handle } from '../../widget/host.d.ts';
import { waitFor } from '../wait.ts';
import { served } from '../widget/served.ts';
import {
  acknowledge,
  embedUrl,
  type HostPage,
  inside,
  json,
  openPage,
  type PageWindow,
} from './host-page.ts';

const serving: typeof acknowledge = (asked) =>
  /\/v1\/forms\/[\w-]+(\?|$)/.test(asked.url) ? json(200, served()) : acknowledge(asked);

let page: HostPage | undefined;
afterEach(() => page?.close());

/** Counts what is listened to on what outlives a form, and timers that have not gone off. */
function count(window: PageWindow) {
  const held = { listeners: 0, timers: 0 };
  for (const target of [window, window.document, window.navigator.serviceWorker].filter(Boolean)) {
    const { addEventListener, removeEventListener } = target;
    const known = new Set<string>();
    const ids = new WeakMap<object, number>();
    let last = 0;
    const keyOf = (type: string, hear: object) => {
      if (!ids.has(hear)) ids.set(hear, last++);
      return `${type} ${ids.get(hear)}`;
    };
    const forget = (key: string) => {
      if (known.delete(key)) held.listeners -= 1;
    };
    target.addEventListener = (
      type: string,
      hear: EventListener,
      options?: AddEventListenerOptions | boolean,
    ) => {
      const key = keyOf(type, hear);
      const { signal, once } = typeof options === 'object' ? options : {};
      if (!known.has(key) && !signal?.aborted) {
        known.add(key);
        held.listeners += 1;
      }
      signal?.addEventListener('abort', () => forget(key));
      if (once) addEventListener.call(target, type, () => forget(key), { once: true });
      addEventListener.call(target, type, hear, options);
    };
    target.removeEventListener = (
      type: string,
      hear: EventListener,
      options?: EventListenerOptions | boolean,
    ) => {
      forget(keyOf(type, hear));
      removeEventListener.call(target, type, hear, options);
    };
  }
  const { setTimeout, clearTimeout } = window;
  const running = new Set<number>();
  Object.assign(window, {
    setTimeout(work: () => void, wait?: number, ...values: unknown[]) {
      const id: number = setTimeout.call(
        window,
        () => {
          running.delete(id);
          held.timers = running.size;
          (work as (...values: unknown[]) => void)(...values);
        },
        wait,
      ) as unknown as number;
      running.add(id);
      held.timers = running.size;
      return id;
    },
    clearTimeout(id: number) {
      clearTimeout.call(window, id);
      running.delete(id);
      held.timers = running.size;
    },
  });
  return held;
}

test('50 forms are drawn, begun and taken away, and nothing is left of them', async () => {
  let held = { listeners: 0, timers: 0 };
  page = await openPage(`<div id="place"></div><script src="${embedUrl}"></script>`, {
    respond: serving,
    before: (window) => {
      held = count(window);
    },
  });
  const { window, document } = page;
  const place = document.querySelector('#place') as HTMLElement;
  await waitFor(() => expect(window.customElements.get('qualiform-form')).toBeDefined());

  async function once() {
    const handle = window.Qualiform?.mount(place, { form: 'crm-demo', persist: 'none' }) as Handle;
    const { element } = handle;
    (await waitFor(() => inside(element, '[value=switch]'))).click();
    await waitFor(() => inside(element, '[name=name]'));
    // The draft lives as long as the page; the next one shall begin anew.
    handle.reset({ forget: true });
    handle.unmount();
    await waitFor(() => expect(element.shadowRoot?.childElementCount).toBe(0));
  }
  const standing = async () => {
    // Counts are gathered for a second, and a try to send ends after five.
    await waitFor(() => expect(held.timers).toBe(0));
    return { ...held, nodes: document.querySelectorAll('*').length };
  };

  // What the page's first form sets up stays for all of them.
  await once();
  const before = await standing();
  for (let round = 0; round < 50; round += 1) await once();
  expect(await standing()).toEqual(before);
  expect(page.trouble).toEqual([]);
}, 60_000);
