/** What a form opens in: a modal dialog, a panel at an edge, or a panel that a bar unfolds. One row a mode. */

import { lockScroll } from './lock.ts';
import { closeButton, make } from './parts.ts';

export interface Given {
  title: string;
  words: { close: string; begin: string };
  /** Takes the form. */
  place: HTMLElement;
  /** The visitor wants it open, or away. */
  open(by: Element): void;
  close(): void;
}

export interface Frame {
  root: HTMLElement;
  /** Shows it; the keyboard goes in only where the visitor asked, or where nothing behind can be reached anyway. */
  show(): void;
  hide(): void;
  /** It was moved about in the page, which takes a modal out of the top layer. */
  rejoin(): void;
  isModal: boolean;
}

/** A native modal: the browser makes the rest inert, keeps the keyboard in, and gives it back in the end. */
function modal(part: 'popup' | 'page', { title, words, place, close }: Given): Frame {
  const root = make('dialog', part, closeButton(words.close, close), place);
  root.setAttribute('aria-label', title);
  let unlock = () => {};
  let pressed: EventTarget | null = null;
  root.addEventListener('cancel', (event) => {
    event.preventDefault();
    close();
  });
  // Beside it, with both ends of the press: who marks a text and lets go outside has not meant to close.
  root.addEventListener('pointerdown', ({ target }) => {
    pressed = target;
  });
  root.addEventListener('click', ({ target }) => {
    if (target === root && pressed === root) close();
  });
  return {
    root,
    isModal: true,
    show() {
      unlock = lockScroll();
      root.showModal();
    },
    hide() {
      root.close();
      unlock();
    },
    rejoin() {
      if (!root.open || root.matches(':modal')) return;
      root.close();
      root.showModal();
    },
  };
}

/** Beside the page, which goes on working. */
function panel(part: 'slide' | 'sheet', { title, words, place, close }: Given): Frame {
  const root = make('div', part, closeButton(words.close, close), place);
  root.setAttribute('role', 'dialog');
  root.setAttribute('aria-label', title);
  root.hidden = true;
  root.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.stopPropagation();
    close();
  });
  return {
    root,
    isModal: false,
    show() {
      root.hidden = false;
    },
    hide() {
      root.hidden = true;
    },
    rejoin() {},
  };
}

/** A line at the edge, in whose place the form unfolds. */
function bar(given: Given): Frame {
  const { title, words, open } = given;
  const inner = panel('sheet', given);
  const go = make('button', 'go', words.begin);
  go.type = 'button';
  go.addEventListener('click', () => open(go));
  const line = make('div', 'line', make('span', 'title', title), go);
  const root = make('div', 'bar', line, inner.root);
  root.setAttribute('role', 'region');
  root.setAttribute('aria-label', title);
  line.append(
    closeButton(words.close, () => {
      root.hidden = true;
      given.close();
    }),
  );
  return {
    ...inner,
    root,
    show() {
      root.hidden = false;
      line.hidden = true;
      inner.show();
    },
    hide() {
      line.hidden = false;
      inner.hide();
    },
  };
}

export const frames = {
  popup: (given: Given) => modal('popup', given),
  page: (given: Given) => modal('page', given),
  slide: (given: Given) => panel('slide', given),
  bar,
} as const;

export type ShellMode = keyof typeof frames;
