/** How a person answers each kind of question with the mouse; what is typed is typed. */
import type { Locator, Page } from 'playwright';
import type { Served } from '../../widget/served.ts';
import { type Answer, digitsOf, type Hands, listOf, nothing, slide, type Table } from './hands.ts';
import { optionName, question } from './naming.ts';

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
  /** Once the list can be searched, which it can as soon as that part of the widget is there. */
  const search: Answer = async (control, field, value) => {
    await control.and(page.locator('input')).click();
    await page.keyboard.type(optionName(field, value, form));
    await box.getByRole('option', { name: optionName(field, value, form), exact: true }).click();
  };
  const table: Table = {
    text: type,
    longtext: type,
    email: type,
    // Once its country stands before it.
    phone: (control, ...others) => type(control.and(page.locator('.phone > input')), ...others),
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
    country: search,
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
