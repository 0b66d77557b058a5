/** The accent colour against the surface it stands on. */
import type { Subject } from './subject.ts';

/** WCAG 2.2, success criterion 1.4.3, for text of ordinary size. */
const enough = 4.5;

const light = { name: 'white', colour: '#ffffff' };
/** The widget's dark surface. */
const dark = { name: 'the dark surface', colour: '#16181d' };

/** Relative luminance of #rgb or #rrggbb, by WCAG 2.2. */
function luminance(colour: string): number {
  const digits = colour.slice(1);
  const full = digits.length === 3 ? digits.replace(/./g, '$&$&') : digits;
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((start) => {
    const part = Number.parseInt(full.slice(start, start + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Contrast of two colours, from 1 to 21. */
export function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

/**
 * No colour has enough contrast with both white and the dark surface, so with "auto" only white is asked for: in the dark
 * the widget lifts every accent.
 */
export function checkContrast({ form, report }: Subject): void {
  const { accent, scheme } = form.theme ?? {};
  if (accent === undefined) return;
  const surface = scheme === 'dark' ? dark : light;
  const ratio = contrast(accent, surface.colour);
  if (ratio >= enough) return;
  report.warn(
    'low_contrast',
    { on: form, path: ['theme', 'accent'] },
    `the accent ${accent} has a contrast of ${Math.floor(ratio * 100) / 100}:1 with ${surface.name}, and ${enough}:1 is needed to be read`,
    `choose a ${scheme === 'dark' ? 'lighter' : 'darker'} colour; until then the widget corrects it`,
  );
}
