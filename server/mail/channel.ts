/** Mail as a way of telling people. All of it shares a lane, for it goes by one mail server: where that hangs, mail waits, and nothing else. */
import type { Channel } from '../deliveries/channel.ts';
import { type Confirming, confirm, listRecipients } from './confirming.ts';
import { patience, type SendMail } from './send.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

export const mailChannel = (deps: Confirming, send: SendMail): Channel => ({
  async addresseesOf(messages) {
    const recipients = await listRecipients(deps, messages);
    return recipients.map((recipient) => ({ ...recipient, lane: 'mail' }));
  },
  deliver: (trying) => confirm(deps, send, trying),
  // As webhooks are.
  waits: [5 * second, 5 * minute, 30 * minute, 2 * hour, 5 * hour, 10 * hour, 10 * hour],
  longest: patience + second,
});
