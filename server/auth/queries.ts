/** Questions to the database about who is signed in. */
import { and, eq, gt } from 'drizzle-orm';
import { sessions } from '../db/schema.ts';
import type { Orm } from '../db/statements.ts';

export async function findSession(orm: Orm, hash: string, now: number) {
  const [row] = await orm
    .select()
    .from(sessions)
    .where(and(eq(sessions.hash, hash), gt(sessions.expiresAt, now)))
    .limit(1);
  return row;
}
