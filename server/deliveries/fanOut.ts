/** From the outbox to those who are told: each message exactly once, in one commit with taking it off the outbox. */
import type { Deps } from '../context.ts';
import type { Write } from '../db/statements.ts';
import { newId } from '../ids.ts';
import type { Addressee, Channels, Message } from './channel.ts';
import { claimNews, hasNews } from './queries.ts';

/** Messages of one commit. */
const batch = 100;
/** Whoever has claimed some and says nothing for so long has ended. */
const claim = 30_000;

/** Sees to what has waited longest. Returns whether more may wait. */
export async function fanOut(
  { store, now }: Pick<Deps, 'store' | 'now'>,
  channels: Channels,
): Promise<boolean> {
  if (!(await hasNews(store.orm))) return false;
  const at = now();
  const messages = await claimNews(store.orm, { now: at, until: at + claim, limit: batch });
  if (messages.length === 0) return false;
  // Asked after the claim, so that nobody is passed over who was there before the message.
  const byMessage = new Map<string, Write[]>();
  for (const [channel, { addresseesOf }] of Object.entries(channels))
    for (const addressee of await addresseesOf(messages))
      byMessage.set(addressee.message, [
        ...(byMessage.get(addressee.message) ?? []),
        begun(channel, addressee, messages, at),
      ]);
  const lists = messages.map((message): Write[] => {
    const told = byMessage.get(message.id) ?? [];
    return [
      ['takeOff', { id: message.id }],
      ...(told.length > 0 ? [['addMessage', message] satisfies Write, ...told] : []),
    ];
  });
  // Where one was erased meanwhile, or another server thought this one dead, the others need not wait for it.
  if (!(await store.commit(lists.flat()))) for (const list of lists) await store.commit(list);
  return messages.length === batch;
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
