/** What assistive technology is told of each kind of question: role, name, whether it must be answered, and what is wrong. */

import { within } from '@testing-library/preact';
import { afterEach, describe, expect, test } from 'vitest';
import { fields, parts, serve } from './specimen/forms.ts';
import { stage, strike } from './stage.ts';

afterEach(strike);

/** Whether a role is told of by the element that holds it, or by a group around several. */
const table: [id: string, role: string, requiredBy: 'native' | 'aria' | 'none'][] = [
  ['text', 'textbox', 'native'],
  ['longtext', 'textbox', 'native'],
  ['email', 'textbox', 'native'],
  ['phone', 'textbox', 'native'],
  ['url', 'textbox', 'native'],
  ['number', 'textbox', 'native'],
  // A slider has a value at all times; that it must be touched is said in its text.
  ['range', 'slider', 'none'],
  ['choice', 'radiogroup', 'aria'],
  ['choices', 'group', 'none'],
  ['dropdown', 'combobox', 'native'],
  ['country', 'combobox', 'aria'],
  ['rating', 'radiogroup', 'aria'],
  ['nps', 'radiogroup', 'aria'],
  ['consent', 'checkbox', 'native'],
];

describe.each([['en'], ['ar']])('in %s', (language) => {
  test.each(table)('%s is a %s with its name, its help and what is wrong', async (id, role, requiredBy) => {
    const field = { id, help: 'A hint.', ...fields[id], required: true };
    const here = stage(
      serve(
        {
          steps: [
            { id: 'one', fields: [field] },
            { id: 'two', fields: [{ id: 'z', ...fields.text }] },
          ],
        },
        language,
      ),
      {},
      parts,
    );
    const isReady = () =>
      (id !== 'country' || here.root.querySelector('input[role=combobox]')) &&
      (id !== 'phone' || here.root.querySelector('.phone'));
    await expect.poll(isReady).toBeTruthy();
    const control = () => within(here.root).getAllByRole(role).at(-1) as HTMLInputElement;
    const described = () =>
      (control().getAttribute('aria-describedby') ?? '')
        .split(' ')
        .filter(Boolean)
        .map((each) => here.root.querySelector(`#${each}`)?.textContent?.trim());
    const help = (field as { help: string | Record<string, string> }).help;
    const helpText = typeof help === 'string' ? help : help[language];
    const label = (field as unknown as { label: Record<string, string> }).label[language] ?? '';
    const words = label.replace(/\[([^\]]+)\]\([^)]+\)/g, '$1').replaceAll('**', '');

    expect(within(here.root).getByRole(role, { name: (name) => name.includes(words.slice(0, 12)) })).toBe(
      control(),
    );
    expect(described()).toEqual([helpText]);
    // A group of boxes to tick is wrong in each of its boxes: the role itself cannot say so.
    const invalid = () => (role === 'group' ? (here.find('[type=checkbox]') as HTMLElement) : control());
    expect(invalid().getAttribute('aria-invalid')).toBe('false');
    expect(
      {
        native: control().required === true,
        aria: control().getAttribute('aria-required') === 'true',
        none: true,
      }[requiredBy],
    ).toBe(true);

    here.store.next();
    await expect.poll(() => invalid().getAttribute('aria-invalid')).toBe('true');
    expect(described()).toHaveLength(2);
    expect(described()[1]).toBe(here.find('.error span').textContent);
  });
});

test('what is pressed is at least 24 pixels high and wide, cards and boxes 48, also with text twice as large', async () => {
  const { style } = document.documentElement;
  for (const size of ['', '32px']) {
    style.fontSize = size;
    for (const id of Object.keys(fields)) {
      const here = stage(serve({ steps: [{ id: 'one', fields: [{ id, ...fields[id] }] }] }), {}, parts);
      if (id === 'phone') await expect.poll(() => here.root.querySelector('.phone')).not.toBeNull();
      for (const target of here.root.querySelectorAll<HTMLElement>(
        'label.card,label.star,label.cell,.box,.dial,button,.consent',
      )) {
        const { width, height } = target.getBoundingClientRect();
        expect(Math.min(width, height), `${id} ${size} ${target.className}`).toBeGreaterThanOrEqual(24);
      }
      expect(here.root.scrollWidth, `${id} ${size}`).toBeLessThanOrEqual(here.root.clientWidth);
      strike();
    }
  }
  style.fontSize = '';
});
