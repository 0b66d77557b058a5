/** From the outbox to those who are told: each message exactly once, in one commit with taking it off the outbox. */
import type { Deps } from '../context.ts';
import type { Write } from '../db/statements.ts';
import { newId } from '../ids.ts';
import type { Addressee, Channels, Message } from './channel.ts';
import { messagesIn } from './news.ts';
import { takeNews } from './queries.ts';

/** Rows of the outbox that are taken in hand at a time. */
const batch = 100;
/** Changes of one commit, more or less: what is written at once holds up everybody for a millisecond or two. */
const mostChanges = 40;
/** Whoever has claimed some and says nothing for so long has ended. */
const claim = 30_000;

/** Sees to what has waited longest. Returns whether more may wait. */
export async function fanOut(
  { store, now }: Pick<Deps, 'store' | 'now'>,
  channels: Channels,
): Promise<boolean> {
  const at = now();
  const rows = await takeNews(store, { now: at, lasts: claim, limit: batch });
  if (rows.length === 0) return false;
  const messages = rows.flatMap(messagesIn);
  // Asked after them, so that nobody is passed over who was there before the message.
  const byMessage = new Map<string, Write[]>();
  for (const [channel, { addresseesOf }] of Object.entries(channels))
    for (const addressee of await addresseesOf(messages))
      byMessage.set(addressee.message, [
        ...(byMessage.get(addressee.message) ?? []),
        begun(channel, addressee, messages, at),
      ]);
  const lists = rows.map((row): Write[] => [
    ['takeOff', { id: row.id }],
    ...messagesIn(row).flatMap((message): Write[] => {
      const told = byMessage.get(message.id);
      return told ? [['addMessage', message], ...told] : [];
    }),
  ]);
  for (const some of chunked(lists)) {
    // Where one was erased meanwhile, or another server thought this one dead, the others need not wait for it.
    if (!(await store.commit(some.flat()))) for (const list of some) await store.commit(list);
  }
  return rows.length === batch;
}

/** As many lists together as make a commit. */
function chunked(lists: readonly Write[][]): Write[][][] {
  const chunks: Write[][][] = [];
  let changes = mostChanges;
  for (const list of lists) {
    if (changes >= mostChanges) {
      chunks.push([]);
      changes = 0;
    }
    chunks.at(-1)?.push(list);
    changes += list.length;
  }
  return chunks;
}

function begun(channel: string, addressee: Addressee, messages: readonly Message[], at: number): Write {
  const { message, target, lane } = addressee;
  const leadId = messages.find(({ id }) => id === message)?.leadId ?? null;
  return ['addDelivery', newDelivery({ messageId: message, leadId, channel, target, lane }, at)];
}

/** A delivery that is due at once. */
export const newDelivery = (
  of: { messageId: string; leadId: string | null; channel: string; target: string; lane: string },
  at: number,
) => ({
  ...of,
  id: newId(),
  state: 'waiting' as const,
  tries: 0,
  dueAt: at,
  claimedBy: null,
  createdAt: at,
  updatedAt: at,
});
