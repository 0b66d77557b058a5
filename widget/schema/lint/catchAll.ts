/** The last outcome catches all. Asked of the file's own last outcome, also where the schema refuses a part of it. */
import { valueAt } from './grammar.ts';
import type { Report } from './problems.ts';
import { quoted } from './source.ts';

export function checkCatchAll(root: unknown, report: Report): void {
  const outcomes = valueAt(root, ['outcomes']);
  const last: unknown = Array.isArray(outcomes) ? outcomes.at(-1) : undefined;
  const when = valueAt(last, ['when']);
  // What is no condition at all is told as such.
  if (typeof last !== 'object' || last === null || typeof when !== 'object' || when === null) return;
  const id = valueAt(last, ['id']);
  report.error(
    'last_outcome',
    { on: last, path: ['when'] },
    `the last outcome${typeof id === 'string' ? `, ${quoted(id)},` : ''} has a condition, so a visitor may end nowhere`,
    'leave its "when" out, or add an outcome without one behind it',
  );
}
