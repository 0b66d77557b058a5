/** Contrast of colours, and the nearest colour that has enough of it. */

/** Red, green, blue, each 0 to 255. */
export type Rgb = readonly number[];

/** Reads #rgb and #rrggbb, and the rgb(…) that browsers compute. */
export function readColor(text: string): Rgb {
  if (text[0] !== '#') return (text.match(/[\d.]+/g) ?? []).map(Number);
  const hex = text.length === 4 ? text.replace(/\w/g, '$&$&') : text;
  return [1, 3, 5].map((start) => Number.parseInt(hex.slice(start, start + 2), 16));
}

/** Relative luminance, 0 to 1 (WCAG 2.2, https://www.w3.org/TR/WCAG22/#dfn-relative-luminance). */
export function luminance(color: Rgb): number {
  const [red = 0, green = 0, blue = 0] = color.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** What an accent must read on: the greyest ground of each scheme. The text on an accent button then reads as well. */
export const grounds = { light: [244, 244, 246], dark: [34, 38, 45] } as const satisfies Record<string, Rgb>;

/** The least contrast of text of ordinary size (WCAG 2.2, success criterion 1.4.3). */
export const enough = 4.5;

/** Contrast ratio, 1 to 21 (WCAG 2.2, https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio). */
export function contrast(one: Rgb, other: Rgb): number {
  const [a, b] = [luminance(one) + 0.05, luminance(other) + 0.05];
  return Math.max(a / b, b / a);
}

/** The colour itself if it reads on the ground (4.5:1), else the first that does on its way to black (0) or white (255). */
export function readable(color: Rgb, ground: Rgb, end: 0 | 255): Rgb {
  let mixed = color;
  for (let share = 0.02; contrast(mixed, ground) < enough && share <= 1; share += 0.02)
    mixed = color.map((part) => Math.round(part + (end - part) * share));
  return mixed;
}
