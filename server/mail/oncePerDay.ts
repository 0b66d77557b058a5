/** One confirmation for each address, form and day, whichever of the servers sends it: who adds the row does. */
import { createHmac, type KeyObject } from 'node:crypto';
import { domainToASCII } from 'node:url';
import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Orm } from '../db/orm.ts';
import { prepared } from '../db/prepared.ts';
import { confirmations } from '../db/schema/deliveries.ts';
import type { Store } from '../db/store.ts';
import { emailKeyOf } from '../leads/person.ts';

export type Turn = Pick<typeof confirmations.$inferSelect, 'formId' | 'address' | 'day'>;

/** Milliseconds, longer than anything is tried again: what came in before is confirmed no more, and its rows may go. */
export const latest = 2 * 24 * 60 * 60 * 1000;

/** The box that mail ends up in, however it is written: what stands behind a plus sign is its owner's business, and dots mean nothing to Gmail. */
function boxOf(address: string): string {
  const key = emailKeyOf(address);
  const at = key.lastIndexOf('@');
  const domain = domainToASCII(key.slice(at + 1)).replace(/^googlemail\.com$/, 'gmail.com');
  const [name = ''] = key.slice(0, at).split('+');
  return `${domain === 'gmail.com' ? name.replaceAll('.', '') : name}@${domain}`;
}

/** The day in UTC, so that servers in different places mean the same. */
export const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** What a confirmation uses up. Addresses as hashes that only who knows the secret can make. */
export const turnOf = (secret: KeyObject, form: string, address: string, at: number): Turn => ({
  formId: form,
  address: createHmac('sha256', secret)
    .update(`confirmation of ${form} to ${boxOf(address)}`)
    .digest('base64url'),
  day: dayOf(at),
});

const deliveryByTurn = prepared((orm) =>
  orm
    .select({ deliveryId: confirmations.deliveryId })
    .from(confirmations)
    .where(
      and(
        eq(confirmations.formId, sql.placeholder('formId')),
        eq(confirmations.address, sql.placeholder('address')),
        eq(confirmations.day, sql.placeholder('day')),
      ),
    )
    .prepare(),
);

async function findDelivery(orm: Orm, turn: Turn): Promise<string | undefined> {
  const [row] = await deliveryByTurn(orm).execute({ ...turn });
  return row?.deliveryId;
}

/** What of these forms and addresses is used up, and perhaps more of them: which belongs to which is to be compared. */
export const listTaken = (orm: Orm, turns: readonly Turn[]): Promise<Turn[]> =>
  orm
    .select({ formId: confirmations.formId, address: confirmations.address, day: confirmations.day })
    .from(confirmations)
    .where(
      and(
        inArray(confirmations.formId, [...new Set(turns.map(({ formId }) => formId))]),
        inArray(
          confirmations.address,
          turns.map(({ address }) => address),
        ),
      ),
    );

export const isSameTurn = (one: Turn, other: Turn): boolean =>
  one.address === other.address && one.formId === other.formId && one.day === other.day;

/** Takes a turn for a delivery, for good. `taken`: by another one. `gone`: the delivery is not there any more, for its lead was erased. */
export async function takeTurn(
  { orm, commit }: Pick<Store, 'orm' | 'commit'>,
  turn: Turn,
  { delivery, lead }: { delivery: string; lead: string },
): Promise<'ours' | 'taken' | 'gone'> {
  const known = await findDelivery(orm, turn);
  if (known !== undefined) return known === delivery ? 'ours' : 'taken';
  const row = { ...turn, deliveryId: delivery, leadId: lead };
  if (
    await commit([
      ['needDelivery', { id: delivery }],
      ['addConfirmation', row],
    ])
  )
    return 'ours';
  return (await findDelivery(orm, turn)) === undefined ? 'gone' : 'taken';
}
