/** Every field type takes its answer by keyboard and by pointer, and the store holds the right value. */

import { afterEach, describe, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import type { FieldType } from '../../widget/schema/form.ts';
import { fields, serve } from './specimen/forms.ts';
import { type Stage, stage, strike } from './stage.ts';

afterEach(strike);

const show = (id: string, language = 'en') =>
  stage(serve({ steps: [{ id: 'one', fields: [{ id, ...fields[id] }] }] }, language));

type Way = (here: Stage) => Promise<void>;
interface Row {
  keyboard: Way;
  pointer: Way;
  value: unknown;
}

const keys =
  (typed: string): Way =>
  async ({ find }) => {
    find('input,select,textarea').focus();
    await userEvent.keyboard(typed);
  };
const press =
  (...selectors: string[]): Way =>
  async ({ find }) => {
    for (const selector of selectors) await userEvent.click(find(selector));
  };
/** Presses the field, then types. */
const fill =
  (typed: string): Way =>
  async ({ find }) => {
    await userEvent.click(find('input,select,textarea'));
    await userEvent.keyboard(typed);
  };
const select =
  (value: string): Way =>
  async ({ find }) =>
    userEvent.selectOptions(find('select'), value);
const typed = (text: string) => ({ keyboard: keys(text), pointer: fill(text) });

const rows: { [T in FieldType]: Row } = {
  text: { ...typed('Ada'), value: 'Ada' },
  longtext: { ...typed('One{Enter}two'), value: 'One\ntwo' },
  email: { ...typed('ada@acme.com'), value: 'ada@acme.com' },
  phone: { ...typed('+48 22 123 45 67'), value: '+48 22 123 45 67' },
  url: { ...typed('acme.com'), value: 'acme.com' },
  number: { ...typed('1200'), value: 1200 },
  range: {
    keyboard: keys('{ArrowRight}'),
    // The middle of the slider is where its handle stands: a press on it is an answer.
    pointer: press('input'),
    value: undefined,
  },
  choice: { keyboard: keys('{ArrowDown}'), pointer: press('.card:nth-child(2)'), value: 'switch' },
  choices: {
    keyboard: keys(' {Tab}{Tab} '),
    pointer: press('.card:nth-child(3)', '.card:nth-child(1)'),
    value: undefined,
  },
  dropdown: { keyboard: keys('Repl'), pointer: select('switch'), value: 'switch' },
  country: { keyboard: keys('Ital'), pointer: select('IT'), value: 'IT' },
  date: { keyboard: keys('09012026'), pointer: fill('09012026'), value: '2026-09-01' },
  rating: {
    keyboard: keys('{ArrowRight}{ArrowRight}{ArrowRight}'),
    pointer: press('.star:nth-child(4)'),
    value: 4,
  },
  consent: { keyboard: keys(' '), pointer: press('.consent'), value: true },
  hidden: { keyboard: async () => {}, pointer: async () => {}, value: undefined },
};
/** Where the two ways lead to different values. */
const values: Record<string, { keyboard: unknown; pointer: unknown }> = {
  range: { keyboard: 10500, pointer: 10000 },
  choices: { keyboard: ['new', 'research'], pointer: ['research', 'new'] },
};

describe.each(['keyboard', 'pointer'] as const)('by %s', (way) => {
  test.each(Object.entries(rows).filter(([type]) => type !== 'hidden'))(
    '%s is answered',
    async (type, row) => {
      const here = show(type);
      await row[way](here);
      expect(here.store.values.value[type]).toEqual(values[type]?.[way] ?? row.value);
    },
  );
});

test('a hidden field draws nothing', () => {
  const here = stage(
    serve({
      steps: [
        {
          id: 'one',
          fields: [
            { id: 'source', type: 'hidden', label: 'Source', value: 'partner' },
            { id: 'name', type: 'text', label: 'Name' },
          ],
        },
      ],
    }),
  );
  expect(here.root.querySelectorAll('.field')).toHaveLength(1);
  expect(here.text()).not.toContain('Source');
});

test('a slider has no answer until it is touched', async () => {
  const here = show('range');
  expect(here.store.values.value).toEqual({});
  expect(here.find('output').textContent).toBe('Move the slider to answer');
  here.find('input').focus();
  await userEvent.keyboard('{Tab}');
  expect(here.store.values.value).toEqual({});
  here.find('input').focus();
  await userEvent.keyboard('{ArrowLeft}');
  await expect.poll(() => here.find('output').textContent).toBe('€9,500');
  expect(here.find('input').getAttribute('aria-valuetext')).toBe('€9,500');
});

test.each([
  ['en', '12,000.50', 12000.5, '12,000.5'],
  ['en', '1,234', 1234, '1,234'],
  ['en', '1,5', 1.5, '1.5'],
  ['pl', '12 000,50', 12000.5, '12 000,5'],
  ['pl', '1,234', 1.234, '1,234'],
  ['it', '1.234', 1234, '1234'],
  ['it', '1.234.567,8', 1234567.8, '1.234.567,8'],
  ['ru', '12 000,50', 12000.5, '12 000,5'],
  ['ar', '١٢٬٠٠٠٫٥', 12000.5, '12,000.5'],
  ['en', 'a lot', 'a lot', 'a lot'],
])('%s: "%s" is the number %s', async (language, written, value, shown) => {
  const here = show('money', language);
  const input = here.find('input');
  await userEvent.fill(input, written);
  expect(here.store.values.value.money).toBe(value);
  expect(input.value).toBe(written);
  input.blur();
  input.dispatchEvent(new Event('change', { bubbles: true }));
  expect(input.value.replace(/\u00a0/g, ' ')).toBe(shown);
});

test('half a date is something to mend', async () => {
  const here = show('date');
  here.find('input').focus();
  await userEvent.keyboard('0901');
  here.store.next();
  await expect.poll(() => here.text()).toContain('Please enter a date');
});

test('a free address gets a kind hint and is taken', async () => {
  const here = show('email');
  await userEvent.fill(here.find('input'), 'ada@gmail.com');
  await expect.poll(() => here.text()).toContain('A work address helps us prepare');
  here.store.next();
  expect(here.store.ending.value?.outcome).toBe('thanks');
});

test('countries are named in the language of the form, those of the form first', () => {
  const names = [...show('country', 'it').root.querySelectorAll('option')].map((option) => option.label);
  expect(names.slice(0, 4)).toEqual(['Scegli', 'Polonia', 'Italia', 'Afghanistan']);
  expect(names).toHaveLength(1 + 250);
  expect(names.every((name) => name.length > 2)).toBe(true);
});

test('keyboards and autofill fit the question', () => {
  const about = (id: string) => {
    const { type, inputMode, autocomplete, enterKeyHint } = show(id).find('input');
    return { type, inputMode, autocomplete, enterKeyHint };
  };
  expect(about('email')).toEqual({
    type: 'email',
    inputMode: '',
    autocomplete: 'email',
    enterKeyHint: 'send',
  });
  expect(about('phone')).toEqual({ type: 'tel', inputMode: '', autocomplete: 'tel', enterKeyHint: 'send' });
  expect(about('url')).toEqual({ type: 'text', inputMode: 'url', autocomplete: 'url', enterKeyHint: 'send' });
  expect(about('number')).toMatchObject({ type: 'text', inputMode: 'decimal' });
  expect(about('text')).toMatchObject({ autocomplete: 'given-name' });
});

test('what the store is told from outside shows in every control', async () => {
  const here = show('choice');
  here.store.answer('choice', 'new');
  await expect.poll(() => here.find(':checked').value).toBe('new');
  const text = show('text');
  text.store.answer('text', 'Grace');
  await expect.poll(() => text.find('input').value).toBe('Grace');
});
