/** Commands about mail. */
import { parseArgs } from 'node:util';
import { isMailAddress } from '../../widget/schema/words.ts';
import { readSettings } from '../env.ts';
import { newId } from '../ids.ts';
import { createMailer } from '../mail/send.ts';
import { type Command, Misuse } from './command.ts';

export const mailCommands: Record<string, Command> = {
  mail: {
    usage: 'mail ADDRESS',
    says: 'Sends a mail there by the mail server of the settings, and tells what that answered.',
    async run(words) {
      const { positionals } = parseArgs({ args: words, allowPositionals: true });
      const [to] = positionals;
      if (to === undefined || !isMailAddress(to))
        throw new Misuse('To whom? npm run qualiform -- mail you@acme.com');
      const { mail, publicUrl } = readSettings(process.env);
      if (!mail) throw new Misuse('There is no mail server. Set SMTP_URL and MAIL_FROM.');
      const text = `Qualiform at ${publicUrl} can send mail.\n`;
      const sent = await createMailer(mail)({ id: newId(), to, subject: 'Mail works', text });
      if (!sent.ok) throw new Misuse(`${mail.server.host}:${mail.server.port} did not take it: ${sent.why}`);
      return `${mail.server.host}:${mail.server.port} has taken it: ${sent.said}`;
    },
  },
};
