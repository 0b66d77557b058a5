/** Work that one server does for all. */
import { and, eq, gt, lt, or } from 'drizzle-orm';
import type { Orm, Row } from '../orm.ts';
import { jobs } from '../schema/upkeep.ts';
import { type Statement, settings, slot } from './slots.ts';

export interface JobValues {
  addJob: { name: string };
  /** A claim is void once its time is over, and where it reaches further than any claim does: a clock was wrong then. */
  claimJob: { name: string; claimedBy: string; claimedUntil: number; now: number; furthest: number };
  /** Keeps a claim for longer. Whoever has lost it does no more. */
  holdJob: { name: string; claimedBy: string; claimedUntil: number };
  endJob: { name: string; claimedBy: string; lastRunAt: number | null; result: Row<typeof jobs>['result'] };
}

export const jobGuards: readonly (keyof JobValues)[] = ['claimJob', 'holdJob'];

export const jobWrites = (orm: Orm): Record<keyof JobValues, Statement> => ({
  addJob: orm
    .insert(jobs)
    .values({ name: slot('name'), claimedUntil: 0 })
    .onConflictDoNothing()
    .prepare(),
  claimJob: orm
    .update(jobs)
    .set(settings(jobs, ['claimedBy', 'claimedUntil']))
    .where(
      and(
        eq(jobs.name, slot('name')),
        or(lt(jobs.claimedUntil, slot('now')), gt(jobs.claimedUntil, slot('furthest'))),
      ),
    )
    .prepare(),
  holdJob: orm
    .update(jobs)
    .set(settings(jobs, ['claimedUntil']))
    .where(and(eq(jobs.name, slot('name')), eq(jobs.claimedBy, slot('claimedBy'))))
    .prepare(),
  endJob: orm
    .update(jobs)
    .set({ ...settings(jobs, ['lastRunAt', 'result']), claimedBy: null, claimedUntil: 0 })
    .where(and(eq(jobs.name, slot('name')), eq(jobs.claimedBy, slot('claimedBy'))))
    .prepare(),
});
