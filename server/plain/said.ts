/** A form's own texts as HTML: what an answer puts in, bold words, links. Everything else is escaped. */
import { html } from 'hono/html';
import type { Answers } from '../../widget/engine/input.ts';
import type { Served } from '../../widget/served.ts';
import { formatAnswer } from '../../widget/wording/format.ts';
import { type Piece, parseText } from '../../widget/wording/text.ts';

export type Html = ReturnType<typeof html>;

/** Draws a text of this form; without answers every {{field|fallback}} reads as its fallback. */
export function said(text: string, form: Served, answers: Answers = {}): Html {
  const answered = (id: string) => {
    const field = form.steps.flatMap((step) => step.fields).find((candidate) => candidate.id === id);
    const value = Object.hasOwn(answers, id) ? answers[id] : undefined;
    return field && value !== undefined ? formatAnswer(field, value, form.language) : undefined;
  };
  const draw = (piece: Piece): string | Html => {
    if (typeof piece === 'string') return piece;
    if ('field' in piece) return answered(piece.field) ?? piece.fallback;
    if ('bold' in piece) return html`<b>${piece.bold.map(draw)}</b>`;
    return html`<a href="${piece.url}" target="_blank" rel="noopener">${piece.link.map(draw)}</a>`;
  };
  return html`${parseText(text).map(draw)}`;
}
