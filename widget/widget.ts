/** The widget itself: chooses the browser's real things, defines the element and opens window.Qualiform. Acts when it is loaded. */

import { version } from '../package.json';
import { defineElement } from './element.ts';
import { early } from './first/early.ts';
import { createGlobal, type Entry } from './global.ts';
import { uuidv7 } from './ids.ts';
import { openPage } from './page.ts';
import { openTransport } from './transport.ts';
import type { World } from './world.ts';

/** What only some pages or forms need, a file each, fetched from where this script came from. */
const parts = import.meta.glob('./lazy/*.ts');

const world: World = {
  fetch: openTransport(),
  now: () => Date.now(),
  random: () => Math.random(),
  newId: () => uuidv7(Date.now(), crypto.getRandomValues(new Uint8Array(9))),
  timer(callback, milliseconds) {
    const timer = setTimeout(callback, milliseconds);
    return () => clearTimeout(timer);
  },
  onChance(callback) {
    const controller = new AbortController();
    const { signal } = controller;
    addEventListener('online', callback, { signal });
    addEventListener('pagehide', callback, { signal });
    document.addEventListener('visibilitychange', () => document.hidden && callback(), { signal });
    return () => controller.abort();
  },
  onLine(callback) {
    addEventListener('online', callback);
    return () => removeEventListener('online', callback);
  },
  onMove(callback) {
    // Not in every browser yet, nor in TypeScript's. Without it at least going back and forth is told.
    const { navigation } = window as { navigation?: EventTarget };
    if (navigation) navigation.addEventListener('navigatesuccess', callback);
    else addEventListener('popstate', callback);
  },
  place: () => ({
    path: location.pathname,
    query: location.search,
    host: location.host,
    origin: window.origin,
    referrer: document.referrer,
    languages: [document.documentElement.lang, ...navigator.languages],
  }),
  storage: (persist) => (persist === 'none' ? undefined : window[`${persist}Storage`]),
  navigate: (url) => location.assign(url),
  async picture(url) {
    const answer = await fetch(url, { credentials: 'omit' });
    if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
    return createImageBitmap(await answer.blob());
  },
  load: async (name) => parts[`./lazy/${name}.ts`]?.(),
  locks: navigator.locks,
};

const hand = early();
if (!hand.isOpen) {
  const page = openPage(world);
  // Anything may stand there, an element with that id too.
  const { q } = Object(window.Qualiform) as { q?: unknown };
  const calls = (Array.isArray(q) ? q : []) as Entry[];
  const isConsent = (call: Entry) => Array.isArray(call) && call[0] === 'consent';
  const created = createGlobal(page, document, { version, server: hand.server });
  window.Qualiform = created;
  // Before any form is drawn, for it decides what a form may look at.
  created.q.push(...calls.filter(isConsent));
  // In a task of its own: what is on the page is met at once, and the page should not be held up.
  setTimeout(() => {
    hand.isOpen = true;
    defineElement(page, hand.server);
    created.q.push(...calls.filter((call) => !isConsent(call)));
  });
}
