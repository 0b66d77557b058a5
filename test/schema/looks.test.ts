import { describe, expect, test } from 'vitest';
import { contrast, enough, grounds, readColor } from '../../widget/engine/contrast.ts';
import { define } from '../../widget/schema/definition.ts';
import { Form } from '../../widget/schema/form.ts';
import { icons } from '../../widget/schema/icons.ts';
import { checkForm } from '../../widget/schema/lint.ts';
import { presetNames, presets } from '../../widget/schema/presets.ts';
import { change, changed } from './change.ts';

const small = (theme: object, option: object = {}) =>
  Form.parse({
    id: 'looks',
    title: 'Looks',
    theme,
    steps: [
      {
        id: 'a',
        fields: [{ id: 'a', type: 'choice', label: 'A', options: [{ id: 'x', label: 'X', ...option }] }],
      },
    ],
    outcomes: [{ id: 'end', show: { type: 'message', title: 'End' } }],
  });
const served = (form: Form) => define(form, { language: 'en', version: 1 });

describe.each(presetNames)('the ready theme %s', (name) => {
  const { accent, colours } = presets[name];
  test.each(['light', 'dark'] as const)('can be read in %s', (scheme) => {
    const of = (colour: keyof typeof colours) => readColor(colours[colour][scheme === 'light' ? 0 : 1]);
    for (const ground of [of('surface'), of('field')]) {
      for (const colour of ['text', 'muted', 'error'] as const)
        expect(contrast(of(colour), ground), colour).toBeGreaterThanOrEqual(enough);
      expect(contrast(of('edge'), ground), 'edge').toBeGreaterThanOrEqual(3);
      // Corrected accents read on the grounds; so everything that a theme draws on must be at least as far from them.
      const far = contrast(ground, scheme === 'light' ? [0, 0, 0] : [255, 255, 255]);
      expect(far).toBeGreaterThanOrEqual(
        contrast(grounds[scheme], scheme === 'light' ? [0, 0, 0] : [255, 255, 255]),
      );
    }
    if (scheme === 'light') expect(contrast(readColor(accent), grounds.light)).toBeGreaterThanOrEqual(enough);
  });

  test('reaches a browser written out, under what the form says itself', () => {
    expect(served(small({ preset: name })).theme).toMatchObject({ accent, surface: 'card' });
    expect(served(small({ preset: name })).theme).not.toHaveProperty('preset');
    expect(
      served(small({ preset: name, accent: '#123456', radius: 1, surface: 'none' })).theme,
    ).toMatchObject({
      accent: '#123456',
      radius: 1,
      surface: 'none',
      font: presets[name].font,
      set: { text: `light-dark(${colours.text.join()})` },
    });
  });
});

test('a ready theme saves nobody from an accent that cannot be read', () => {
  const text = changed((form) => (form.theme = { preset: 'ink', accent: '#fc0' }));
  expect(checkForm(text).problems).toMatchObject([{ code: 'low_contrast', pointer: '/theme/accent' }]);
});

test('what is reported as too pale is what the widget corrects', () => {
  const text = (accent: string) => changed((form) => (form.theme = { accent }));
  // Between them lies the line: it reads on white, but not on the greyest ground that a form may stand on.
  expect(contrast(readColor('#737373'), [255, 255, 255])).toBeGreaterThan(enough);
  expect(checkForm(text('#737373')).problems).toMatchObject([{ code: 'low_contrast' }]);
  expect(checkForm(text('#6b6b6b')).problems).toEqual([]);
});

describe('icons', () => {
  test.each(Object.entries(icons))('%s is a path and nothing else', (_, path) => {
    expect(path).toMatch(/^M[\d\sMmLlHhVvCcSsQqTtAaZz.,-]+$/);
  });

  test('reach a browser as their shape', () => {
    const [field] = served(small({}, { icon: 'rocket' })).steps[0]?.fields ?? [];
    expect(field).toMatchObject({ options: [{ id: 'x', sign: icons.rocket }] });
  });

  test('that do not exist stop a publish, with the one that was meant', () => {
    const text = change('"label": "A first CRM"', '"label": "A first CRM", "icon": "rockett"');
    expect(checkForm(text).problems).toMatchObject([
      { severity: 'error', code: 'unknown_word', remedy: 'did you mean "rocket"?' },
    ]);
  });
});
