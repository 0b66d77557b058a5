/** How a person answers each kind of question with the keyboard alone. */
import type { Locator, Page } from 'playwright';
import type { DefinitionField } from '../../widget/schema/definition.ts';
import type { FieldType } from '../../widget/schema/form.ts';
import type { Served } from '../../widget/served.ts';
import { type Answer, digitsOf, type Hands, listOf, nothing, slide, type Table } from './hands.ts';
import { optionName, question } from './naming.ts';

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
  /** Once the list can be searched, which it can as soon as that part of the widget is there. */
  const search: Answer = async (control, field, value) => {
    await tabTo(control.and(page.locator('input')));
    await keyboard.type(optionName(field, value, form));
    await keyboard.press('Enter');
  };
  /** A list opens by no key here: arrows go through it. */
  const fromList: Answer = async (control, field, value) => {
    await tabTo(control);
    const index = 'options' in field ? field.options.findIndex(({ id }) => id === value) : -1;
    for (let n = 0; n <= index; n += 1) await keyboard.press('ArrowDown');
  };
  const table: Table = {
    text: type,
    longtext: type,
    email: type,
    // Once its country stands before it.
    phone: (control, ...others) => type(control.and(page.locator('.phone > input')), ...others),
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
    country: search,
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
