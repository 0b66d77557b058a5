/** The accent colour against the ground it stands on. */
import { contrast, enough, grounds, readColor } from '../../engine/contrast.ts';
import type { Subject } from './subject.ts';

/**
 * No colour has enough contrast with both grounds, so with "auto" only the light one is asked for: in the dark the widget
 * lifts every accent.
 */
export function checkContrast({ form, report }: Subject): void {
  const { accent, scheme } = form.theme ?? {};
  if (accent === undefined) return;
  const ground = scheme === 'dark' ? 'dark' : 'light';
  const ratio = contrast(readColor(accent), grounds[ground]);
  if (ratio >= enough) return;
  report.warn(
    'low_contrast',
    { on: form, path: ['theme', 'accent'] },
    `the accent ${accent} has a contrast of ${Math.floor(ratio * 100) / 100}:1 with a ${ground} ground, and ${enough}:1 is needed to be read`,
    `choose a ${ground === 'dark' ? 'lighter' : 'darker'} colour; until then the widget corrects it`,
  );
}
