/** Confirmations: who is to get one of what came in, and whether nothing speaks against it when it is sent. */
import { isMailAddress } from '../../widget/schema/words.ts';
import type { Deps } from '../context.ts';
import type { Message } from '../deliveries/channel.ts';
import { emailIn } from '../leads/person.ts';
import type { SubmissionRow } from '../leads/receive.ts';
import { findSubmission } from '../submissions/queries.ts';
import { confirmationOf } from './confirmation.ts';
import type { Letter } from './letter.ts';
import { isSameTurn, latest, listTaken, type Turn, takeTurn, turnOf } from './oncePerDay.ts';

/** The address is not in here, nor in anything that is logged: it is looked up when the mail is made. */
const target = 'confirmation';

/** A submission as messages tell of it. */
type Told = Pick<SubmissionRow, 'id' | 'version' | 'answers'> & { form: string };

type Confirming = Pick<Deps, 'store' | 'versions' | 'secret' | 'now'>;

export function confirmations({ store, versions, secret, now }: Confirming): Letter {
  /** What an outbox has held for weeks is confirmed to nobody. */
  const isLate = ({ createdAt }: Message) => now() - createdAt >= latest;
  const submissionIn = ({ payload }: Message) => payload.submission as Told;

  async function recipientOf({ form, version, answers }: Omit<Told, 'id'>): Promise<string | undefined> {
    const published = await versions.find(form, version);
    const email = published && emailIn(published.form, answers)?.trim();
    return email !== undefined && isMailAddress(email) ? email : undefined;
  }

  return {
    /** All of it is looked at again when it is sent; here it only spares what would come to nothing. */
    async addresseesOf(messages) {
      const due: { message: string; turn: Turn }[] = [];
      const byForm = Map.groupBy(messages, (message) => submissionIn(message).form);
      for (const [form, own] of byForm) {
        const live = await versions.findLive(form);
        if (!live?.form.confirmation) continue;
        for (const message of own.filter((one) => !isLate(one))) {
          const to = await recipientOf(submissionIn(message));
          if (to) due.push({ message: message.id, turn: turnOf(secret, form, to, message.createdAt) });
        }
      }
      if (due.length === 0) return [];
      const turns = due.map(({ turn }) => turn);
      const taken = await listTaken(store.orm, turns);
      return due
        .filter(
          ({ turn }, index) => ![...taken, ...turns.slice(0, index)].some((one) => isSameTurn(one, turn)),
        )
        .map(({ message }) => ({ message, target }));
    },

    async write({ delivery, message }) {
      const lead = message.leadId;
      const submission = await findSubmission(store.orm, submissionIn(message).id);
      if (!submission || lead === null || submission.status !== 'complete' || submission.quarantined)
        return { stopped: 'There is no submission to confirm.' };
      if (isLate(message)) return { stopped: 'It is too late to confirm it.' };
      const { formId: form, version, answers, context } = submission;
      const live = await versions.findLive(form);
      const mail = live && confirmationOf(live.form, String(context.language ?? ''));
      if (!mail) return { stopped: 'The form confirms nothing any more.' };
      const to = await recipientOf({ form, version, answers });
      if (to === undefined) return { stopped: 'There is no address.' };
      const turn = turnOf(secret, form, to, message.createdAt);
      const whose = await takeTurn(store, turn, { delivery, lead });
      if (whose === 'taken') return { stopped: 'This address has had its confirmation of that day.' };
      if (whose === 'gone') return { stopped: 'The person was erased.' };
      return { ...mail, to };
    },
  };
}
