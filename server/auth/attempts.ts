/** How often a wrong key or password was offered lately: from one address, and for one account. Counted for all servers together. */
import { createHmac, type KeyObject } from 'node:crypto';
import { and, desc, eq, gt, sql } from 'drizzle-orm';
import type { Deps } from '../context.ts';
import { prepared } from '../db/prepared.ts';
import { tries } from '../db/schema/submissions.ts';
import type { Write } from '../db/statements.ts';
import { newId } from '../ids.ts';
import { groupOf } from './address.ts';

const window = 15 * 60 * 1000;

/** Whose tries are counted. An account is given more, or anybody could lock its owner out from anywhere. */
const most = { address: 10, account: 50 } as const;
export type Counted = { [Kind in keyof typeof most]?: string };

const latest = prepared((orm) =>
  orm
    .select({ at: tries.at })
    .from(tries)
    .where(and(eq(tries.bucket, sql.placeholder('bucket')), gt(tries.at, sql.placeholder('since'))))
    .orderBy(desc(tries.at))
    .limit(Math.max(...Object.values(most)) + 1)
    .prepare(),
);

type Counting = Pick<Deps, 'store' | 'now' | 'secret'>;

/** Seconds to wait before another try is looked at; 0 if one may be made now. `more` of them are let through. */
async function waitFor({ store, now, secret }: Counting, counted: Counted, more = 0): Promise<number> {
  const at = now();
  const waits = await Promise.all(
    bucketsOf(secret, counted).map(async ({ bucket, allowed }) => {
      const rows = await latest(store.orm).execute({ bucket, since: at - window });
      const first = rows[allowed - 1 + more];
      return first ? Math.max(1, Math.ceil((first.at + window - at) / 1000)) : 0;
    }),
  );
  return Math.max(0, ...waits);
}

/** A key is looked at for nothing; only a wrong one is noted. */
export const waitForKey = (deps: Counting, address: string): Promise<number> => waitFor(deps, { address });

/** Notes a wrong try, and forgets those that count no longer. Returns how to take it back. */
export async function noteTry(
  { store, now, secret }: Counting,
  counted: Counted,
): Promise<() => Promise<unknown>> {
  const at = now();
  const noted = bucketsOf(secret, counted).map(({ bucket }) => ({ id: newId(), bucket, at }));
  await store.commit([
    ['removeOldTries', { before: at - window }],
    ...noted.map((one): Write => ['addTry', one]),
  ]);
  return () => store.commit(noted.map(({ id }): Write => ['removeTry', { id }]));
}

/**
 * A try at a password, noted before it is looked at: a thousand of them at once would else all be let through. `wait` is in seconds; one
 * that has to wait does not count, or asking would make the wait longer.
 */
export async function tryPassword(
  deps: Counting,
  counted: Counted,
): Promise<{ wait: number; succeeded(): Promise<unknown> }> {
  const succeeded = await noteTry(deps, counted);
  const wait = await waitFor(deps, counted, 1);
  if (wait > 0) await succeeded();
  return { wait, succeeded };
}

function bucketsOf(secret: KeyObject, counted: Counted) {
  return (Object.keys(most) as (keyof typeof most)[]).flatMap((kind) => {
    const value = counted[kind];
    if (value === undefined) return [];
    const text = kind === 'address' ? groupOf(value) : value;
    // An address is personal: what is kept does not tell it.
    const bucket = createHmac('sha256', secret).update(`${kind} ${text}`).digest('base64url');
    return [{ bucket, allowed: most[kind] }];
  });
}
