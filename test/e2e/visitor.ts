/** Fills in a form as a person does, by mouse or by keyboard alone, going by nothing but roles and names. */
import type { Locator, Page } from 'playwright';
import { expect } from 'vitest';
import { compile } from '../../widget/engine/compile.ts';
import type { PathStep } from '../../widget/engine/flow.ts';
import type { Input } from '../../widget/engine/input.ts';
import { judge } from '../../widget/engine/qualify.ts';
import type { DefinitionField } from '../../widget/schema/definition.ts';
import type { Served } from '../../widget/served.ts';
import { keyboardOf } from './keyboard.ts';
import { mouseOf } from './mouse.ts';
import { question, questionsIn, spoken } from './naming.ts';
import { witnessOf } from './witness.ts';

export type By = 'keyboard' | 'mouse';

/** Whether it is the only question of its step, also if its answer might bring up another one. */
function isAlone(form: Served, step: PathStep): boolean {
  const ids = step.asked.map(({ id }) => id);
  const possible = form.steps[step.index]?.fields.filter(
    ({ id, type, when }) => type !== 'hidden' && (when || ids.includes(id)),
  );
  return possible?.length === 1;
}

/**
 * Answers each question that is put, in the order of the page, and stays at the ending. Returns the ending's heading. Fails
 * where other questions were put than the form has for these answers, and where anything went wrong meanwhile. `place` is the
 * part of the page to look in, where it has several forms.
 */
export async function fillIn(
  page: Page,
  form: Served,
  scenario: Input,
  by: By,
  place: Page | Locator = page,
): Promise<string> {
  const { trouble } = witnessOf(page.context());
  const { path, outcome } = judge(compile(form), scenario);
  const { answers } = scenario;
  const steps = path.steps.filter(({ asked }) => asked.length > 0);
  const box = place.getByRole('form', { name: form.title, exact: true });
  const hands = (by === 'mouse' ? mouseOf : keyboardOf)(page, box, form);
  const answered: string[] = [];

  await box.waitFor();
  await hands.arrive();
  for (const step of steps) {
    const isLast = step === steps.at(-1);
    const fields = step.asked as DefinitionField[];
    const expected = fields.map((field) => question(field, form));
    const first = expected[0] as (typeof expected)[number];
    await box.getByRole(first.role, { name: first.name, exact: true }).waitFor();
    const alone = isAlone(form, step);
    // One single choice takes the visitor on by itself, though never over the end.
    const [only] = fields;
    const advances = alone && only?.type === 'choice' && only.advance !== false && !isLast;
    if (advances) expect(await questionsIn(box)).toEqual(expected);
    for (const field of fields) {
      const value = answers[field.id];
      if (value === undefined) continue;
      await hands.answer(field, value, alone);
      answered.push(field.id);
    }
    // An answer may bring up further questions or take some away, so they are looked at last.
    if (!advances) {
      expect(await questionsIn(box)).toEqual(expected);
      const { words } = form;
      const own = form.steps[step.index]?.button;
      const button = own ? spoken(own, form, answers) : isLast ? words.submit : words.next;
      await hands.press(button);
    }
    expect(trouble).toEqual([]);
  }
  expect(answered).toEqual(Object.keys(answers));

  const title = headingOf(form, outcome, scenario);
  await place.getByRole('heading', { name: title, exact: true }).waitFor();
  expect(trouble).toEqual([]);
  return title;
}

/** Usual headings of endings that have none of their own. */
const usual = {
  message: 'thanks',
  download: 'thanks',
  call: 'thanks',
  booking: 'book',
  redirect: 'leaving',
} as const;

export function headingOf(form: Served, outcome: string, { answers }: Pick<Input, 'answers'>): string {
  const show = form.outcomes.find(({ id }) => id === outcome)?.show;
  if (!show) throw new Error(`${form.id} has no ending ${outcome}`);
  return show.title === undefined ? form.words[usual[show.type]] : spoken(show.title, form, answers);
}
