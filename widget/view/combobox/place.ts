/** Where a list floats: under its box, or over it where there is more room; never higher than the window leaves it. */

/** Pixels to the edge of the window and to the box, and the most a list takes. */
const edge = 8;
const apart = 4;
const tallest = 320;
/** With less than this below, above is looked at. */
const cramped = 200;

export function place(list: HTMLElement | null, box: HTMLElement | null): void {
  if (!list || !box) return;
  const { top, bottom, left, width } = box.getBoundingClientRect();
  const below = innerHeight - bottom - apart - edge;
  const above = top - apart - edge;
  const isUp = below < cramped && above > below;
  const set = {
    left: `${left}px`,
    width: `${width}px`,
    'max-height': `${Math.max(96, Math.min(tallest, isUp ? above : below))}px`,
    top: isUp ? 'auto' : `${bottom + apart}px`,
    bottom: isUp ? `${document.documentElement.clientHeight - top + apart}px` : 'auto',
  };
  for (const [name, value] of Object.entries(set)) list.style.setProperty(name, value);
}
