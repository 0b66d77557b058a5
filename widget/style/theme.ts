/** A form's looks as custom properties, corrected so that everybody can read them. */

import { grounds, luminance, readable, readColor } from '../engine/contrast.ts';
import type { Served } from '../served.ts';

type Theme = NonNullable<Served['theme']>;

const defaultAccent = '#3451d1';

/**
 * Sets the properties on the element inside `host` that holds the form, by CSSOM, which no policy forbids. The page may
 * overrule the form by the properties of `looks.ts` on the host.
 */
export function applyTheme(host: HTMLElement, root: HTMLElement, theme: Theme = {}): void {
  const page = getComputedStyle(host);
  const own = (name: string) => page.getPropertyValue(`--qualiform-${name}`).trim();
  const accent = readColor(own('accent') || theme.accent || defaultAccent);
  const light = `rgb(${readable(accent, grounds.light, 0)})`;
  const dark = `rgb(${readable(accent, grounds.dark, 255)})`;
  const { style } = root;
  // What the page says comes first, as it does in the stylesheet.
  for (const [name, value] of Object.entries(theme.set ?? {}))
    style.setProperty(`--${name}`, `var(--qualiform-${name},${value})`);
  style.setProperty('--accent', `light-dark(${light},${dark})`);
  const radius = own('radius') || (theme.radius !== undefined && `${theme.radius}px`);
  if (radius) style.setProperty('--radius', radius);
  style.fontFamily = own('font') || theme.font || '';
  style.colorScheme = schemeOf(page, theme);
}

/**
 * Applies a theme, and again whenever the page may look otherwise than before: its styles have arrived, or the device has changed
 * its scheme. Returns how to stop. `isApplied` by who drew it first.
 */
export function followTheme(
  host: HTMLElement,
  root: HTMLElement,
  theme: Theme | undefined,
  isApplied: boolean,
): () => void {
  const apply = () => applyTheme(host, root, theme);
  const controller = new AbortController();
  const { signal } = controller;
  // What was drawn at once may have been drawn before the page's styles were there, and they may have come since.
  if (!isApplied || host.ownerDocument.readyState === 'complete') apply();
  addEventListener('load', apply, { signal });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', apply, { signal });
  return () => controller.abort();
}

/**
 * The scheme to draw in. `auto` follows the page where the page says which it has, and otherwise the device; but a form without
 * a surface of its own must read on the page as it is, whose text colour tells whether it is a dark one.
 */
function schemeOf(page: CSSStyleDeclaration, { scheme = 'auto', surface }: Theme): string {
  if (scheme !== 'auto') return scheme;
  if (page.colorScheme !== 'normal') return '';
  if (surface === 'card') return 'light dark';
  return luminance(readColor(page.color)) > 0.5 ? 'dark' : 'light';
}
