/** Looks that are promises: accessible in every state, readable accents, room at 320 px, both directions, safe from the page. */

import axe from 'axe-core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { contrast, readColor } from '../../widget/engine/contrast.ts';
import { type Specimen, serve, specimens } from './specimen/forms.ts';
import { stage, strike } from './stage.ts';

const page = document.documentElement;
beforeEach(() => {
  // Endings and steps come in softly; what is looked at here is where they end up.
  document.body.style.cssText = 'margin:0;padding:16px;box-sizing:border-box';
});
afterEach(() => {
  strike();
  page.style.cssText = '';
  document.body.style.cssText = '';
  document.querySelector('#hostile')?.remove();
});

function show({ form, deps, prepare }: Specimen, language = 'en') {
  const here = stage(serve(form, language), deps);
  prepare?.(here.store);
  return here;
}

/** Takes away what comes in softly or breathes: what is looked at is where it ends up. */
async function settle(here: ReturnType<typeof stage>) {
  await expect.poll(() => here.text()).not.toBe('');
  for (const animation of here.root.getAnimations({ subtree: true })) animation.cancel();
}

test.each([
  ['light', 'en', '#fff'],
  ['dark', 'en', '#101216'],
  ['light', 'ar', '#f4f4f6'],
  ['dark', 'ar', '#16181d'],
])('axe finds nothing serious in any state, %s, %s', async (scheme, language, ground) => {
  page.style.colorScheme = scheme;
  document.body.style.background = ground;
  document.body.style.inlineSize = '360px';
  for (const [name, specimen] of Object.entries(specimens)) {
    const here = show(specimen, language);
    here.host.id = name.replaceAll(/\W+/g, '-');
    await settle(here);
  }
  const { violations, passes } = await axe.run(document.body, { iframes: false });
  expect(
    violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => [id, target, failureSummary])),
  ).toEqual([]);
  // It did look inside the shadow roots.
  expect(passes.find(({ id }) => id === 'color-contrast')?.nodes.length).toBeGreaterThan(200);
});

test.each(['en', 'ar'])('nothing is wider than a page of 320 px, %s', async (language) => {
  document.body.style.inlineSize = '320px';
  for (const [name, specimen] of Object.entries(specimens)) {
    const here = show(specimen, language);
    await settle(here);
    const { left, right } = here.host.getBoundingClientRect();
    for (const element of here.root.querySelectorAll(':not(.unseen *,.unseen,option,hr)')) {
      const box = element.getBoundingClientRect();
      expect(box.left, `${name}: ${element.outerHTML}`).toBeGreaterThanOrEqual(Math.floor(left) - 8);
      expect(box.right, `${name}: ${element.outerHTML}`).toBeLessThanOrEqual(Math.ceil(right) + 8);
    }
    strike();
  }
});

test('controls are big enough to press, and their text too big for a phone to zoom in', async () => {
  page.style.fontSize = '10px';
  for (const id of ['text', 'email', 'choice', 'choices', 'dropdown', 'country', 'date', 'number', 'nps']) {
    const { root } = show(specimens[`${id}, empty`] as Specimen);
    for (const control of root.querySelectorAll<HTMLElement>('.box,.card,.cell,.button')) {
      expect(control.offsetHeight, id).toBeGreaterThanOrEqual(48);
      expect(Number.parseFloat(getComputedStyle(control).fontSize), id).toBeGreaterThanOrEqual(16);
    }
  }
});

test('choosing a card moves nothing', async () => {
  const here = show(specimens['choices, empty'] as Specimen);
  const boxes = () =>
    [...here.root.querySelectorAll('*')].map((element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      return [x, y, width, height];
    });
  const before = boxes();
  here.store.answer('choices', ['new', 'switch']);
  await expect.poll(() => here.root.querySelectorAll(':checked').length).toBe(2);
  expect(boxes()).toEqual(before);
});

describe('short options', () => {
  const columns = (id: string, width: string) => {
    document.body.style.inlineSize = width;
    const cards = show(specimens[`${id}, empty`] as Specimen).find('.cards');
    return getComputedStyle(cards).gridTemplateColumns.split(' ').length;
  };
  test.each([
    ['sizes', '640px', 2],
    ['sizes', '360px', 1],
    ['choice', '640px', 1],
  ])('%s on %s stand in %i columns', (id, width, count) => {
    expect(columns(id, width)).toBe(count);
  });
});

test('from right to left everything stands the other way round', () => {
  const here = show(specimens['on the way'] as Specimen, 'ar');
  const at = (selector: string) => here.find(selector).getBoundingClientRect();
  expect(here.root.dir).toBe('rtl');
  expect(at('.button').right).toBeCloseTo(at('.foot').right, 0);
  expect(at('.left').left).toBeCloseTo(at('.foot').left, 0);
  expect(at('.key').left).toBeGreaterThan(at('.card > span').left);
});

