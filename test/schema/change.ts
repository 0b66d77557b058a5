/** A good form with one small change, and what the check must say of it. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { checkForm, type Problem } from '../../widget/schema/lint.ts';

/** The example of the form language, completed: no problem at all is found in it. */
export const goodText = readFileSync(path.join(import.meta.dirname, 'crm-demo.json'), 'utf8');

/** The good form's text with `from`, which must stand in it, replaced once. */
export function change(from: string, to: string, text = goodText): string {
  if (!text.includes(from)) throw new Error(`the good form has no ${from}`);
  return text.replace(from, () => to);
}

/** The good form as a value, changed. */
// biome-ignore lint/suspicious/noExplicitAny: a test writes anything anywhere, which is what the check is for
export function changed(edit: (form: any) => void): string {
  const form = JSON.parse(goodText);
  edit(form);
  return JSON.stringify(form, null, 2);
}

export interface Said {
  code: string;
  pointer: string;
  message: string;
  remedy: string;
  severity?: 'error' | 'warning';
  /** What stands on the line that is named; the first line with it counts. */
  on?: string;
}

/** Finds the one problem of this code and place. */
export function findProblem(
  text: string,
  { code, pointer }: Pick<Said, 'code' | 'pointer'>,
): Problem | undefined {
  return checkForm(text).problems.find((problem) => problem.code === code && problem.pointer === pointer);
}

export type Row = [title: string, text: string, said: Said];

/** Each row is a test: exactly this problem of this severity, and unless `others` are allowed, nothing else. */
export function testRows(rows: readonly Row[]): void {
  test.each(rows)('%s', (_, text, said) => {
    const { problems } = checkForm(text);
    const told = problems.map(({ code, pointer, severity, message, remedy }) => ({
      code,
      pointer,
      severity,
      message,
      remedy,
    }));
    expect(told).toContainEqual({
      code: said.code,
      pointer: said.pointer,
      severity: said.severity ?? 'error',
      message: expect.stringContaining(said.message),
      remedy: expect.stringContaining(said.remedy),
    });
    if (said.on === undefined) return;
    const line = text.split('\n').findIndex((words) => words.includes(said.on as string)) + 1;
    expect(findProblem(text, said)?.line).toBe(line);
  });
}
