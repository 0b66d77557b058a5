/** Keeps the page behind a modal from scrolling, without moving anything on it; and sets it back exactly as it was. */

const names = ['overflow', 'padding-inline-end'] as const;

let holders = 0;
let release = () => {};

/** Returns how to let go. The page moves again when everybody has. */
export function lockScroll(): () => void {
  if (holders++ === 0) release = lock();
  let isHeld = true;
  return () => {
    if (!isHeld) return;
    isHeld = false;
    if (--holders === 0) release();
  };
}

function lock(): () => void {
  const { style } = document.documentElement;
  const before = names.map(
    (name) => [style.getPropertyValue(name), style.getPropertyPriority(name)] as const,
  );
  const bar = innerWidth - document.documentElement.clientWidth;
  const inset = Number.parseFloat(getComputedStyle(document.documentElement).paddingInlineEnd) || 0;
  style.setProperty('overflow', 'hidden', 'important');
  // The scroll bar is gone: what it took stays taken.
  if (bar > 0) style.setProperty('padding-inline-end', `${inset + bar}px`, 'important');
  return () => {
    for (const [index, name] of names.entries()) {
      const [value = '', priority = ''] = before[index] ?? [];
      if (value) style.setProperty(name, value, priority);
      else style.removeProperty(name);
    }
    if (document.documentElement.getAttribute('style') === '')
      document.documentElement.removeAttribute('style');
  };
}
