/** How a visitor gets about: which presses and keys go on, go back or choose, and that each of them counts once. */

import type { Store } from '../store.ts';
import { isAlone } from './alone.ts';

/** Milliseconds within which a key and a press on Next are one wish. */
const together = 200;

/** What is on show: another value means that the visitor was taken elsewhere. */
export function sceneOf({ id, ending, waiting, current }: Store): string {
  // Steps may have any name, those of the others too.
  const place = ending.value ? 'ending' : waiting.value ? 'waiting' : `at ${current.value?.id}`;
  return `${id.value} ${place}`;
}

/** Whether choosing goes on by itself. Never off the last step, which only the visitor's own 'Send' ends. */
function advances(store: Store): boolean {
  const [field] = store.asked.value;
  return (
    field?.type === 'choice' &&
    isAlone(store) &&
    (field.advance ?? store.form.advance ?? true) &&
    store.following.value !== undefined
  );
}

export type Moves = ReturnType<typeof createMoves>;

export function createMoves(store: Store) {
  /** What the visitor sees; a press meant for it must not count for what comes next. */
  let drawn = sceneOf(store);
  /** The visitor, not the page, has moved: focus may follow. */
  let acted = false;
  /** By pointer or by key: the press that is under way, and the one that moved last. */
  let byPointer = false;
  let last = { byPointer, at: Number.NEGATIVE_INFINITY, values: store.values.peek() };
  /** The press under way has moved already. */
  let moved = false;
  let byArrow = false;

  function go(move: () => void) {
    if (sceneOf(store) !== drawn) return;
    acted = true;
    move();
    if (sceneOf(store) === drawn) return;
    moved = true;
    last = { byPointer, at: performance.now(), values: store.values.peek() };
  }

  function next() {
    const isEcho =
      byPointer !== last.byPointer &&
      performance.now() - last.at < together &&
      store.values.peek() === last.values;
    if (!isEcho) go(store.next);
  }

  /** Before anything is pressed: the second half of a double click belongs to what it hit first. */
  function onClickCapture(event: MouseEvent) {
    if (event.detail > 1 && moved) {
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    moved = false;
    byPointer = event.detail > 0;
  }

  function onClick(event: MouseEvent) {
    const isRadio = (event.target as Element).matches('[type=radio]');
    if (isRadio && !byArrow && advances(store)) go(store.next);
  }

  function onKeyDown(event: KeyboardEvent & { currentTarget: HTMLElement }) {
    const target = event.target as HTMLInputElement;
    const isTyping = target.matches('select,textarea,input:not([type=radio],[type=checkbox],[type=range])');
    const isHeading = target.tabIndex < 0;
    byArrow = event.key.startsWith('Arrow');
    byPointer = false;
    if (event.isComposing || event.altKey) return;
    if (event.key === 'Enter') return onEnter(event, target, isHeading);
    if (event.ctrlKey || event.metaKey) return;

    const group = target.closest('fieldset') ?? (isAlone(store) && event.currentTarget);
    const digit = Number(/^(?:Digit|Numpad)(\d)$/.exec(event.code)?.[1] ?? event.key);
    if (!isTyping && group && digit > 0 && !event.repeat) {
      const cards = group.querySelectorAll<HTMLElement>('.card input,.rating input');
      const card = cards[digit - 1];
      if (card) {
        event.preventDefault();
        card.click();
      }
      return;
    }
    // What is typed ahead on the heading of a step goes to its first control.
    if (isHeading && /^([^ ]|Arrow(Up|Down))$/.test(event.key)) {
      const control = controlIn(event.currentTarget);
      control?.focus();
      if (byArrow && control?.type === 'radio') event.preventDefault();
    }
  }

  function onEnter(event: KeyboardEvent, target: HTMLInputElement, isHeading: boolean) {
    const isLong = target.matches('textarea');
    if (isLong && !event.ctrlKey && !event.metaKey) return;
    const isRadio = target.type === 'radio';
    if (event.repeat) event.preventDefault();
    else if (isLong || isHeading || isRadio) {
      event.preventDefault();
      const before = sceneOf(store);
      if (isRadio) target.click();
      if (sceneOf(store) === before) next();
    }
  }

  /** After each drawing of a new scene or refusal: focus goes to the first wrong answer, else to the heading. */
  function follow(root: HTMLElement) {
    drawn = sceneOf(store);
    const isElsewhere =
      document.activeElement !== document.body && !(root.getRootNode() as ShadowRoot).activeElement;
    if (!acted || isElsewhere) return;
    const wrong = root.querySelector<HTMLElement>('.wrong');
    const target = wrong
      ? controlIn(wrong)
      : (root.querySelector<HTMLElement>('[tabindex="-1"]:not(input)') ?? controlIn(root));
    target?.focus({ preventScroll: true });
    (wrong ?? target)?.scrollIntoView({ block: 'nearest' });
  }

  return {
    next,
    back: () => go(store.back),
    reset: (options?: { forget: boolean }) => go(() => store.reset(options)),
    onClickCapture,
    onClick,
    onKeyDown,
    follow,
  };
}

/** The control that takes focus: of a group the chosen one. */
function controlIn(box: HTMLElement): HTMLInputElement | null {
  const find = (selector: string) => box.querySelector<HTMLInputElement>(selector);
  return find('[type=radio]:checked') ?? find('input,select,textarea');
}
