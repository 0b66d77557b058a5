/** How much comes from one address, and for one form: counted in the database, for all servers together. */
import { createHmac } from 'node:crypto';
import { and, desc, eq, gt, sql } from 'drizzle-orm';
import { groupOf } from '../auth/address.ts';
import type { Deps } from '../context.ts';
import { prepared } from '../db/prepared.ts';
import { tries } from '../db/schema/submissions.ts';
import type { Write } from '../db/statements.ts';
import { newId } from '../ids.ts';
import { isInside } from './inside.ts';

const minute = 60_000;
/** Time over which an address is counted, and a form. */
const addressWindow = 10 * minute;
const formWindow = minute;
/** Ten times more than looks odd is not looked at at all. */
const flood = 10;

/** The n-th latest of a bucket, if there are so many. */
const nth = prepared((orm) =>
  orm
    .select({ at: tries.at })
    .from(tries)
    .where(and(eq(tries.bucket, sql.placeholder('bucket')), gt(tries.at, sql.placeholder('since'))))
    .orderBy(desc(tries.at))
    .limit(1)
    .offset(sql.placeholder('before'))
    .prepare(),
);

type Counting = Pick<Deps, 'store' | 'settings' | 'now' | 'secret'>;

/** Undefined: not to be counted. */
function bucketOf({ settings, secret }: Counting, address: string): string | undefined {
  if (settings.addressLimit === 0 || isInside(address)) return undefined;
  const group = groupOf(address);
  return createHmac('sha256', secret).update(`submissions of ${group}`).digest('base64url');
}

async function nthLatest({ store, now }: Counting, bucket: string, window: number, n: number) {
  const [row] = await nth(store.orm).execute({ bucket, since: now() - window, before: n - 1 });
  return row?.at;
}

/** How an address has behaved of late. */
export interface Pressure {
  /** What it is counted under; undefined where it is not counted. */
  bucket: string | undefined;
  isMuch: boolean;
  /** Seconds that it has to wait, for it sends far more than anybody; 0 as a rule. */
  wait: number;
}

export async function pressureOf(deps: Counting, address: string): Promise<Pressure> {
  const { addressLimit } = deps.settings;
  const bucket = bucketOf(deps, address);
  const latest = async (n: number) =>
    bucket === undefined ? undefined : nthLatest(deps, bucket, addressWindow, n);
  const isMuch = (await latest(addressLimit)) !== undefined;
  const first = isMuch ? await latest(addressLimit * flood) : undefined;
  const wait = first === undefined ? 0 : Math.max(1, Math.ceil((first + addressWindow - deps.now()) / 1000));
  return { bucket, isMuch, wait };
}

const formBucket = (form: string) => `form ${form}`;

export async function isMuchFor(deps: Counting, form: string): Promise<boolean> {
  const { formLimit } = deps.settings;
  return formLimit > 0 && (await nthLatest(deps, formBucket(form), formWindow, formLimit)) !== undefined;
}

/** What counts a submission, to be committed with it. Now and then it forgets what counts no longer. */
export function counting(deps: Counting, form: string, { bucket: from }: Pressure): Write[] {
  const at = deps.now();
  const buckets = [from, deps.settings.formLimit > 0 ? formBucket(form) : undefined];
  const writes = buckets.flatMap((bucket): Write[] =>
    bucket === undefined ? [] : [['addTry', { id: newId(), bucket, at }]],
  );
  if (writes.length > 0 && Math.random() < 1 / 64)
    writes.push(['removeOldTries', { before: at - 15 * minute }]);
  return writes;
}
