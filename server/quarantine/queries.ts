/** Questions to the database about what was set aside, and about whom never to set aside again. */
import { and, desc, eq, inArray, lt } from 'drizzle-orm';
import { domainOf } from '../../widget/engine/email.ts';
import type { Orm } from '../db/orm.ts';
import { allowed, submissions } from '../db/schema/submissions.ts';
import { emailKeyOf } from '../leads/person.ts';
import type { SubmissionRow } from '../leads/receive.ts';

/** The latest first; `before` is the id of the last one of the page before. */
export const listQuarantined = (
  orm: Orm,
  workspace: string,
  before: string | undefined,
  limit: number,
): Promise<SubmissionRow[]> =>
  orm
    .select()
    .from(submissions)
    .where(
      and(
        eq(submissions.quarantined, true),
        eq(submissions.workspaceId, workspace),
        before === undefined ? undefined : lt(submissions.id, before),
      ),
    )
    .orderBy(desc(submissions.id))
    .limit(limit);

export const allowedEmail = (email: string): string => emailKeyOf(email);
export const allowedDomain = (email: string): string => `@${domainOf(email) ?? ''}`;

/** Whether an address, or its whole domain, is always let in. */
export async function isAllowed(orm: Orm, workspace: string, email: string): Promise<boolean> {
  const [row] = await orm
    .select({ entry: allowed.entry })
    .from(allowed)
    .where(
      and(
        eq(allowed.workspaceId, workspace),
        inArray(allowed.entry, [allowedEmail(email), allowedDomain(email)]),
      ),
    )
    .limit(1);
  return row !== undefined;
}

export const listAllowed = (orm: Orm, workspace: string) =>
  orm.select().from(allowed).where(eq(allowed.workspaceId, workspace)).orderBy(desc(allowed.at));
