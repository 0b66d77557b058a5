/** Tokens by which a browser is known again. Bound to one lead and one form; only their hashes are stored. */
import { createHmac, createSecretKey, hash, type KeyObject, scryptSync } from 'node:crypto';
import { and, eq, gt, sql } from 'drizzle-orm';
import type { Orm } from '../db/orm.ts';
import { prepared } from '../db/prepared.ts';
import { visitorTokens } from '../db/schema/submissions.ts';

export const hashToken = (token: string): string => hash('sha256', token);

/** Slow on purpose: nobody shall try keys by the tokens that they make. */
export const secretFrom = (apiKey: string): KeyObject =>
  createSecretKey(scryptSync(apiKey, 'qualiform visitor', 32));

/**
 * The token for a submission. Made from its id, and not by chance, so that a submission that is sent twice is answered twice the
 * same although the token itself is not kept.
 */
export const tokenFor = (secret: KeyObject, submission: string): string =>
  createHmac('sha256', secret).update(submission).digest('base64url');

const tokenByHash = prepared((orm) =>
  orm
    .select({ leadId: visitorTokens.leadId, fields: visitorTokens.fields })
    .from(visitorTokens)
    .where(
      and(
        eq(visitorTokens.hash, sql.placeholder('hash')),
        eq(visitorTokens.formId, sql.placeholder('form')),
        gt(visitorTokens.expiresAt, sql.placeholder('now')),
      ),
    )
    .prepare(),
);

/** What a token is bound to, if it is one, is of this form and has not expired. */
export async function findToken(orm: Orm, token: string, form: string, now: number) {
  const [row] = await tokenByHash(orm).execute({ hash: hashToken(token), form, now });
  return row;
}
