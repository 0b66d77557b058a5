/** Tells the admins that an endpoint was switched off: else nobody notices that nothing comes any more. */
import type { Deps } from '../context.ts';
import { defaultWorkspace } from '../db/store.ts';
import type { Message } from '../deliveries/channel.ts';
import type { EndpointRow, OffWhy } from '../endpoints/endpoint.ts';
import { findPerson, listPeople, type PersonRow } from '../people/queries.ts';
import type { Letter } from './letter.ts';

type Endpoint = Pick<EndpointRow, 'url' | 'description'> & { why: OffWhy };

const reasons: Record<OffWhy, string> = {
  gone: 'It answered that it is gone for good (410).',
  failing: 'For five days nothing has got through to it.',
  hand: 'Somebody has done it by hand.',
};

/** Who has been invited, and has not come yet, is told nothing. */
const isTold = ({ role, password, disabledAt }: PersonRow): boolean =>
  role === 'admin' && password !== null && disabledAt === null;

export const notices = ({ store, publicUrl }: Pick<Deps, 'store'> & { publicUrl: string }): Letter => ({
  async addresseesOf(messages) {
    const admins = (await listPeople(store.orm, defaultWorkspace)).filter(isTold);
    return messages.flatMap(({ id: message }) => admins.map(({ id: target }) => ({ message, target })));
  },

  async write({ target, message }) {
    const admin = await findPerson(store.orm, target);
    return admin && isTold(admin)
      ? { ...noticeOf(message, publicUrl), to: admin.email }
      : { stopped: 'No admin any more.' };
  },
});

function noticeOf({ payload }: Message, publicUrl: string) {
  const { url, description, why } = payload.endpoint as Endpoint;
  // The rest of the address may hold a secret, and a mail is read by many servers.
  const { host } = new URL(url);
  const name = description === '' ? host : `${description.replace(/\p{Cc}+/gu, ' ')} (${host})`;
  const text = [
    `Qualiform has switched off the endpoint ${name}.`,
    reasons[why],
    'What happens from now on is not sent there, until somebody switches it on:',
    `${publicUrl}/console`,
    'What it has missed stands in its log, and can be sent again.',
  ];
  return {
    subject: `Switched off: ${name}`,
    text: `${text.join('\n\n')}\n`,
    headers: { 'Auto-Submitted': 'auto-generated' },
  };
}
