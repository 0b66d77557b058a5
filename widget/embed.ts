/** The shipped script, and the only file that acts when it is loaded: one loader a page, one form a tag. */

import { version } from '../package.json';
import { defineElement } from './element.ts';
import { early } from './first/early.ts';
import { createGlobal, type Loader } from './global.ts';
import { uuidv7 } from './ids.ts';
import { openPage } from './page.ts';
import type { Served } from './served.ts';
import { findTags, placeForm, serverOf } from './tag.ts';
import { openTransport } from './transport.ts';
import type { World } from './world.ts';

/** Put around this script by the server where form and script come in one file. */
declare const qualiformDefinition: Served | undefined;

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
  load: (url) => import(/* @vite-ignore */ url),
  locks: navigator.locks,
};

function install(before: unknown): Loader {
  const page = openPage(world);
  const server = serverOf(tags[0] ?? [...taken][0]);
  const created = createGlobal(page, document, { version, server, place: placeForm });
  const { q } = Object(before) as { q?: unknown };
  const calls = (Array.isArray(q) ? q : []) as Parameters<Loader['q']['push']>;
  const isConsent = (call: (typeof calls)[number]) => Array.isArray(call) && call[0] === 'consent';
  window.Qualiform = created;
  // Before any form is drawn, for it decides what a form may look at.
  created.q.push(...calls.filter(isConsent));
  defineElement(page, server);
  created.q.push(...calls.filter((call) => !isConsent(call)));
  return created;
}

const taken = early().tags;
const tags = findTags(document).filter((tag) => !taken.has(tag));
const there: unknown = window.Qualiform;
// Anything may stand there, an element with that id too.
const loader = 'identify' in Object(there) ? (there as Loader) : install(there);
loader.add(tags, typeof qualiformDefinition === 'undefined' ? undefined : qualiformDefinition);
