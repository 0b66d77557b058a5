/** The looks that a page may set: each documented property changes something, and each documented part is there. */

import { afterEach, describe, expect, test } from 'vitest';
import { parts, properties } from '../../widget/style/looks.ts';
import { fields, type Specimen, serve, specimens } from './specimen/forms.ts';
import { stage, strike } from './stage.ts';

afterEach(strike);

const form = serve({
  steps: [
    { id: 'one', fields: [{ id: 'choice', ...fields.choice }] },
    {
      id: 'two',
      title: 'Who are you?',
      help: 'Two questions.',
      fields: [
        { id: 'text', ...fields.text, required: true },
        { id: 'longtext', ...fields.longtext },
      ],
    },
  ],
  theme: { surface: 'card', scheme: 'light' },
});

/** Two steps on, with a mistake: everything but an ending. */
function drawn(style = '') {
  const here = stage(form);
  here.host.style.cssText = style;
  here.store.next();
  here.store.answer('choice', 'new');
  here.store.next();
  here.store.next();
  return here;
}

/** All that a browser computes for everything in a form, as one text. */
const computed = (root: HTMLElement) =>
  [root, ...root.querySelectorAll('*')]
    .flatMap((element) =>
      [element, '::before', '::placeholder'].map((pseudo) =>
        typeof pseudo === 'string' ? getComputedStyle(element, pseudo) : getComputedStyle(element),
      ),
    )
    .map((style) =>
      [
        'color',
        'background-color',
        'border-top-color',
        'border-radius',
        'font-family',
        'margin',
        'padding',
        'gap',
      ]
        .map((name) => style.getPropertyValue(name))
        .join(),
    )
    .join('\n');

describe('custom properties', () => {
  test.each(Object.entries(properties))('--qualiform-%s changes what is drawn', async (name, { example }) => {
    const place = document.body.appendChild(document.createElement('div'));
    const plain = drawn();
    await expect.poll(() => plain.root.querySelector('.error')).toBeTruthy();
    place.style.setProperty(`--qualiform-${name}`, example);
    document.body.style.setProperty(`--qualiform-${name}`, example);
    const styled = drawn();
    await expect.poll(() => styled.root.querySelector('.error')).toBeTruthy();
    // The first follows the page as well, where it is left to the stylesheet; so it is drawn anew without.
    const after = computed(styled.root);
    document.body.style.removeProperty(`--qualiform-${name}`);
    place.remove();
    expect(after).not.toBe(computed(plain.root));
  });
});

test('a page goes before a ready theme', async () => {
  const here = stage(
    serve({
      steps: [{ id: 'a', fields: [{ id: 'text', ...fields.text }] }],
      theme: { preset: 'ink', scheme: 'light' },
    }),
  );
  expect(getComputedStyle(here.find('h2')).color).toBe('rgb(27, 26, 23)');
  here.host.style.setProperty('--qualiform-text', 'rgb(1, 2, 3)');
  expect(getComputedStyle(here.find('h2')).color).toBe('rgb(1, 2, 3)');
});

test('every documented part is there, and no other', async () => {
  const found = new Set<string>();
  const gather = (root: HTMLElement) => {
    for (const element of root.querySelectorAll('[part]')) found.add(element.getAttribute('part') ?? '');
  };
  const asked = drawn();
  await expect.poll(() => asked.root.querySelector('.error')).toBeTruthy();
  gather(asked.root);
  const first = stage(form);
  gather(first.root);
  const { form: over, deps, prepare } = specimens['ending: saved'] as Specimen;
  const end = stage(serve(over), deps);
  prepare?.(end.store);
  await expect.poll(() => end.root.querySelector('[part=delivery]')).toBeTruthy();
  gather(end.root);
  expect([...found].sort()).toEqual(Object.keys(parts).sort());
});
