/** The script of `/embed.js`, small and classic: gives its tag's form a place and fetches the widget. Acts when it is loaded. */

import { elementName } from './config.ts';
import { begin } from './first/begin.ts';
import { tellFault } from './first/fault.ts';
import { fetchWidget, preload } from './first/fetch.ts';

if (begin()?.isFirst) {
  preload();
  fetchWidget((detail) => {
    for (const element of document.querySelectorAll<HTMLElement>(elementName))
      tellFault(element, element.getAttribute('form') ?? '', detail);
  });
}
