/** The mail to whoever has sent a form says what the marketer wrote, to everybody the same. */
import { describe, expect, test } from 'vitest';
import { define, languagesOf } from '../../widget/schema/definition.ts';
import type { Form } from '../../widget/schema/form.ts';
import { checkForm } from '../../widget/schema/lint.ts';
import { changed, testRows } from './change.ts';

const thanks = { subject: 'We have your request', text: 'Thank you. We call you **within a day**.' };
const withMail = (change: object) =>
  changed((form) => {
    form.confirmation = { ...thanks, ...change };
  });

test('a good one is no problem, with a link and an address for answers', () => {
  const text = 'See [how we work](https://acme.com/how).\n\nYour Acme';
  expect(checkForm(withMail({ text, replyTo: 'sales@acme.com' })).problems).toEqual([]);
});

describe('nothing that a visitor wrote may stand in it', () => {
  testRows(
    (['subject', 'text'] as const).flatMap((key) =>
      (
        [
          ['{{first_name|friend}}', ', an answer of "first_name",'],
          ['{{ first_name }}', ', an answer of "first_name",'],
          ['{{nobody}}', ' and goes to'],
          ['{{first_name', ', an answer of "first_name",'],
          ['{{', ' and goes to'],
        ] as const
      ).map(([piped, message]) => [
        `${key}: ${piped}`,
        withMail({ [key]: `Thank you, ${piped}` }),
        {
          code: 'visitor_text',
          pointer: `/confirmation/${key}`,
          message: `"${key}" of the confirmation holds "${piped}"${message}`,
          remedy: 'take it out',
          on: `Thank you, ${piped}`,
        },
      ]),
    ),
  );

  test('in no language, and each place is told once', () => {
    const { problems } = checkForm(
      withMail({ text: { en: 'Thank you', pl: 'Dzień dobry, {{first_name}}' } }),
    );
    expect(problems.map(({ code, pointer, severity }) => [code, pointer, severity])).toEqual([
      ['visitor_text', '/confirmation/text/pl', 'error'],
    ]);
  });
});

describe('what else is told of it', () => {
  testRows([
    [
      'a link that leads nowhere from a mail',
      withMail({ text: 'See [the guide](/guide.pdf)' }),
      { code: 'relative_link', pointer: '/confirmation/text', message: '"/guide.pdf"', remedy: 'https://' },
    ],
    [
      'a link that is not safe',
      withMail({ text: 'See [the guide](javascript:alert(1))' }),
      {
        code: 'unsafe_url',
        pointer: '/confirmation/text',
        message: '"text" of the confirmation links to an address that is not safe',
        remedy: 'https://',
      },
    ],
    [
      'a subject of two lines',
      withMail({ subject: 'Thank you\r\nBcc: everybody@acme.com' }),
      { code: 'bad_subject', pointer: '/confirmation/subject', message: 'no line', remedy: 'one short line' },
    ],
    [
      'a subject that nobody can read to its end',
      withMail({ subject: { en: 'x'.repeat(201) } }),
      { code: 'bad_subject', pointer: '/confirmation/subject/en', message: '200', remedy: 'one short line' },
    ],
    [
      'an address for answers that is none',
      withMail({ replyTo: 'sales@acme.com, boss@acme.com' }),
      { code: 'bad_value', pointer: '/confirmation/replyTo', message: 'an address has', remedy: 'sales@' },
    ],
    [
      'HTML, which is shown as it is written',
      withMail({ text: 'Thank <b>you</b>' }),
      {
        code: 'markup',
        severity: 'warning',
        pointer: '/confirmation/text',
        message: 'HTML',
        remedy: '**bold**',
      },
    ],
    [
      'a language of the form that it lacks',
      changed((form) => {
        form.title = { en: 'Book a demo', pl: 'Umów prezentację' };
        form.confirmation = thanks;
      }),
      {
        code: 'missing_translation',
        severity: 'warning',
        pointer: '/confirmation/subject',
        message: '"subject" of the confirmation is missing in pl',
        remedy: '"pl":"…"',
      },
    ],
    [
      'that nobody can get it',
      changed((form) => {
        form.confirmation = thanks;
        for (const step of form.steps)
          for (const field of step.fields) if (field.type === 'email') field.type = 'text';
      }),
      {
        code: 'no_recipient',
        severity: 'warning',
        pointer: '/confirmation',
        message: 'asks for no e-mail address',
        remedy: 'add a field',
      },
    ],
    [
      'that a part of it is missing',
      changed((form) => {
        form.confirmation = { subject: 'Thank you' };
      }),
      {
        code: 'missing_key',
        pointer: '/confirmation',
        message: 'the confirmation has no "text"',
        remedy: 'add',
      },
    ],
  ]);

  test('that a server sends no mail, where it is said which server it is', () => {
    const told = (sendsMail: boolean) => checkForm(withMail({}), { sendsMail }).problems;
    expect(told(true)).toEqual([]);
    expect(told(false)).toMatchObject([
      {
        code: 'no_mail',
        severity: 'warning',
        pointer: '/confirmation',
        remedy: expect.stringContaining('SMTP'),
      },
    ]);
    expect(told(false)[0]?.line).toBeGreaterThan(1);
    expect(
      checkForm(
        changed(() => undefined),
        { sendsMail: false },
      ).problems,
    ).toEqual([]);
  });
});

test('its texts make no language of the form, and no browser gets them', () => {
  const { form } = checkForm(withMail({ subject: { en: 'Thank you', fr: 'Merci' }, text: { fr: 'SECRET' } }));
  expect(languagesOf(form as Form)).toEqual(['en']);
  const definition = define(form as Form, { language: 'fr', version: 1 });
  expect(definition.language).toBe('en');
  expect(JSON.stringify(definition)).not.toMatch(/confirmation|Merci|SECRET/);
});
