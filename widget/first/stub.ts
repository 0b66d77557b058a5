/** `window.Qualiform` before the widget is there: the same calls, each kept until it can be made. */

import { version } from '../../package.json';
import { elementName } from '../config.ts';
import type { FormElement } from '../element.ts';
import type { Handle, MountOptions, Qualiform } from '../host.d.ts';

const names = [
  'unmount',
  'reset',
  'prefill',
  'open',
  'close',
  'track',
  'identify',
  'consent',
] as const satisfies (keyof Qualiform)[];

/** The widget's own `mount` draws into an element that has been handed out already. */
export type MountInto = (place: Element, options: MountOptions, element: HTMLElement) => Handle;

/** Takes the place of the list that a page may have put there, and keeps what stands in it. */
export function openStub(): void {
  const { q } = Object(window.Qualiform) as { q?: unknown };
  // Whoever keeps a call in hand makes it of what stands there by then.
  const push = (entry: unknown) => {
    (window.Qualiform as { q: { push(entry: unknown): unknown } }).q.push(entry);
  };
  const keep = (name: string) => {
    const call = (...values: unknown[]) => {
      push([name, ...values]);
      return false;
    };
    return [name, call];
  };
  window.Qualiform = Object.assign(Object.fromEntries(names.map(keep)) as Qualiform, {
    version,
    q: Array.isArray(q) ? q : [],
    async doctor() {
      push(['doctor']);
    },
    mount(place: Element, options: MountOptions): Handle {
      const element = document.createElement(elementName) as FormElement;
      let isOver = false;
      push(({ mount }: { mount: MountInto }) => isOver || mount(place, options, element));
      return {
        element,
        reset: (how) => push(() => element.drawn?.reset(how)),
        unmount() {
          isOver = true;
          element.remove();
        },
      };
    },
    on(...values: Parameters<Qualiform['on']>) {
      let stop: (() => void) | undefined;
      let isOver = false;
      push(({ on }: Qualiform) => {
        if (!isOver) stop = on(...values);
      });
      return () => {
        isOver = true;
        stop?.();
      };
    },
  });
}
