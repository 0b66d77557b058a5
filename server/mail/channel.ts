/** Mail as a way of telling people. All of it shares a lane, for it goes by one mail server: where that hangs, mail waits, and nothing else. */
import type { Channel, Tried } from '../deliveries/channel.ts';
import { waits } from '../endpoints/webhook.ts';
import type { Letters } from './letter.ts';
import { patience, type SendMail } from './send.ts';

/** Milliseconds in which a try comes to its end, once it is given up. */
const end = 1000;

export const mailChannel = (letters: Letters, send: SendMail): Channel => ({
  waits,
  longest: patience + end,

  async addresseesOf(messages) {
    const asked = Object.entries(letters).map(([kind, letter]) => {
      const own = messages.filter((message) => message.kind === kind);
      return own.length > 0 ? letter.addresseesOf(own) : [];
    });
    return (await Promise.all(asked)).flat().map((addressee) => ({ ...addressee, lane: 'mail' }));
  },

  async deliver(trying) {
    const letter = letters[trying.message.kind];
    const mail = letter ? await letter.write(trying) : { stopped: 'Nobody is mailed of this.' };
    if ('stopped' in mail) return { outcome: 'stopped', status: null, error: mail.stopped, reply: null };
    return cameOf(await send({ ...mail, id: trying.delivery }, trying.signal));
  },
});

/** What is refused for good is not tried again. */
function cameOf(sent: Awaited<ReturnType<SendMail>>): Tried {
  if (sent.ok) return { outcome: 'delivered', status: 250, error: null, reply: sent.said };
  const { again, status, why } = sent;
  const told = status === null ? { error: why, reply: null } : { error: null, reply: why };
  return { outcome: again ? 'failed' : 'stopped', status, ...told };
}
