/** The mail to whoever has sent a form: what its marketer wrote, in the reader's language, and not a word of anybody else. Pure. */
import { html } from 'hono/html';
import { formLanguage, speak } from '../../widget/schema/definition.ts';
import type { Form, Text } from '../../widget/schema/form.ts';
import { directionOf } from '../../widget/wording/language.ts';
import { type Piece, parseText } from '../../widget/wording/text.ts';
import type { Mail } from './send.ts';

type Html = ReturnType<typeof html>;

/** Tells other programs that no person wrote it, so that none of them answers. */
const headers = { 'Auto-Submitted': 'auto-replied', 'X-Auto-Response-Suppress': 'All' };

/** Undefined for a form without one. `language` is the one that the form was read in. */
export function confirmationOf(form: Form, language: string): Omit<Mail, 'id' | 'to'> | undefined {
  if (!form.confirmation) return undefined;
  const { subject, text, replyTo } = form.confirmation;
  const own = formLanguage(form);
  const words = speak(text, language, own);
  const title = parseText(speak(subject, language, own))
    .map(inWords)
    .join('');
  return {
    subject: title,
    text: `${parseText(words).map(inText).join('').trim()}\n`,
    html: String(page(words, title, languageOf(text, language, own))),
    replyTo,
    headers,
  };
}

/** The one that `speak` finds a text in. */
const languageOf = (text: Text, wanted: string, own: string): string =>
  typeof text === 'string'
    ? own
    : ([wanted, wanted.split('-')[0] ?? '', own].find((code) => Object.hasOwn(text, code)) ??
      Object.keys(text)[0] ??
      own);

/** A subject has no links and no bold words, and nothing is ever put in. */
function inWords(piece: Piece): string {
  if (typeof piece === 'string') return piece;
  if ('field' in piece) return '';
  return ('bold' in piece ? piece.bold : piece.link).map(inWords).join('');
}

function inText(piece: Piece): string {
  if (typeof piece === 'string' || 'field' in piece || 'bold' in piece) return inWords(piece);
  const label = inWords(piece);
  return label === piece.url ? label : `${label} (${piece.url})`;
}

function inHtml(piece: Piece): string | Html {
  if (typeof piece === 'string') return html`${brokenUp(piece)}`;
  if ('field' in piece) return '';
  if ('bold' in piece) return html`<b>${piece.bold.map(inHtml)}</b>`;
  return html`<a href="${piece.url}">${piece.link.map(inHtml)}</a>`;
}

const brokenUp = (text: string) =>
  text.split('\n').map((line, index) => (index === 0 ? line : html`<br>\n${line}`));

function page(words: string, title: string, language: string): Html {
  const paragraphs = words
    .trim()
    .split(/\n\s*\n/)
    .map((paragraph) => html`<p>${parseText(paragraph).map(inHtml)}</p>\n`);
  return html`<!doctype html>
<html lang="${language}" dir="${directionOf(language)}">
<head>
<meta charset="utf-8">
<title>${title}</title>
</head>
<body>
${paragraphs}</body>
</html>
`;
}
