/** How a person answers each kind of question: with the mouse, or with the keyboard alone. */
import type { Locator, Page } from 'playwright';
import type { Value } from '../../widget/engine/input.ts';
import type { DefinitionField } from '../../widget/schema/definition.ts';
import type { FieldType } from '../../widget/schema/form.ts';
import type { Served } from '../../widget/served.ts';
import { optionName, question } from './naming.ts';

export interface Hands {
  /** Gets to the form from wherever the page is opened. */
  arrive(): Promise<void>;
  /** `alone`: it is the only question that stands there. */
  answer(field: DefinitionField, value: Value, alone: boolean): Promise<void>;
  /** Presses a button of the form, or does what the keyboard offers instead. */
  press(button: string): Promise<void>;
}

type Answer = (control: Locator, field: DefinitionField, value: Value, alone: boolean) => Promise<void>;
type Table = Record<FieldType, Answer>;

const listOf = (value: Value): string[] => (Array.isArray(value) ? value : [value]).map(String);
const nothing = async () => {};

/** 2026-05-17 as the browser's own English control takes it. */
const digitsOf = (day: Value) => String(day).replace(/(\d+)-(\d+)-(\d+)/, '$2$3$1');

/** From where a slider stands to where it should: by arrow keys, at least one, since it has no answer before it is touched. */
async function slide(page: Page, control: Locator, value: Value) {
  const [at, step] = await control.evaluate((input) => {
    const { valueAsNumber, step } = input as HTMLInputElement;
    return [valueAsNumber, Number(step)];
  });
  const presses = Math.round((Number(value) - (at ?? 0)) / (step || 1));
  if (presses === 0) for (const key of ['ArrowRight', 'ArrowLeft']) await page.keyboard.press(key);
  for (let n = 0; n < Math.abs(presses); n += 1)
    await page.keyboard.press(presses > 0 ? 'ArrowRight' : 'ArrowLeft');
}

export function mouseOf(page: Page, box: Locator, form: Served): Hands {
  const type: Answer = async (control, _, value) => {
    await control.click();
    await page.keyboard.type(String(value));
  };
  const choose: Answer = async (group, field, value) => {
    for (const one of listOf(value)) {
      const role = field.type === 'choices' ? 'checkbox' : 'radio';
      // What is hit is the star that lies over the control.
      const force = field.type === 'rating';
      await group.getByRole(role, { name: optionName(field, one, form), exact: true }).click({ force });
    }
  };
  const select: Answer = async (control, field, value) => {
    await control.selectOption({ label: optionName(field, value, form) });
  };
  const table: Table = {
    text: type,
    longtext: type,
    email: type,
    phone: type,
    url: type,
    number: type,
    async date(control, _, value) {
      // The day's first part, not the button that opens the calendar.
      await control.click({ position: { x: 20, y: 20 } });
      await page.keyboard.type(digitsOf(value));
    },
    async range(control, _, value) {
      await control.click();
      await slide(page, control, value);
    },
    choice: choose,
    choices: choose,
    rating: choose,
    dropdown: select,
    country: select,
    consent: (control) => control.click(),
    hidden: nothing,
  };
  return {
    arrive: nothing,
    answer(field, value, alone) {
      const { role, name } = question(field, form);
      return table[field.type](box.getByRole(role, { name, exact: true }), field, value, alone);
    },
    press: (button) => box.getByRole('button', { name: button, exact: true }).click(),
  };
}

/** Controls in which Enter means Next. In the others it has a meaning of its own, or none. */
const goesOnByEnter = new Set<FieldType>(['text', 'email', 'phone', 'url', 'number', 'choice', 'rating']);
/** No page has so many stops. */
const mostTabs = 60;

export function keyboardOf(page: Page, box: Locator, form: Served): Hands {
  const { keyboard } = page;
  let last: FieldType | undefined;

  async function tabTo(target: Locator) {
    const element = await target.elementHandle();
    for (let tabs = 0; tabs < mostTabs; tabs += 1) {
      if (await element?.evaluate((control) => control.matches(':focus-within'))) return;
      await keyboard.press('Tab');
    }
    throw new Error(`Tab does not lead to ${target}`);
  }
  const type: Answer = async (control, _, value) => {
    await tabTo(control);
    await keyboard.type(String(value));
  };
  /** Arrows go from one to the next; the first one has only to be taken. */
  const byArrows: Answer = async (group, field, value) => {
    const ids = 'options' in field ? field.options.map(({ id }) => id) : ['1', '2', '3', '4', '5'];
    await tabTo(group);
    const index = ids.indexOf(String(value));
    if (index === 0) await keyboard.press('Space');
    for (let n = 0; n < index; n += 1) await keyboard.press('ArrowDown');
  };
  /** The number on the card. */
  const byNumber = async (group: Locator, field: DefinitionField, values: readonly string[]) => {
    const ids = 'options' in field ? field.options.map(({ id }) => id) : [];
    await group.waitFor();
    for (const value of values) await keyboard.press(String(ids.indexOf(value) + 1));
  };
  /** A list opens by no key here: arrows go through it, or letters as far as its names have them on this keyboard. */
  const fromList: Answer = async (control, field, value) => {
    await tabTo(control);
    const ids =
      'options' in field ? field.options.map(({ id }) => id) : ((field as { top?: string[] }).top ?? []);
    const index = ids.indexOf(String(value));
    if (index === -1) return spell(optionName(field, value, form));
    for (let n = 0; n <= index; n += 1) await keyboard.press('ArrowDown');
  };
  /** Letters of any keyboard, all at once, since a list forgets after a second what was typed. */
  async function spell(text: string) {
    const session = await page.context().newCDPSession(page);
    await Promise.all(
      [...text].map((letter) =>
        session.send('Input.dispatchKeyEvent', { type: 'keyDown', text: letter, key: letter }),
      ),
    );
    await session.detach();
  }

  const table: Table = {
    text: type,
    longtext: type,
    email: type,
    phone: type,
    url: type,
    number: type,
    date: (control, field, value, alone) => type(control, field, digitsOf(value), alone),
    async range(control, _, value) {
      await tabTo(control);
      await slide(page, control, value);
    },
    choice: (group, field, value, alone) =>
      alone ? byNumber(group, field, listOf(value)) : byArrows(group, field, value, alone),
    rating: byArrows,
    async choices(group, field, value, alone) {
      if (alone) return byNumber(group, field, listOf(value));
      for (const one of listOf(value)) {
        await tabTo(group.getByRole('checkbox', { name: optionName(field, one, form), exact: true }));
        await keyboard.press('Space');
      }
    },
    dropdown: fromList,
    country: fromList,
    async consent(control) {
      await tabTo(control);
      await keyboard.press('Space');
    },
    hidden: nothing,
  };
  return {
    arrive: () => tabTo(box),
    async answer(field, value, alone) {
      const { role, name } = question(field, form);
      await table[field.type](box.getByRole(role, { name, exact: true }), field, value, alone);
      last = field.type;
    },
    async press(button) {
      if (!last || !goesOnByEnter.has(last))
        await tabTo(box.getByRole('button', { name: button, exact: true }));
      await keyboard.press('Enter');
      last = undefined;
    },
  };
}
