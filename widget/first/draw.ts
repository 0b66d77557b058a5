/** Draws the first question from its tree: the very nodes that the view will find and go on with. */

import type { Served } from '../served.ts';
import { styleSheet } from '../style/sheet.ts';
import { applyTheme } from '../style/theme.ts';
import { directionOf } from '../wording/language.ts';
import { early } from './early.ts';
import type { Tree } from './tree.ts';

const svg = 'http://www.w3.org/2000/svg';

function nodeOf(tree: Tree, parent: Element): Node {
  const { ownerDocument } = parent;
  if (typeof tree === 'string') return ownerDocument.createTextNode(tree);
  const [name, attributes, ...children] = tree;
  const element = ownerDocument.createElementNS(name === 'svg' ? svg : parent.namespaceURI, name);
  for (const [attribute, value] of Object.entries(attributes)) {
    // By CSSOM, as a style attribute is what strict pages forbid.
    if (attribute.startsWith('--')) (element as HTMLElement).style.setProperty(attribute, value);
    else element.setAttribute(attribute, value);
  }
  element.append(...children.map((child) => nodeOf(child, element)));
  return element;
}

/** Draws into a host without a shadow root. Nothing answers yet, so what the visitor does is written down. */
export function drawFirst(host: HTMLElement, form: Served, tree: readonly Tree[]): void {
  const shadow = host.attachShadow({ mode: 'open' });
  shadow.adoptedStyleSheets = [styleSheet()];
  const root = host.ownerDocument.createElement('div');
  root.lang = form.language;
  root.dir = directionOf(form.language);
  root.append(...tree.map((part) => nodeOf(part, root)));
  // Before it is in the page: what the page looks like is asked for, and should not have to be laid out for that.
  applyTheme(host, root, form.theme);
  shadow.append(root);

  const touched: HTMLElement[] = [];
  early().touched.set(host, touched);
  const note = ({ type, target }: Event) => {
    // A click into a text is no answer yet.
    const used = type === 'click' ? 'button,[type=radio],[type=checkbox]' : 'input,select,textarea';
    const control = (target as Element).closest<HTMLElement>(used);
    if (control && touched.at(-1) !== control) touched.push(control);
  };
  root.addEventListener('click', note);
  root.addEventListener('input', note);
  root.addEventListener('keydown', ({ key, ctrlKey, altKey, metaKey }) => {
    // From the take-over on the view listens itself.
    if (!early().touched.has(host) || ctrlKey || altKey || metaKey || !/^\d$/.test(key)) return;
    root.querySelector<HTMLElement>(`[aria-keyshortcuts="${key}"]`)?.click();
  });
  root.addEventListener('submit', (event) => event.preventDefault());
}
