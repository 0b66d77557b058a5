/** Confirmations as deliveries: who is to get one of what came in, and the sending of it. */
import { isMailAddress } from '../../widget/schema/words.ts';
import type { Deps } from '../context.ts';
import type { Addressee, Message, Tried, Trying } from '../deliveries/channel.ts';
import { emailIn } from '../leads/person.ts';
import type { SubmissionRow } from '../leads/receive.ts';
import { findSubmission } from '../submissions/queries.ts';
import { confirmationOf } from './confirmation.ts';
import { isSameTurn, latest, listTaken, type Turn, takeTurn, turnOf } from './oncePerDay.ts';
import type { SendMail } from './send.ts';

export type Confirming = Pick<Deps, 'store' | 'versions' | 'secret' | 'now'>;

/** The address is not in here, nor in anything that is logged: it is looked up when the mail is made. */
export const target = 'confirmation';

type Told = Pick<SubmissionRow, 'version' | 'answers'> & { id: string; form: string };

/** What a message is about, if it is one that is confirmed: not where an outbox has lain for weeks. */
const submissionIn = ({ kind, payload, createdAt }: Message, now: number): Told | undefined =>
  kind === 'submission.completed' && now - createdAt < latest ? (payload.submission as Told) : undefined;

async function recipientOf(
  { versions }: Confirming,
  { form, version, answers }: Omit<Told, 'id'>,
): Promise<string | undefined> {
  const published = await versions.find(form, version);
  const email = published && emailIn(published.form, answers)?.trim();
  return email !== undefined && isMailAddress(email) ? email : undefined;
}

/** Who is to get a confirmation. It is looked at again when it is sent; here it only spares what would come to nothing. */
export async function listRecipients(
  deps: Confirming,
  messages: readonly Message[],
): Promise<Pick<Addressee, 'message' | 'target'>[]> {
  const due: { message: string; turn: Turn }[] = [];
  for (const message of messages) {
    const told = submissionIn(message, deps.now());
    const live = told && (await deps.versions.findLive(told.form));
    const to = told && live?.form.confirmation && (await recipientOf(deps, told));
    if (to) due.push({ message: message.id, turn: turnOf(deps.secret, told.form, to, message.createdAt) });
  }
  if (due.length === 0) return [];
  const taken = await listTaken(
    deps.store.orm,
    due.map(({ turn }) => turn),
  );
  return due.flatMap(({ message, turn }) => {
    if (taken.some((other) => isSameTurn(other, turn))) return [];
    taken.push(turn);
    return [{ message, target }];
  });
}

/** Sends one, unless there is a reason by now that nobody should get it. */
export async function confirm(
  deps: Confirming,
  send: SendMail,
  { delivery, message, signal }: Trying,
): Promise<Tried> {
  const told = submissionIn(message, deps.now());
  const submission = told && (await findSubmission(deps.store.orm, told.id));
  const lead = message.leadId;
  if (!submission || lead === null || submission.status !== 'complete' || submission.quarantined)
    return stopped('There is no submission to confirm.');
  const { formId: form, version, answers, context } = submission;
  const live = await deps.versions.findLive(form);
  const mail = live && confirmationOf(live.form, String(context.language ?? ''));
  if (!mail) return stopped('The form confirms nothing any more.');
  const to = await recipientOf(deps, { form, version, answers });
  if (to === undefined) return stopped('There is no address.');
  const turn = turnOf(deps.secret, form, to, message.createdAt);
  const taken = await takeTurn(deps.store, turn, { delivery, lead });
  if (taken === 'taken') return stopped('This address has had its confirmation of that day.');
  if (taken === 'gone') return stopped('The person was erased.');
  const sent = await send({ ...mail, id: delivery, to }, signal);
  if (sent.ok) return { outcome: 'delivered', status: 250, error: null, reply: sent.said };
  const { again, status, why } = sent;
  return {
    outcome: again ? 'failed' : 'stopped',
    status,
    error: status === null ? why : null,
    reply: status === null ? null : why,
  };
}

const stopped = (error: string): Tried => ({ outcome: 'stopped', status: null, error, reply: null });
