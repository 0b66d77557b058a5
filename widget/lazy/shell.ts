/**
 * A form that is not drawn in the page itself: popup, slide, bar and full page. Fetched only where a tag asks for one; the form
 * is drawn when it opens for the first time.
 */

import { elementName } from '../config.ts';
import type { Details } from '../host.d.ts';
import type { Served } from '../served.ts';
import { frames, type ShellMode } from '../shell/frames.ts';
import { make, shellSheet } from '../shell/parts.ts';
import { watch } from '../shell/triggers.ts';
import { applyTheme } from '../style/theme.ts';
import { directionOf } from '../wording/language.ts';

/** The form inside, once it is drawn. */
export interface Inner {
  focus(): void;
  /** Begins anew where the visitor has been through it. */
  renew(): void;
}

export interface ShellGiven {
  mode: ShellMode;
  /** The `open` attribute. */
  rules: string;
  /** Whether it may open by itself: not too often, and not after it was sent. */
  mayOpen(): boolean;
  /** It has opened by itself, or was closed: for a while it does not do so again. */
  seen(): void;
  draw(place: HTMLElement): Inner;
  tell(name: 'open' | 'close', by: Details['open']['by']): void;
}

export interface Shell {
  open(): void;
  close(): void;
  rejoin(): void;
  stop(): void;
}

/** How each mode opens unless its tag says so. */
const usual: Readonly<Record<ShellMode, string>> = { popup: '', slide: '', bar: '', page: 'load' };

/** Milliseconds after which a moment that came at a bad time is tried again. */
const patience = 1000;

const fields = 'input,textarea,select,[contenteditable]:not([contenteditable=false])';
const dialogs = 'dialog[open],[aria-modal=true]';

/** Somebody is in the middle of something else: of the page's, or of another form of ours, which stands behind shadow roots. */
function isBusy(host: HTMLElement): boolean {
  let active = document.activeElement === host ? null : document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  const roots = [
    document,
    ...[...document.querySelectorAll(elementName)].map(({ shadowRoot }) => shadowRoot),
  ];
  return Boolean(active?.matches(fields)) || roots.some((root) => root?.querySelector(dialogs));
}

export function openShell(host: HTMLElement, form: Served, given: ShellGiven): Shell {
  const { mode, rules, mayOpen, seen, draw, tell } = given;
  const controller = new AbortController();
  const { signal } = controller;
  const place = make('div', 'place');
  let inner: Inner | undefined;
  let isOpen = false;
  let isDue = false;
  let back: Element | null = null;

  const frame = frames[mode]({
    title: form.title,
    words: form.words,
    place,
    open: (by) => open('visitor', by),
    close: () => close('visitor'),
  });
  const root = make('div', 'shell', frame.root);
  root.lang = form.language;
  root.dir = directionOf(form.language);
  const shadow = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
  shadow.adoptedStyleSheets = [shellSheet()];
  shadow.replaceChildren(root);
  const look = () => {
    applyTheme(host, root, form.theme);
    // It has a surface of its own, so it need not read on that of the page.
    const { scheme = 'auto' } = form.theme ?? {};
    const page = getComputedStyle(host).colorScheme;
    root.style.colorScheme = scheme !== 'auto' ? scheme : page === 'normal' ? 'light dark' : page;
  };
  look();
  if (mode === 'bar') root.hidden = !mayOpen();

  function open(by: Details['open']['by'], from: Element | null = document.activeElement) {
    if (isOpen) return;
    isOpen = true;
    back = from;
    root.hidden = false;
    look();
    frame.show();
    if (inner) inner.renew();
    else inner = draw(place);
    // What opens by itself beside the page leaves the keyboard where it is.
    if (by === 'visitor' || by === 'page' || frame.isModal) inner.focus();
    if (by === 'itself') seen();
    tell('open', by);
  }

  function close(by: Details['close']['by']) {
    // A bar that is folded is still there; put away it is by the cross on its line.
    if (mode !== 'bar' || !isOpen) seen();
    if (!isOpen) return;
    isOpen = false;
    const hadFocus = host.matches(':focus') || document.activeElement === host;
    frame.hide();
    if (hadFocus && back instanceof HTMLElement && back.isConnected) back.focus({ preventScroll: true });
    tell('close', by);
  }

  function moment() {
    if (isDue || isOpen || signal.aborted || !mayOpen()) return;
    if (!isBusy(host)) return open('itself');
    isDue = true;
    setTimeout(() => {
      isDue = false;
      moment();
    }, patience);
  }

  watch(rules || usual[mode], { press: (by) => open('visitor', by), moment }, signal);

  return {
    open: () => open('page'),
    close: () => close('page'),
    rejoin: frame.rejoin,
    stop() {
      controller.abort();
      if (isOpen) frame.hide();
      isOpen = false;
      root.remove();
    },
  };
}
