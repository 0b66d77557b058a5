/** Mail as it leaves: what a mail server gets, and what is made of its answers. */
import { describe, expect, test } from 'vitest';
import { readSettings } from '../../server/env.ts';
import { confirmationOf } from '../../server/mail/confirmation.ts';
import { createMailer, type Mail } from '../../server/mail/send.ts';
import type { MailSettings } from '../../server/mail/setting.ts';
import type { Form } from '../../widget/schema/form.ts';
import { waitFor } from '../wait.ts';
import { demo } from './forms.ts';
import { type Answers, openSink, readMail, type Sink } from './sink.ts';

const settings = (url: string): MailSettings => {
  const { mail } = readSettings({ SMTP_URL: url, MAIL_FROM: 'Zażółć Forms <forms@acme.example>' });
  if (!mail) throw new Error('no mail');
  return mail;
};
const mail: Mail = {
  id: 'mail-1',
  to: 'ann@harbour.example',
  subject: 'Grüße',
  text: 'Thank you.\n.\nBye\n',
};
const sending = (sink: Sink) => createMailer(settings(sink.url));

test('a mail comes as it was written, from who the settings say, under its own name', async () => {
  const sink = await openSink();
  expect(await sending(sink)({ ...mail, replyTo: 'sales@acme.example' })).toEqual({
    ok: true,
    said: '250 Kept',
  });
  const [received] = await sink.got(1);
  expect(received).toMatchObject({ from: 'forms@acme.example', to: 'ann@harbour.example' });
  const { headers, plain } = readMail(received ?? { raw: '' });
  expect(headers).toMatchObject({
    from: 'Zażółć Forms <forms@acme.example>',
    to: 'ann@harbour.example',
    'reply-to': 'sales@acme.example',
    subject: 'Grüße',
    'message-id': '<mail-1@acme.example>',
  });
  expect(plain?.trimEnd()).toBe('Thank you.\n.\nBye');
  expect(received?.raw).not.toMatch(/nodemailer/i);
});

test('user and password are given as they are, and over no network in the clear', async () => {
  const sink = await openSink();
  const withUser = (url: string) => url.replace('//', '//forms%40acme:p%2Fw@');
  expect(await createMailer(settings(withUser(sink.url)))(mail)).toMatchObject({ ok: true });
  expect(sink.logins).toEqual(['\0forms@acme\0p/w']);

  // The same server under a name that may be anybody's.
  const far = settings(withUser(sink.url));
  const away = { ...far, server: { ...far.server, host: '0.0.0.0' } };
  expect(await createMailer(away)(mail)).toMatchObject({ ok: false, again: true });
  expect(sink.logins).toHaveLength(1);
});

describe('what is tried again', () => {
  test.each<[string, Answers, boolean, number | null]>([
    ['a box that is full for now', { RCPT: '452 4.2.2 <ann@harbour.example> is full' }, true, 452],
    ['a sender who is to wait', { MAIL: '450 Later' }, true, 450],
    ['a server that is busy', { greeting: '421 Busy' }, true, 421],
    ['a mail that cannot be kept just now', { body: '451 No room' }, true, 451],
    ['a wrong password', { AUTH: '535 Who are you?' }, true, 535],
    ['a password that is missing', { MAIL: '530 Who are you?' }, true, 530],
    ['not: nobody of that name', { RCPT: '550 5.1.1 <ann@harbour.example>: no such user' }, false, 550],
    ['not: a sender that is not wanted', { MAIL: '553 Not you' }, false, 553],
    ['not: a mail that is not wanted', { body: '554 Not this' }, false, 554],
    ['not: no mail at all', { DATA: '554 None' }, false, 554],
  ])('%s', async (_, answers, again, status) => {
    const sink = await openSink(answers);
    const url = answers.AUTH ? sink.url.replace('//', '//user:wrong@') : sink.url;
    const sent = await createMailer(settings(url))(mail);
    expect(sent).toMatchObject({ ok: false, again, status });
    expect(JSON.stringify(sent)).not.toContain('ann@');
    expect(sink.mails).toEqual([]);
  });

  test('a mail server that is not there', async () => {
    const sent = await createMailer(settings('smtp://127.0.0.1:1'))(mail);
    expect(sent).toMatchObject({ ok: false, again: true, status: null });
  });
});

test.each<keyof Answers>(['greeting', 'EHLO', 'RCPT', 'body'])(
  'a mail server that falls silent (%s) is given up, and its connection with it',
  async (part) => {
    const sink = await openSink({ [part]: 'hang' });
    const sent = await createMailer(settings(sink.url), 300)(mail);
    expect(sent).toMatchObject({ ok: false, again: true, why: 'The mail server took too long.' });
    await waitFor(() => expect(sink.open()).toBe(0));
  },
);

describe('the confirmation of a form', () => {
  const form: Form = {
    ...demo,
    confirmation: {
      subject: { en: 'We have your **request**', ar: 'وصلنا طلبك' },
      text: {
        en: 'Thank you <friend> & "others".\nSee [how we work](https://acme.example/how?a=1&b=2).\n\n**Acme**',
        ar: 'شكراً',
      },
      replyTo: 'sales@acme.example',
    },
  };

  test('is plain text, with the same as HTML in which nothing but its own markup is any', async () => {
    const sink = await openSink();
    const made = confirmationOf(form, 'en-GB');
    if (!made) throw new Error('no confirmation');
    await sending(sink)({ ...made, id: 'mail-2', to: 'ann@harbour.example' });
    const [received] = await sink.got(1);
    const { headers, plain, html } = readMail(received ?? { raw: '' });
    expect(headers).toMatchObject({
      subject: 'We have your request',
      'reply-to': 'sales@acme.example',
      'auto-submitted': 'auto-replied',
      'x-auto-response-suppress': 'All',
    });
    expect(plain?.trimEnd()).toBe(
      'Thank you <friend> & "others".\nSee how we work (https://acme.example/how?a=1&b=2).\n\nAcme',
    );
    expect(html).toContain(
      '<p>Thank you &lt;friend&gt; &amp; &quot;others&quot;.<br>\nSee <a href="https://acme.example/how?a=1&amp;b=2">how we work</a>.</p>',
    );
    expect(html).toContain('<html lang="en" dir="ltr">');
    expect(html).toContain('<p><b>Acme</b></p>');
  });

  test('is in the language that the form was read in, else in that of the form', () => {
    expect(confirmationOf(form, 'ar')).toMatchObject({ subject: 'وصلنا طلبك', text: 'شكراً\n' });
    expect(confirmationOf(form, 'ar')?.html).toContain('<html lang="ar" dir="rtl">');
    expect(confirmationOf(form, 'fr')?.subject).toBe('We have your request');
    expect(confirmationOf(form, 'fr')?.html).toContain('<html lang="en" dir="ltr">');
  });

  test('puts nothing in, whatever its text may hold: what was not checked at save is left out', () => {
    const unchecked = { subject: 'Hello {{name}}', text: 'Dear {{name|friend}},\n{{need}}' };
    const made = confirmationOf({ ...demo, confirmation: unchecked }, 'en');
    expect(made).toMatchObject({ subject: 'Hello ', text: 'Dear ,\n' });
    expect(made?.html).not.toMatch(/\{\{|friend|name/);
  });

  test('is off unless a form has one', () => {
    expect(confirmationOf(demo, 'en')).toBeUndefined();
  });
});
