/** Numbers as people type them. */

import { numberFormat } from './formats.ts';

/** Any decimal digit of any script as one of 0 to 9. */
const latin = (text: string) =>
  text.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 15));

/**
 * Reads '12 000,50', '12,000.50' or '12’000' in any language. Where '1.234' could be either, the language decides. Returns the
 * text as it is when it is no number, so that it can be shown and refused.
 */
export function readNumber(typed: string, language: string): number | string {
  const text = latin(typed)
    .replace(/[\s'’\u066c]/g, '')
    .replace('\u066b', '.');
  const decimal = numberFormat(language).format(1.5).includes(',') ? ',' : '.';
  const signs = text.match(/[.,]/g) ?? [];
  const last = signs.at(-1) ?? '';
  const isGrouping =
    signs.length > 1
      ? signs.every((sign) => sign === last)
      : last !== decimal && /^[-+]?[1-9]\d{0,2}[.,]\d{3}$/.test(text);
  const plain = isGrouping
    ? text.replace(/[.,]/g, '')
    : text.replace(/[.,]/g, (sign) => (sign === last ? '.' : ''));
  return /^[-+]?(\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : typed.trim();
}
