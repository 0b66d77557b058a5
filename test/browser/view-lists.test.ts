/** Lists that are searched, and numbers with their country: by keyboard, by pointer, and as a screen reader has them. */

import axe from 'axe-core';
import { afterEach, describe, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { fields, parts, serve } from './specimen/forms.ts';
import { type Stage, stage, strike } from './stage.ts';

afterEach(() => {
  strike();
  document.body.style.cssText = '';
});

const show = (id: string, language = 'en', more = {}) =>
  stage(
    serve(
      {
        steps: [
          { id: 'one', fields: [{ id, ...fields[id], ...more }] },
          { id: 'two', fields: [{ id: 'text', ...fields.text }] },
        ],
      },
      language,
    ),
    {},
    parts,
  );

async function countries(language = 'en', more = {}): Promise<Stage & { box: HTMLInputElement }> {
  const here = show('country', language, more);
  await expect.poll(() => here.root.querySelector('[role=combobox]')).not.toBeNull();
  return { ...here, box: here.find('[role=combobox]') };
}
const options = ({ root }: Stage) =>
  [...root.querySelectorAll('[role=option]')].map((each) => each.textContent);
/** What a screen reader says is about to be chosen. */
const pointed = ({ root, box }: Awaited<ReturnType<typeof countries>>) =>
  root.querySelector(`#${box.getAttribute('aria-activedescendant') ?? 'none'}`)?.textContent;

describe('a list of countries', () => {
  test('is searched by typing, chosen by Enter, and does not send the form', async () => {
    const here = await countries();
    await userEvent.click(here.box);
    expect(options(here).slice(0, 3)).toEqual(['Poland', 'Italy', 'Afghanistan']);
    await userEvent.keyboard('cote');
    await expect.poll(() => pointed(here)).toContain('Ivoire');
    expect(here.box.getAttribute('aria-expanded')).toBe('true');
    await userEvent.keyboard('{Enter}');
    await expect.poll(() => here.store.values.value.country).toBe('CI');
    expect(here.root.querySelector('[role=listbox]')).toBeNull();
    expect(here.box.value).toContain('Ivoire');
    expect(here.store.current.value?.id).toBe('one');
    await userEvent.keyboard('{Enter}');
    await expect.poll(() => here.store.current.value?.id).toBe('two');
  });

  test('goes by arrows, around its ends, and Escape leaves everything as it was', async () => {
    const here = await countries();
    here.box.focus();
    await userEvent.keyboard('{ArrowDown}{ArrowDown}');
    await expect.poll(() => pointed(here)).toBe('Poland');
    await userEvent.keyboard('{ArrowUp}');
    await expect.poll(() => pointed(here)).toBe('Zimbabwe');
    let heard = false;
    document.addEventListener('keydown', () => (heard = true), { once: true });
    await userEvent.keyboard('{Escape}');
    await expect.poll(() => here.root.querySelector('[role=listbox]')).toBeNull();
    // A dialog around it must not close as well.
    expect(heard).toBe(false);
    expect(here.store.values.value.country).toBeUndefined();
    expect(here.active()).toBe(here.box);
  });

  test('is chosen from by a press, and emptied by emptying the box', async () => {
    const here = await countries();
    await userEvent.click(here.box);
    await userEvent.click(here.find('[role=option]:nth-child(2)'));
    await expect.poll(() => here.store.values.value.country).toBe('IT');
    expect(here.active()).toBe(here.box);
    await userEvent.clear(here.box);
    await userEvent.tab();
    await expect.poll(() => here.store.values.value.country).toBe('');
  });

  test('takes what was typed in full when it is left, and nothing that is unclear', async () => {
    const here = await countries();
    await userEvent.fill(here.box, 'germany');
    await userEvent.tab();
    await expect.poll(() => here.box.value).toBe('Germany');
    expect(here.store.values.value.country).toBe('DE');
    await userEvent.fill(here.box, 'united');
    await userEvent.tab();
    await expect.poll(() => here.box.value).toBe('Germany');
    await userEvent.fill(here.box, 'xyzzy');
    await expect.poll(() => here.find('[role=status].nothing').textContent).toBe('Nothing found');
  });

  test.each(['ltr', 'rtl'])(
    'opens upwards near the end of the window, and stays within it, %s',
    async (dir) => {
      document.body.style.cssText = `margin:0;padding:${innerHeight - 150}px 8px 0;inline-size:320px;box-sizing:border-box`;
      const here = await countries(dir === 'rtl' ? 'ar' : 'en');
      scrollTo(0, 0);
      await userEvent.click(here.box);
      const [list, box] = [here.find('[role=listbox]'), here.box].map((each) => each.getBoundingClientRect());
      expect(list?.bottom).toBeLessThanOrEqual((box?.top ?? 0) + 1);
      expect(list?.top).toBeGreaterThanOrEqual(0);
      expect(list?.left).toBeCloseTo(box?.left ?? 0, 0);
      expect(list?.width).toBeCloseTo(box?.width ?? 0, 0);
    },
  );

  test.each(['light', 'dark'])('is named, described and accessible while it is open, %s', async (scheme) => {
    document.documentElement.style.colorScheme = scheme;
    document.body.style.background = scheme === 'dark' ? '#101216' : '#fff';
    const here = await countries('en', { help: 'Where your office is.' });
    here.store.next();
    await expect.poll(() => here.root.querySelector('.error')).not.toBeNull();
    await userEvent.click(here.box);
    await userEvent.keyboard('i');
    await expect.poll(() => pointed(here)).toBe('Italy');
    expect(here.box.getAttribute('aria-describedby')).toBe('q-country-help q-country-error');
    expect(here.box.getAttribute('aria-invalid')).toBe('true');
    expect(here.box.getAttribute('aria-required')).toBe('true');
    expect(here.box.labels?.[0]?.textContent).toContain('Which country are you in?');
    const { violations } = await axe.run(here.host);
    document.documentElement.style.colorScheme = '';
    expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
  });
});

test('a short list stays the browser’s own, and a long one can be searched', async () => {
  const many = Array.from({ length: 20 }, (_, index) => ({ id: `o${index}`, label: `Option ${index}` }));
  const long = show('dropdown', 'en', { options: many });
  await expect.poll(() => long.root.querySelector('[role=combobox]')).not.toBeNull();
  expect(show('dropdown').root.querySelector('select')).not.toBeNull();
});

describe('a phone number', () => {
  async function phone(more = {}, before = '') {
    const here = show('phone', 'en', { country: 'PL', ...more });
    if (before) here.store.answer('phone', before);
    await expect.poll(() => here.root.querySelector('.dial')).not.toBeNull();
    return { ...here, box: here.find('[type=tel]'), dial: here.find<HTMLSelectElement>('.dial select') };
  }
  const stored = ({ store }: Stage) => store.values.value.phone;

  test('gets its country from the list before it', async () => {
    const here = await phone();
    expect(here.find('.dial').textContent).toContain('PL +48');
    await userEvent.fill(here.box, '600 100 200');
    expect(stored(here)).toBe('600 100 200');
    await userEvent.selectOptions(here.dial, 'DE');
    await expect.poll(() => stored(here)).toBe('+49 600 100 200');
    expect(here.box.value).toBe('600 100 200');
    await userEvent.selectOptions(here.dial, 'PL');
    await expect.poll(() => stored(here)).toBe('600 100 200');
  });

  test('typed in full moves the country, and is left alone until the box is left', async () => {
    const here = await phone();
    await userEvent.type(here.box, '+49 30 1234567');
    expect(here.box.value).toBe('+49 30 1234567');
    await expect.poll(() => here.dial.value).toBe('DE');
    await userEvent.tab();
    await expect.poll(() => here.box.value).toBe('30 1234567');
    expect(stored(here)).toBe('+49 30 1234567');
  });

  test('from a draft is shown in its two parts', async () => {
    const here = await phone({}, '+39 06 1234 5678');
    expect([here.dial.value, here.box.value]).toEqual(['IT', '06 1234 5678']);
  });

  test('without a code stays what it is, where the form names no country', async () => {
    const here = await phone({ country: undefined }, '600 100 200');
    expect([here.dial.value, here.box.value, stored(here)]).toEqual(['', '600 100 200', '600 100 200']);
  });

  test('is not exchanged under the hands of who types already', async () => {
    const here = show('phone', 'en', { country: 'PL' });
    const plain = here.find('[type=tel]');
    plain.focus();
    await userEvent.keyboard('600100200');
    expect(here.active()).toBe(plain);
    await userEvent.tab();
    await expect.poll(() => here.root.querySelector('.dial')).not.toBeNull();
    expect(stored(here)).toBe('600100200');
  });
});
