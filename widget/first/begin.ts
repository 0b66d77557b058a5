/** What every script of a tag does first: gives its form a place, takes calls, and has the widget fetched once a page. */

import { elementName } from '../config.ts';
import { reserve } from '../room.ts';
import type { Served } from '../served.ts';
import { findTags, placeForm, serverOf } from '../tag.ts';
import { early } from './early.ts';
import { openStub } from './stub.ts';

export interface Begun {
  /** Undefined for a tag that has no form of its own. */
  element: HTMLElement | undefined;
  tag: HTMLScriptElement;
  /** Whether the widget is still to be fetched, and not on its way already. */
  isFirst: boolean;
}

/** Takes the tag that is running. Nothing where each tag has had its turn. */
export function begin(definition?: Served): Begun | undefined {
  const hand = early();
  const tag = findTags(document).find((candidate) => !hand.tags.has(candidate));
  if (!tag) return undefined;
  const isFirst = hand.tags.size === 0;
  hand.tags.add(tag);
  if (isFirst) {
    hand.server = serverOf(tag);
    openStub();
  }
  const element = placeForm(tag, definition);
  for (const host of document.querySelectorAll<HTMLElement>(elementName)) if (!host.shadowRoot) reserve(host);
  if (element && definition) hand.definitions.set(element, definition);
  // A tag with nothing but this is the way to look at a page whose own tag is held back.
  if (!element && tag.dataset.doctor !== undefined) void window.Qualiform?.doctor();
  return { element, tag, isFirst };
}
