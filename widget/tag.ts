/** The script tag that this code came by: finding it, and putting its form on the page. */

import { attributes, elementName } from './config.ts';
import type { FormElement } from './element.ts';
import type { Served } from './served.ts';

/** Ends of our addresses: what stands before them is the server's. */
const ends = /\/(embed(\.\w+)?|f\/[\w-]+)\.js([?#].*)?$/;

/**
 * The tag of the running script. The getter is read off the prototype, since `<img name="currentScript">` hides it. Module
 * scripts and some tag managers have none: then it is one of the tags with our address, each of which gets its turn.
 */
export function findTags(document: Document): HTMLScriptElement[] {
  const getter = Object.getOwnPropertyDescriptor(Document.prototype, 'currentScript')?.get;
  const running: unknown = getter?.call(document);
  if (running instanceof HTMLScriptElement && running.src) return [running];
  return [...document.scripts].filter(({ src }) => ends.test(src));
}

/** The server's address, without a slash at the end; '' (this page's own host) where there is no tag. */
export function serverOf(tag: HTMLScriptElement | undefined): string {
  const src = tag?.src ?? '';
  return ends.test(src) ? src.replace(ends, '') : src && new URL(src).origin;
}

/** Milliseconds after which a form that is gone has not only been moved. */
const soon = 1000;

/** Puts a tag's form where it belongs: into its target, right after the tag, or last on the page for a tag in the head. */
export function placeForm(tag: HTMLScriptElement, definition: Served | undefined): HTMLElement | undefined {
  const { ownerDocument: document } = tag;
  const read = (name: string) => tag.getAttribute(`data-${name}`);
  const form = read('form') ?? definition?.id;
  if (!form) return undefined;

  const target = read('target');
  // Pages that are kept and shown again (Turbo does so) have the form of last time beside its tag, which runs once more.
  const kept = target ? find(document, target)?.lastElementChild : tag.nextElementSibling;
  if (kept?.matches(`${elementName}[form="${form}"]`)) return kept as FormElement;

  const element = document.createElement(elementName) as FormElement;
  element.definition = definition;
  element.setAttribute('server', serverOf(tag));
  const spoken = new URL(tag.src).searchParams.get('lang');
  if (spoken) element.setAttribute('language', spoken);
  for (const name of Object.keys(attributes)) {
    const value = read(name);
    if (value !== null) element.setAttribute(name, value);
  }
  element.setAttribute('form', form);

  const put = (isLast: boolean): boolean => {
    if (target) {
      const found = find(document, target);
      found?.append(element);
      if (!found && isLast) awaitTarget(document, target, element, form);
      return Boolean(found);
    }
    if (document.body?.contains(tag) || read('mode') === 'track') tag.after(element);
    else if (isLast) document.body.append(element);
    return element.isConnected;
  };
  // Some pages tidy away what they do not know; whoever looks for the form should not have to guess.
  setTimeout(() => {
    if (!target && !element.isConnected)
      console.warn(`Qualiform: the form "${form}" was taken off the page by another script.`);
  }, soon);
  if (document.readyState !== 'loading') put(true);
  else if (!put(false)) document.addEventListener('DOMContentLoaded', () => put(true), { once: true });
  return element;
}

/** Milliseconds that a target may take to come. Pages that draw themselves by script have long done so by then. */
const longest = 30_000;

/** Watches for a target that the page draws later, and says so in case it never comes. */
function awaitTarget(document: Document, target: string, element: Element, form: string): void {
  const observer = new MutationObserver(() => {
    const found = find(document, target);
    if (!found) return;
    end();
    found.append(element);
  });
  const timer = setTimeout(() => end(), longest);
  const end = () => {
    observer.disconnect();
    clearTimeout(timer);
  };
  console.warn(
    `Qualiform: data-target="${target}" is not on this page. The form "${form}" is drawn if it comes within ${longest / 1000} s.`,
  );
  observer.observe(document, { childList: true, subtree: true });
}

function find(document: Document, selector: string): Element | null {
  try {
    return document.querySelector(selector);
  } catch {
    return null;
  }
}
