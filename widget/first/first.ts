/**
 * The script of `/f/ID.js`: draws the first question at once from a tree that came along, while the widget itself is still on
 * its way. It acts when it is loaded, and only for its own tag.
 */

import { mayStand } from '../origin.ts';
import type { Served } from '../served.ts';
import { findTags, placeForm, serverOf } from '../tag.ts';
import { chooseLanguage } from '../wording/language.ts';
import { drawFirst } from './draw.ts';
import { early } from './early.ts';
import type { Tree } from './tree.ts';

/** Put around this script by the server. */
declare const qualiformDefinition: Served;
declare const qualiformTree: readonly Tree[] | undefined;
/** Path of the widget's own script. */
declare const qualiformScript: string;

/** Waits between tries to fetch the widget, in milliseconds. */
const waits = [1000, 3000, 9000];

/** Whether the visitor would see this very tree: nothing kept from before, this language, drawn in the page. */
function isFresh(tag: HTMLScriptElement, form: Served): boolean {
  const { persist = 'local', mode = 'inline', consent, prefill, language, theme } = tag.dataset;
  if (mode !== 'inline' || prefill || theme) return false;
  if (!mayStand(form, window.origin, serverOf(tag))) return false;
  const wanted = [
    language,
    new URL(tag.src).searchParams.get('lang'),
    document.documentElement.lang,
    ...navigator.languages,
  ];
  const spoken = chooseLanguage(
    form.languages,
    wanted.filter((code): code is string => Boolean(code)),
  );
  if (spoken !== undefined && spoken !== form.language) return false;
  try {
    const storage =
      persist === 'none' || consent === 'needed'
        ? undefined
        : window[persist === 'session' ? 'sessionStorage' : 'localStorage'];
    return !['draft', 'memory'].some((kept) => storage?.getItem(`qualiform:${kept}:${form.id}`));
  } catch {
    return true; // blocked storage has nothing to restore
  }
}

function fetchWidget(url: string, element: Element, tries = 0): void {
  import(/* @vite-ignore */ tries > 0 ? `${url}&try=${tries}` : url).catch((error: unknown) => {
    const wait = waits[tries];
    if (wait !== undefined) {
      setTimeout(fetchWidget, wait, url, element, tries + 1);
      return;
    }
    const detail = { form: qualiformDefinition.id, code: 'unreachable', detail: `${url}: ${error}` };
    console.error(`Qualiform: ${detail.detail}`);
    element.dispatchEvent(new CustomEvent('qualiform:error', { detail, bubbles: true, composed: true }));
    addEventListener('online', () => fetchWidget(url, element, tries), { once: true });
  });
}

/** Once what was drawn is on the screen, so that the widget's own work does not stand before it. */
function afterPaint(then: () => void): void {
  // A page in the background paints nothing.
  if (document.hidden) then();
  else requestAnimationFrame(() => setTimeout(then));
}

const { tags, definitions } = early();
const tag = findTags(document).find((candidate) => !tags.has(candidate));
const there: unknown = window.Qualiform;
// Anything may stand there, an element with that id too.
if (tag && 'identify' in Object(there))
  (there as { add: (tags: unknown[], form: Served) => void }).add([tag], qualiformDefinition);
else if (tag) {
  tags.add(tag);
  const element = placeForm(tag, qualiformDefinition);
  if (element) {
    definitions.set(element, qualiformDefinition);
    const isDrawn = qualiformTree && isFresh(tag, qualiformDefinition);
    if (isDrawn) drawFirst(element, qualiformDefinition, qualiformTree);
    const start = () => fetchWidget(serverOf(tag) + qualiformScript, element);
    if (isDrawn) afterPaint(start);
    else start();
  }
}
