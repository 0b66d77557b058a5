/** Releasing what was set aside: from then on it counts as if it had just come in. */
import type { Deps } from '../context.ts';
import type { Write } from '../db/statements.ts';
import type { Published } from '../forms/versions.ts';
import type { LeadRow, SubmissionRow } from '../leads/receive.ts';
import { receiveLead, tidings } from '../submissions/accept.ts';
import { knownFields } from '../visitors/known.ts';
import { tokenFor } from '../visitors/tokens.ts';

type Releasing = Pick<Deps, 'store' | 'versions' | 'secret'>;

/** Everything to be written, and the lead that comes of it. */
export async function release(
  deps: Releasing,
  published: Published,
  row: SubmissionRow,
  at: number,
): Promise<{ writes: Write[]; lead: LeadRow | undefined }> {
  const submission = { ...row, quarantined: false, updatedAt: at };
  const writes: Write[] = [];
  const received = await receiveLead(
    deps,
    published,
    { submission, former: row, byToken: undefined },
    writes,
  );
  const { id, leadId, reply } = submission;
  writes.push(['releaseSubmission', { id, leadId, reply, updatedAt: at }]);
  if (received && submission.status === 'complete') {
    const fields = knownFields(published.form, submission.answers, received.lead, undefined);
    const token = tokenFor(deps.secret, id);
    writes.push(...tidings(published.form, submission, { ...received, fields, token }));
  }
  return { writes, lead: received?.lead };
}
