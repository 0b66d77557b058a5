/** What is written of a submission: itself, its proofs, what sets it aside, and how its browser is known again. */
import { and, eq, sql } from 'drizzle-orm';
import type { Orm, Row } from '../orm.ts';
import { allowed, consents, submissions, tries, visitorTokens } from '../schema/submissions.ts';
import { erasedSubmissions } from '../schema/upkeep.ts';
import { type Statement, settings, slot, slots } from './slots.ts';

export interface SubmissionValues {
  addSubmission: Row<typeof submissions>;
  /** An id that was erased does not come back: fails where it is one. */
  refuseErased: { id: string };
  changeSubmission: Row<typeof submissions> & { formerHash: string };
  /** Fails where it was released already. */
  releaseSubmission: Pick<Row<typeof submissions>, 'id' | 'leadId' | 'reply' | 'updatedAt'>;
  /** Fails where it was released meanwhile. */
  noteReasons: Pick<Row<typeof submissions>, 'id' | 'reasons'>;
  clearConsents: { submissionId: string };
  addConsent: Row<typeof consents>;
  addToken: Row<typeof visitorTokens>;
  addAllowed: Row<typeof allowed>;
  removeAllowed: { workspaceId: string; entry: string };
  addTry: Row<typeof tries>;
  removeTry: { id: string };
  removeOldTries: { before: number };
}

export const submissionGuards: readonly (keyof SubmissionValues)[] = [
  'changeSubmission',
  'releaseSubmission',
  'noteReasons',
  'removeAllowed',
];

export const submissionWrites = (orm: Orm): Record<keyof SubmissionValues, Statement> => ({
  addSubmission: orm.insert(submissions).values(slots(submissions)).prepare(),
  // What is there already cannot be put there once more, and where it is not there is nothing to put.
  refuseErased: orm
    .insert(erasedSubmissions)
    .select(
      orm
        .select()
        .from(erasedSubmissions)
        .where(eq(erasedSubmissions.id, slot('id'))),
    )
    .prepare(),
  changeSubmission: orm
    .update(submissions)
    .set(settings(submissions))
    .where(
      and(
        eq(submissions.id, slot('id')),
        eq(submissions.status, 'partial'),
        eq(submissions.bodyHash, slot('formerHash')),
      ),
    )
    .prepare(),
  releaseSubmission: orm
    .update(submissions)
    .set({ ...settings(submissions, ['leadId', 'reply', 'updatedAt']), quarantined: false })
    .where(and(eq(submissions.id, slot('id')), eq(submissions.quarantined, true)))
    .prepare(),
  noteReasons: orm
    .update(submissions)
    .set(settings(submissions, ['reasons']))
    .where(and(eq(submissions.id, slot('id')), eq(submissions.quarantined, true)))
    .prepare(),
  clearConsents: orm
    .delete(consents)
    .where(eq(consents.submissionId, slot('submissionId')))
    .prepare(),
  addConsent: orm.insert(consents).values(slots(consents)).prepare(),
  addToken: orm.insert(visitorTokens).values(slots(visitorTokens)).prepare(),
  addAllowed: orm.insert(allowed).values(slots(allowed)).onConflictDoNothing().prepare(),
  removeAllowed: orm
    .delete(allowed)
    .where(and(eq(allowed.workspaceId, slot('workspaceId')), eq(allowed.entry, slot('entry'))))
    .prepare(),
  addTry: orm.insert(tries).values(slots(tries)).prepare(),
  removeTry: orm
    .delete(tries)
    .where(eq(tries.id, slot('id')))
    .prepare(),
  removeOldTries: orm
    .delete(tries)
    .where(sql`${tries.at} < ${slot('before')}`)
    .prepare(),
});
