/** Fetches the widget, again and again where the line is bad, and has it run when it disturbs nobody. */

import { early } from './early.ts';

/** Path of the widget below its server, with what is in it in its name. Put in by the build. */
declare const qualiformScript: string;

const address = () => new URL(qualiformScript, `${early().server}/`).href;

/** Waits between tries, in milliseconds. */
const waits = [1000, 3000, 9000];

/** Has the widget on its way while the page goes on with what it is at. */
export function preload(): void {
  const link = document.createElement('link');
  link.rel = 'modulepreload';
  link.href = address();
  for (const end of ['load', 'error']) link.addEventListener(end, () => link.remove());
  document.head?.append(link);
}

/** `fail` is told when it cannot be had for now; it comes all the same as soon as the line is back. */
export function fetchWidget(fail: (detail: string) => void, tries = 0): void {
  const url = address();
  // Browsers keep in mind what they could not load.
  import(/* @vite-ignore */ tries > 0 ? `${url}?try=${tries}` : url).catch((error: unknown) => {
    const wait = waits[tries];
    if (wait !== undefined) {
      setTimeout(fetchWidget, wait, fail, tries + 1);
      return;
    }
    fail(`${url}: ${error}`);
    addEventListener('online', () => fetchWidget(fail, tries + 1), { once: true });
  });
}
