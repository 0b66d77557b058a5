/** Mail as the server of a test sends it. */
import type { Channel } from '../../server/deliveries/channel.ts';
import { readSettings } from '../../server/env.ts';
import { createVersions } from '../../server/forms/versions.ts';
import { mailChannel } from '../../server/mail/channel.ts';
import { lettersOf } from '../../server/mail/letters.ts';
import { createMailer, type SendMail } from '../../server/mail/send.ts';
import type { Local } from './local.ts';
import type { Sink } from './sink.ts';

export function mailerOf(sink: Sink): SendMail {
  const { mail } = readSettings({ SMTP_URL: sink.url, MAIL_FROM: 'Acme <forms@acme.example>' });
  if (!mail) throw new Error('no mail');
  return createMailer(mail);
}

/** As another server on the same database would have it: with the clock of the test, and a memory of its own. */
export function mailOn({ store, secret, clock }: Local, send: SendMail): Channel {
  const publicUrl = 'https://forms.acme.example';
  const versions = createVersions(store.orm);
  return mailChannel(lettersOf({ store, versions, secret, now: () => clock.now, publicUrl }), send);
}
