/** The mail to whoever has sent the form: nothing in it that a visitor wrote, nothing that a mail cannot carry, and somebody to get it. */
import type { Text } from '../form.ts';
import { quoted, type Spot } from './source.ts';
import type { Subject } from './subject.ts';

/** In characters: what mail programs show of a subject is far shorter. */
const longestSubject = 200;

export function checkConfirmation(subject: Subject): void {
  const { form, report } = subject;
  const { confirmation } = form;
  if (!confirmation) return;
  for (const [spot, words] of wordsOf(confirmation, 'subject')) {
    checkVisitorText(subject, 'subject', spot, words);
    if (words.length > longestSubject || /\p{Cc}/u.test(words))
      report.error(
        'bad_subject',
        spot,
        `the subject of the confirmation is no line of ${longestSubject} characters or less`,
        'write one short line',
      );
  }
  for (const [spot, words] of wordsOf(confirmation, 'text')) {
    checkVisitorText(subject, 'text', spot, words);
    for (const [, url = ''] of words.matchAll(/\[[^\]]*\]\((\/[^)]*)\)/g))
      report.error(
        'relative_link',
        spot,
        `"text" of the confirmation links to ${quoted(url)}, and a mail is on no site`,
        'write the whole address: https://…',
      );
  }
  if (![...subject.fields.values()].some(({ field }) => field.type === 'email'))
    report.warn(
      'no_recipient',
      { on: form, path: ['confirmation'], key: true },
      'nobody gets the confirmation, for the form asks for no e-mail address',
      'add a field of the type "email", or leave "confirmation" out',
    );
}

/** Where this server mails nothing. */
export const warnOfNoMail = ({ form, report }: Subject): void => {
  if (form.confirmation)
    report.warn(
      'no_mail',
      { on: form, path: ['confirmation'], key: true },
      'nobody gets the confirmation, for this server has no mail server',
      'have SMTP_URL and MAIL_FROM set, or leave "confirmation" out',
    );
};

/** A text in each language that it is written in. */
function* wordsOf(on: { subject: Text; text: Text }, key: 'subject' | 'text'): Generator<[Spot, string]> {
  const text = on[key];
  if (typeof text === 'string') yield [{ on, path: [key] }, text];
  else for (const [code, words] of Object.entries(text)) yield [{ on, path: [key, code] }, words];
}

/** Whoever may put words into a mail to any address they like has a relay for their own. */
function checkVisitorText({ report, names }: Subject, key: string, spot: Spot, words: string): void {
  const found = /\{\{[^{}]*(\}\})?/.exec(words)?.[0];
  if (found === undefined) return;
  const field = /\{\{\s*(\w+)/.exec(found)?.[1] ?? '';
  const named = names.fields.has(field) ? `, an answer of "${field}",` : '';
  report.error(
    'visitor_text',
    spot,
    `"${key}" of the confirmation holds ${quoted(found)}${named} and goes to addresses that anybody may type`,
    'take it out: nothing that a visitor wrote may stand in this mail, or others could send their words with it',
  );
}
