/**
 * The script of `/f/ID.js`: draws the first question at once from a tree that came along, while the widget itself is still on
 * its way. It acts when it is loaded, and only for its own tag.
 */

import { mayStand } from '../origin.ts';
import type { Served } from '../served.ts';
import { serverOf } from '../tag.ts';
import { chooseLanguage } from '../wording/language.ts';
import { begin } from './begin.ts';
import { drawFirst } from './draw.ts';
import { early } from './early.ts';
import { tellFault } from './fault.ts';
import { fetchWidget, preload } from './fetch.ts';
import type { Tree } from './tree.ts';

/** Put around this script by the server. */
declare const qualiformDefinition: Served;
declare const qualiformTree: readonly Tree[] | undefined;

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

/** Once what was drawn is on the screen, so that the widget's own work does not stand before it. */
function afterPaint(then: () => void): void {
  // A page in the background paints nothing.
  if (document.hidden) then();
  else requestAnimationFrame(() => setTimeout(then));
}

const begun = begin(qualiformDefinition);
if (begun?.element) {
  const { element, tag, isFirst } = begun;
  const isDrawn = qualiformTree && !early().isOpen && isFresh(tag, qualiformDefinition);
  if (isDrawn) drawFirst(element, qualiformDefinition, qualiformTree);
  if (isFirst) {
    preload();
    const start = () => fetchWidget((detail) => tellFault(element, qualiformDefinition.id, detail));
    if (isDrawn) afterPaint(start);
    else start();
  }
}
