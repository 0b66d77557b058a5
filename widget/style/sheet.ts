/** The widget's stylesheet: constructed, so that no page's policy can refuse it, and shared by every form of a document. */

import css from './widget.css?inline';

let shared: CSSStyleSheet | undefined;

export function styleSheet(): CSSStyleSheet {
  if (!shared) {
    shared = new CSSStyleSheet();
    shared.replaceSync(css);
  }
  return shared;
}
