/** The few nodes around a form that is not drawn in the page itself. */

import css from './shell.css?inline';

let shared: CSSStyleSheet | undefined;

export function shellSheet(): CSSStyleSheet {
  if (!shared) {
    shared = new CSSStyleSheet();
    shared.replaceSync(css);
  }
  return shared;
}

/** An element with its class, which is its part's name as well, and what is in it. */
export function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  part: string,
  ...inside: (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  element.className = part;
  element.setAttribute('part', part);
  element.append(...inside);
  return element;
}

/** A button with a cross on it. */
export function closeButton(label: string, press: () => void): HTMLButtonElement {
  const button = make('button', 'close');
  button.type = 'button';
  button.setAttribute('aria-label', label);
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', 'M18 6 6 18M6 6l12 12');
  svg.append(path);
  button.append(svg);
  button.addEventListener('click', press);
  return button;
}