describe('scheme', () => {
  const isDark = (theme: object, style: string) => {
    page.style.cssText = style;
    const here = stage(
      serve({ steps: [{ id: 'a', fields: [{ id: 'a', type: 'text', label: 'A' }] }], theme }),
    );
    const [red = 0] = readColor(getComputedStyle(here.find('h2')).color);
    return red > 127;
  };
  const device = matchMedia('(prefers-color-scheme: dark)').matches;
  test.each([
    ['auto on a light page', {}, 'color-scheme: light', false],
    ['auto on a dark page', {}, 'color-scheme: dark', true],
    ['auto on a page of both', {}, 'color-scheme: light dark', device],
    ['auto with a card of its own where the page says nothing', { surface: 'card' }, '', device],
    ['auto without one, on a page with dark text', {}, 'color: #222', false],
    ['auto without one, on a page with light text', {}, 'color: #eee', true],
    ['light on a dark page', { scheme: 'light' }, 'color-scheme: dark', false],
    ['dark on a light page', { scheme: 'dark' }, 'color-scheme: light', true],
  ])('%s', (_, theme, style, dark) => {
    expect(isDark(theme, style)).toBe(dark);
  });

  test('auto goes along when the page changes its mind', () => {
    page.style.colorScheme = 'light';
    const here = show(specimens['text, empty'] as Specimen);
    const light = getComputedStyle(here.find('h2')).color;
    page.style.colorScheme = 'dark';
    expect(getComputedStyle(here.find('h2')).color).not.toBe(light);
  });
});

describe('an accent', () => {
  test.each(['#ffff00', '#00e5ff', '#4f46e5', '#111', '#0f766e', '#fff', '#000000', '#f97316'])(
    '%s can be read in light and in dark',
    (accent) => {
      for (const [scheme, ground] of [
        ['light', '#fff'],
        ['dark', '#16181d'],
      ] as const) {
        page.style.colorScheme = scheme;
        const here = stage(
          serve({ steps: [{ id: 'a', fields: [{ id: 'a', type: 'text', label: 'A' }] }], theme: { accent } }),
        );
        const { backgroundColor, color } = getComputedStyle(here.find('.button'));
        expect(contrast(readColor(backgroundColor), readColor(ground))).toBeGreaterThanOrEqual(4.5);
        expect(contrast(readColor(backgroundColor), readColor(color))).toBeGreaterThanOrEqual(4.5);
      }
    },
  );

  test('that reads is left as it is', () => {
    page.style.colorScheme = 'light';
    const here = stage(
      serve({
        steps: [{ id: 'a', fields: [{ id: 'a', type: 'text', label: 'A' }] }],
        theme: { accent: '#4f46e5', radius: 20, font: 'Georgia, serif' },
      }),
    );
    const { backgroundColor, fontFamily } = getComputedStyle(here.find('.button'));
    expect(backgroundColor).toBe('rgb(79, 70, 229)');
    expect(fontFamily).toBe('Georgia, serif');
    expect(getComputedStyle(here.root).getPropertyValue('--radius')).toBe('20px');
  });

  test('of the page overrules that of the form', () => {
    page.style.cssText =
      'color-scheme:light;--qualiform-accent:#0f766e;--qualiform-radius:0px;--qualiform-font:serif';
    const here = show(specimens['several questions'] as Specimen);
    const { backgroundColor, borderRadius, fontFamily } = getComputedStyle(here.find('.button'));
    expect([backgroundColor, borderRadius, fontFamily]).toEqual(['rgb(15, 118, 110)', '0px', 'serif']);
  });

  test('contrast is that of WCAG', () => {
    expect(contrast([0, 0, 0], [255, 255, 255])).toBeCloseTo(21, 5);
    expect(contrast(readColor('#777'), readColor('#ffffff'))).toBeCloseTo(4.48, 2);
  });
});

describe('a hostile page', () => {
  function attack(css: string) {
    const style = document.head.appendChild(document.createElement('style'));
    style.id = 'hostile';
    style.textContent = css;
  }

  test('cannot hide the form or undo its looks', () => {
    document.body.style.fontFamily = 'Georgia';
    const before = show(specimens['choice, answered'] as Specimen);
    const looks = (here: typeof before) =>
      [...here.root.querySelectorAll('h2,.card,.button,input')].map((element) => {
        const { fontSize, color, padding, display, borderTopWidth } = getComputedStyle(element);
        return [fontSize, color, padding, display, borderTopWidth, (element as HTMLElement).offsetHeight];
      });
    const expected = looks(before);
    attack('body * { all: unset !important; display: none !important; visibility: visible }');
    const here = show(specimens['choice, answered'] as Specimen);
    expect(looks(here)).toEqual(expected);
    expect(here.host.getBoundingClientRect().height).toBeGreaterThan(200);
  });

  test('lends its font and nothing else of its text', () => {
    attack(`body { font: italic 700 40px/3 Georgia; color: red; text-transform: uppercase; letter-spacing: 9px;
      text-align: center; word-spacing: 20px; cursor: wait }`);
    const { fontFamily, fontSize, fontStyle, textTransform, letterSpacing, textAlign, cursor } =
      getComputedStyle(show(specimens['text, empty'] as Specimen).find('.help, .left'));
    expect([fontFamily, fontSize, fontStyle, textTransform, letterSpacing, textAlign, cursor]).toEqual([
      'Georgia',
      '14px',
      'normal',
      'none',
      'normal',
      'start',
      'auto',
    ]);
  });

  test('may still hide it on purpose', () => {
    const here = show(specimens['text, empty'] as Specimen);
    here.host.hidden = true;
    expect(here.host.offsetHeight).toBe(0);
    here.host.hidden = false;
    document.body.style.visibility = 'hidden';
    expect(getComputedStyle(here.find('h2')).visibility).toBe('hidden');
  });
});
