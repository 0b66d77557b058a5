/**
 * Ready themes. What a form says itself overrules them, and what the page says overrules both. A browser gets the one that a form
 * names, written out, so that the widget carries none.
 */

/** What each ready theme sets, by the name of its custom property. Colours are for light and for dark. */
interface Preset {
  says: string;
  accent: string;
  radius: number;
  font: string;
  /** Pixels between neighbours; every other distance is a multiple of it. */
  gap: number;
  colours: Record<
    'text' | 'muted' | 'line' | 'edge' | 'field' | 'surface' | 'error',
    readonly [string, string]
  >;
}

export const presets = {
  harbour: {
    says: 'cool and clear, with a deep blue-green: software, consulting',
    accent: '#0b6477',
    radius: 10,
    font: "system-ui, 'Segoe UI', Roboto, sans-serif",
    gap: 8,
    colours: {
      text: ['#102027', '#e6eff2'],
      muted: ['#50626a', '#9db0b8'],
      line: ['#d3dfe3', '#2d3b42'],
      edge: ['#7b8f97', '#6b8089'],
      field: ['#ffffff', '#172126'],
      surface: ['#f8fbfc', '#10181c'],
      error: ['#b3261e', '#ff8f85'],
    },
  },
  ink: {
    says: 'black on paper, nearly square, with a book face: agencies, law, finance',
    accent: '#24262b',
    radius: 3,
    font: "Charter, 'Bitstream Charter', 'Sitka Text', Cambria, Georgia, serif",
    gap: 10,
    colours: {
      text: ['#1b1a17', '#efece4'],
      muted: ['#5f5b52', '#aea89a'],
      line: ['#ddd8cc', '#3a372f'],
      edge: ['#8b8577', '#7d776a'],
      field: ['#fffefb', '#1f1d19'],
      surface: ['#fbf9f4', '#171512'],
      error: ['#a8281c', '#ff9184'],
    },
  },
  orchard: {
    says: 'green, round and roomy: health, education, food',
    accent: '#2c6b3f',
    radius: 20,
    font: "ui-rounded, 'Hiragino Maru Gothic ProN', Quicksand, Nunito, system-ui, sans-serif",
    gap: 10,
    colours: {
      text: ['#1c241d', '#e9f0e8'],
      muted: ['#586257', '#a4b1a2'],
      line: ['#d9e0d4', '#343d34'],
      edge: ['#848f80', '#73806f'],
      field: ['#ffffff', '#1b221c'],
      surface: ['#fafbf6', '#141a15'],
      error: ['#b02a1c', '#ff9083'],
    },
  },
  signal: {
    says: 'burnt orange, tight and to the point: trades, logistics, events',
    accent: '#b23a0e',
    radius: 6,
    font: "'Helvetica Neue', Helvetica, Arial, sans-serif",
    gap: 6,
    colours: {
      text: ['#1a1a1c', '#f0f0f1'],
      muted: ['#5c5c63', '#a8a8b0'],
      line: ['#dcdce0', '#3a3a40'],
      edge: ['#88888f', '#77777f'],
      field: ['#ffffff', '#1f1f22'],
      surface: ['#fbfbfb', '#161618'],
      error: ['#b3123f', '#ff8aa5'],
    },
  },
} as const satisfies Record<string, Preset>;

export type PresetName = keyof typeof presets;
export const presetNames = Object.keys(presets) as PresetName[];

/** A ready theme as a browser gets it: the keys of a theme, and `set`, values of custom properties by their names. */
export function writtenOut(name: PresetName) {
  const { accent, radius, font, gap, colours } = presets[name];
  const set: Record<string, string> = { gap: `${gap}px` };
  for (const [property, [light, dark]] of Object.entries(colours))
    set[property] = `light-dark(${light},${dark})`;
  return { accent, radius, font, surface: 'card' as const, set };
}
