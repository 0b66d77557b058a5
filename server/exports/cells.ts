/** A table as text that spreadsheets open: RFC 4180, and no cell that a spreadsheet would take for a formula. Pure. */

/** Excel takes a file for UTF-8 only by this sign at its start. */
export const byteOrderMark = '\ufeff';

/** What spreadsheets pass over before they look for a formula. */
const gap = String.raw`[\s\p{Cc}\p{Cf}]*`;
/** The signs that begin a formula; full-width ones are taken for plain ones. */
const sign = '[=+\\-@＝＋－＠﹦﹢﹣﹫]';

const isFormula = new RegExp(`^${gap}${sign}`, 'u');
/**
 * Within a cell of ours a formula may begin where another separator than ours splits it: a spreadsheet set to German splits at
 * semicolons, and does not see quotes in the middle of a cell.
 */
const formulaInside = new RegExp(`(?<=[;\\t\\r\\n]${gap})${sign}`, 'gu');

/** One cell. A text that would be a formula gets a quote mark in front, by which it is a text; numbers are numbers. */
export function cell(value: string | number | null | undefined): string {
  if (typeof value === 'number') return String(value);
  const typed = value ?? '';
  const text = (isFormula.test(typed) ? "'" : '') + typed.replace(formulaInside, "'$&");
  return /[",;\t\r\n]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text;
}

export const row = (values: readonly (string | number | null | undefined)[]): string =>
  `${values.map(cell).join(',')}\r\n`;
