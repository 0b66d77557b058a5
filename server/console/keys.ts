/** The keyboard: shortcuts that hold while a view is shown, and the list of them for the sheet under '?'. */
import { signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';

export interface Shortcut {
  /** A key as the browser names it ('j', 'Escape'), or two with a space: one after the other. */
  keys: string;
  says: string;
  /** False: shown on the sheet, but something else acts on it. */
  run?: () => void;
}

export interface ShortcutGroup {
  name: string;
  shortcuts: Shortcut[];
}

export const shortcutGroups = signal<ShortcutGroup[]>([]);

/** Time in which the second key of two has to follow. */
const patience = 1_200;
let before = { key: '', at: 0 };

const fields = 'input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable=true]';

/** Whether the key belongs to what is being typed in; looks into shadow roots too. */
function isTyping(event: KeyboardEvent): boolean {
  const target = event.composedPath()[0];
  return target instanceof Element && target.closest(fields) !== null;
}

function onKey(event: KeyboardEvent) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isTyping(event)) return;
  if (document.querySelector('dialog:modal')) return;
  // The preview is a page of its own: its keys choose answers.
  if (event.composedPath().some((part) => part instanceof Element && part.matches('[data-own-keys]'))) return;
  const now = event.timeStamp;
  const pair = now - before.at < patience ? `${before.key} ${event.key}` : '';
  before = { key: event.key, at: now };
  const all = shortcutGroups.value.flatMap((group) => group.shortcuts).reverse();
  const found = all.find((shortcut) => shortcut.keys === pair) ?? all.find(({ keys }) => keys === event.key);
  if (!found?.run) return;
  event.preventDefault();
  found.run();
}

if (typeof document !== 'undefined') document.addEventListener('keydown', onKey);

/** Holds these shortcuts while the component is there. Later ones win over earlier ones. */
export function useKeys(name: string, shortcuts: Shortcut[]): void {
  const latest = useRef(shortcuts);
  latest.current = shortcuts;
  const names = shortcuts.map(({ keys }) => keys).join();
  useEffect(() => {
    const group: ShortcutGroup = {
      name,
      shortcuts: latest.current.map(({ keys, says, run }, index) =>
        run ? { keys, says, run: () => latest.current[index]?.run?.() } : { keys, says },
      ),
    };
    shortcutGroups.value = [...shortcutGroups.value, group];
    return () => {
      shortcutGroups.value = shortcutGroups.value.filter((other) => other !== group);
    };
  }, [name, names]);
}
