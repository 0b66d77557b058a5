/** The room of a form, kept free until it is drawn, so that nothing on the page moves when it comes. */

import { early } from './first/early.ts';
import { fromJson } from './json.ts';

/** How wide and how high a form was when the visitor was here last, in pixels. */
export type Room = [width: number, height: number];

export const roomKey = (form: string) => `room:${form}`;

/** Asked of storage itself, since the script of a tag does it before anything else is there. */
function remembered(host: HTMLElement): Room | undefined {
  const read = (name: string) => host.getAttribute(name);
  const persist = read('persist') ?? 'local';
  if (persist === 'none' || read('consent') === 'needed') return undefined;
  try {
    const storage = window[persist === 'session' ? 'sessionStorage' : 'localStorage'];
    const found = fromJson(storage.getItem(`qualiform:${roomKey(read('form') ?? '')}`));
    return Array.isArray(found) ? (found as Room) : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps free what the attribute says, else what the form took up last time at this width. */
export function reserve(host: HTMLElement): void {
  if ((host.getAttribute('mode') ?? 'inline') !== 'inline') return;
  const [width, height] = remembered(host) ?? [];
  const own = Number(host.getAttribute('height')) || undefined;
  const pixels = own ?? height;
  if (!(Number(pixels) > 0 && Number(pixels) < 5000)) return;
  // By CSSOM, which no policy forbids. Until the widget is there the element is none that takes up room.
  const { style } = host;
  if (style.minHeight) return;
  early().reserved.add(host);
  if (getComputedStyle(host).display === 'inline') style.display = 'block';
  style.minHeight = `${pixels}px`;
  if (own === undefined && host.clientWidth !== width) release(host);
}

/** The visitor goes on: from now on the page follows the form. */
export function release(host: HTMLElement): void {
  if (!early().reserved.delete(host)) return;
  for (const name of ['display', 'min-height']) host.style.removeProperty(name);
  if (!host.getAttribute('style')) host.removeAttribute('style');
}
