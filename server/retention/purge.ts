/**
 * Removes what is older than its form keeps it, a little at a time, one server for all. It stops and says so where it would remove more
 * than a fifth of everything, or where the clock is not to be believed: then a person decides.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { Deps } from '../context.ts';
import type { Write } from '../db/statements.ts';
import { forgetSome } from '../deliveries/forget.ts';
import { newId, timeOf } from '../ids.ts';
import { dayOf, latest } from '../mail/oncePerDay.ts';
import { giveWay } from '../turns.ts';
import { isBelievable, lately } from './clock.ts';
import { findLimits, type Limit } from './limits.ts';
import { countAll, countDue, findJob, job, listDue, listLatest } from './queries.ts';
import { type Removal, removalsOf } from './remove.ts';

const day = 24 * 60 * 60 * 1000;
/** Submissions of one commit; with their consents and what hangs on their leads some 200 rows. */
const batch = 40;
const restBetween = 20;
/** Whoever has claimed the job and says nothing for so long has ended. */
const claim = 10 * 60 * 1000;
/** Of all submissions. */
const largestShare = 0.2;
const witnesses = 21;
/** A browser sends nothing again after a day; a draft in it may be older. */
const rememberErased = 400 * day;
const mostFutile = 5;

export interface Plan {
  /** What each form has to lose. */
  due: (Limit & { submissions: number })[];
  /** All that is due, and all there is. */
  total: number;
  of: number;
  /** What speaks against it. */
  stops: 'share' | 'clock' | null;
}

export interface Ran {
  at: number;
  /** `ended` where the server stopped in the middle, or others changed the same leads all the time: the rest comes next time. */
  outcome: 'done' | 'ended' | 'share' | 'clock';
  due: number;
  of: number;
  submissions: number;
  leads: number;
}

type Purging = Pick<Deps, 'store' | 'versions' | 'now' | 'log'>;

/** What would be removed now. */
export async function plan({ store, versions, now }: Omit<Purging, 'log'>): Promise<Plan> {
  const at = now();
  const limits = await findLimits({ orm: store.orm, versions }, at);
  const due: Plan['due'] = [];
  for (const limit of limits) due.push({ ...limit, submissions: await countDue(store.orm, limit) });
  const total = due.reduce((sum, { submissions }) => sum + submissions, 0);
  const of = await countAll(store.orm);
  const lastRunAt = (await findJob(store.orm))?.lastRunAt ?? null;
  const begun = total === 0 ? [] : await listBegun(store.orm, limits, at);
  const isSafe = total === 0 || isBelievable({ now: at, lastRunAt, begun });
  return { due, total, of, stops: !isSafe ? 'clock' : total > of * largestShare ? 'share' : null };
}

/** When the submissions that were received last were begun, by the clocks of their browsers. */
async function listBegun(orm: Deps['store']['orm'], limits: readonly Limit[], at: number): Promise<number[]> {
  const latest = [];
  for (const { form } of limits) latest.push(...(await listLatest(orm, form, at - lately, witnesses)));
  return latest
    .sort((a, b) => b.updatedAt - a.updatedAt)
    .slice(0, witnesses)
    .map(({ id }) => timeOf(id));
}

/** Does it, `anyway` also against what speaks against it. Undefined where another server is at it. */
export async function purge(
  deps: Purging,
  { anyway = false, goesOn = () => true }: { anyway?: boolean; goesOn?: () => boolean } = {},
): Promise<Ran | undefined> {
  const { store, now, log } = deps;
  const claimedBy = newId();
  const at = now();
  const claimed = await store.commit([
    ['addJob', { name: job }],
    ['claimJob', { name: job, claimedBy, claimedUntil: at + claim, now: at, furthest: at + day }],
  ]);
  if (!claimed) return undefined;

  const former = (await findJob(store.orm))?.lastRunAt ?? null;
  const { due, total, of, stops } = await plan(deps);
  const ran: Ran = { at, outcome: 'done', due: total, of, submissions: 0, leads: 0 };
  if (stops && !anyway) ran.outcome = stops;
  else
    for (const limit of due.filter(({ submissions }) => submissions > 0))
      if (!(await empty(deps, { limit, claimedBy, goesOn, ran }))) {
        ran.outcome = 'ended';
        break;
      }
  if (ran.outcome === 'done') await forgetDeliveries(deps, claimedBy, goesOn);
  const isDone = ran.outcome === 'done';
  await store.commit([
    ['endJob', { name: job, claimedBy, lastRunAt: isDone ? at : former, result: ran }],
    ['forgetErased', { before: isDone ? at - rememberErased : 0 }],
    ['removeOldConfirmations', { before: dayOf(at - latest) }],
  ]);
  log({ event: stops && !anyway ? 'purge_stopped' : 'purge', ...ran, ...(stops && !anyway && { remedy }) });
  return ran;
}

const remedy = 'See "npm run qualiform -- purge --dry-run"; with --yes it is done.';

interface Emptying {
  limit: Limit;
  claimedBy: string;
  goesOn: () => boolean;
  ran: Ran;
}

/** A claim that was lost keeps the whole list from being written. */
const commitHolding = ({ store, now }: Purging, claimedBy: string, writes: readonly Write[]) =>
  store.commit([['holdJob', { name: job, claimedBy, claimedUntil: now() + claim }], ...writes]);

/** The log of what was delivered long ago goes by itself, as far as the server goes on. */
async function forgetDeliveries(deps: Purging, claimedBy: string, goesOn: () => boolean): Promise<void> {
  for (;;) {
    await giveWay(deps.store);
    const writes = goesOn() ? await forgetSome(deps.store.orm, deps.now()) : [];
    if (writes.length === 0 || !(await commitHolding(deps, claimedBy, writes))) return;
    await pause(restBetween);
  }
}

/** Removes all that is due of one form. False where it has to end before. */
async function empty(deps: Purging, { limit, claimedBy, goesOn, ran }: Emptying): Promise<boolean> {
  const { store } = deps;
  const commit = (writes: readonly Write[]) => commitHolding(deps, claimedBy, writes);
  const count = ({ submissions, leads }: Removal) => {
    ran.submissions += submissions;
    ran.leads += leads;
  };

  for (let futile = 0; futile < mostFutile; ) {
    await giveWay(store);
    if (!goesOn()) return false;
    const due = await listDue(store.orm, limit, batch);
    if (due.length === 0) return true;
    const removals = await removalsOf(deps, due, limit.before);
    if (await commit(removals.flatMap(({ writes }) => writes))) {
      for (const removal of removals) count(removal);
    } else {
      // Somebody changed one of these leads meanwhile: the others need not wait for it.
      let some = false;
      for (const removal of removals)
        if (await commit(removal.writes)) {
          count(removal);
          some = true;
        }
      if (!some) futile += 1;
    }
    await pause(restBetween);
  }
  return false;
}
