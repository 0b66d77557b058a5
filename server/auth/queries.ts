/** Questions to the database about who is there. */
import { and, eq, gt, isNull, sql } from 'drizzle-orm';
import type { Orm } from '../db/orm.ts';
import { prepared } from '../db/prepared.ts';
import { apiKeys, type people, sessions } from '../db/schema/people.ts';
import { findPerson } from '../people/queries.ts';
import { roles } from './roles.ts';
import { owner, type Who } from './who.ts';

const sessionByHash = prepared((orm) =>
  orm
    .select({ who: sessions.who })
    .from(sessions)
    .where(and(eq(sessions.hash, sql.placeholder('hash')), gt(sessions.expiresAt, sql.placeholder('now'))))
    .prepare(),
);

/** Who is behind a session that has not ended; nobody, where they are disabled by now. */
export async function findSession(orm: Orm, hash: string, now: number): Promise<Who | undefined> {
  const [row] = await sessionByHash(orm).execute({ hash, now });
  if (row?.who === owner.id) return owner;
  const person = row && (await findPerson(orm, row.who));
  return person && person.disabledAt === null ? asWho(person) : undefined;
}

export const asWho = ({ id, name, role }: typeof people.$inferSelect): Who => ({
  id,
  name,
  kind: 'person',
  role,
  may: roles[role],
});

const keyByHash = prepared((orm) =>
  orm
    .select()
    .from(apiKeys)
    .where(and(eq(apiKeys.hash, sql.placeholder('hash')), isNull(apiKeys.revokedAt)))
    .prepare(),
);

export async function findKeyHolder(orm: Orm, hash: string): Promise<Who | undefined> {
  const [key] = await keyByHash(orm).execute({ hash });
  return key && { id: key.id, name: key.name, kind: 'key', role: null, may: key.scopes };
}
