/** The markup that a form's texts know: {{field|fallback}}, **bold** and [links](https://…). Everything else is text. */

import { isSafeUrl } from '../engine/url.ts';

export type Piece =
  | string
  | { field: string; fallback: string }
  | { bold: Piece[] }
  | { link: Piece[]; url: string };

const marks = /\{\{\s*(\w+)\s*(?:\|([^{}]*))?\}\}|\*\*(.+?)\*\*|\[([^\][]+)\]\(([^()\s]+)\)/gs;

/** Takes a text apart. A link to an address that is not safe stays the text that it is. */
export function parseText(text: string): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const {
    0: whole,
    1: field,
    2: fallback = '',
    3: bold,
    4: label = '',
    5: url = '',
    index,
  } of text.matchAll(marks)) {
    if (!field && !bold && !isSafeUrl(url)) continue;
    pieces.push(text.slice(end, index));
    if (field) pieces.push({ field, fallback: fallback.trim() });
    else if (bold) pieces.push({ bold: parseText(bold) });
    else pieces.push({ link: parseText(label), url });
    end = index + whole.length;
  }
  return [...pieces, text.slice(end)].filter((piece) => piece !== '');
}
