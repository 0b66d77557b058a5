/** What a person can do with a form, whichever way, and what both ways share. */
import type { Locator, Page } from 'playwright';
import type { Value } from '../../widget/engine/input.ts';
import type { DefinitionField } from '../../widget/schema/definition.ts';
import type { FieldType } from '../../widget/schema/form.ts';

export interface Hands {
  /** Gets to the form from wherever the page is opened. */
  arrive(): Promise<void>;
  /** `alone`: it is the only question that stands there. */
  answer(field: DefinitionField, value: Value, alone: boolean): Promise<void>;
  /** Presses a button of the form, or does what the keyboard offers instead. */
  press(button: string): Promise<void>;
}

export type Answer = (
  control: Locator,
  field: DefinitionField,
  value: Value,
  alone: boolean,
) => Promise<void>;
export type Table = Record<FieldType, Answer>;

export const listOf = (value: Value): string[] => (Array.isArray(value) ? value : [value]).map(String);
export const nothing = async () => {};

/** 2026-05-17 as the browser's own English control takes it. */
export const digitsOf = (day: Value) => String(day).replace(/(\d+)-(\d+)-(\d+)/, '$2$3$1');

/** From where a slider stands to where it should: by arrow keys, at least one, since it has no answer before it is touched. */
export async function slide(page: Page, control: Locator, value: Value) {
  const [at, step] = await control.evaluate((input) => {
    const { valueAsNumber, step } = input as HTMLInputElement;
    return [valueAsNumber, Number(step)];
  });
  const presses = Math.round((Number(value) - (at ?? 0)) / (step || 1));
  if (presses === 0) for (const key of ['ArrowRight', 'ArrowLeft']) await page.keyboard.press(key);
  for (let n = 0; n < Math.abs(presses); n += 1)
    await page.keyboard.press(presses > 0 ? 'ArrowRight' : 'ArrowLeft');
}
