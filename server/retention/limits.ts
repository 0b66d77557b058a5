/** How far back the submissions of each form are kept. */
import type { Form } from '../../widget/schema/form.ts';
import type { Orm } from '../db/orm.ts';
import type { Versions } from '../forms/versions.ts';
import { listLiveVersions } from './queries.ts';

const defaultMonths = 24;

export interface Limit {
  form: string;
  months: number;
  /** Whatever came in before this, in milliseconds, is to go. */
  before: number;
}

export const monthsOf = (form: Pick<Form, 'retention'>): number => form.retention?.months ?? defaultMonths;

/** By the calendar: on the last day of a shorter month, where there is no such day. */
export function monthsBefore(now: number, months: number): number {
  const day = new Date(now);
  const wanted = day.getUTCDate();
  day.setUTCMonth(day.getUTCMonth() - months);
  if (day.getUTCDate() !== wanted) day.setUTCDate(0);
  return day.getTime();
}

/** Of every form that was ever published, archived ones too: its latest version says how long. */
export async function findLimits(
  { orm, versions }: { orm: Orm; versions: Versions },
  now: number,
): Promise<Limit[]> {
  const limits: Limit[] = [];
  for (const { id, version } of await listLiveVersions(orm)) {
    const published = await versions.find(id, version);
    const months = monthsOf(published?.form ?? {});
    limits.push({ form: id, months, before: monthsBefore(now, months) });
  }
  return limits;
}
