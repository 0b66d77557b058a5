/** Questions to the database about people who work here. */
import { and, asc, eq, gt, inArray, sql } from 'drizzle-orm';
import type { Orm } from '../db/orm.ts';
import { prepared } from '../db/prepared.ts';
import { invitations, people } from '../db/schema/people.ts';

export type PersonRow = typeof people.$inferSelect;

/** Two spellings of one address are one person; unlike for leads, nothing else is made equal. */
export const personKeyOf = (email: string): string => email.trim().toLowerCase();

const personById = prepared((orm) =>
  orm
    .select()
    .from(people)
    .where(eq(people.id, sql.placeholder('id')))
    .prepare(),
);

export async function findPerson(orm: Orm, id: string): Promise<PersonRow | undefined> {
  const [row] = await personById(orm).execute({ id });
  return row;
}

export async function findPersonByEmail(
  orm: Orm,
  workspace: string,
  email: string,
): Promise<PersonRow | undefined> {
  const [row] = await orm
    .select()
    .from(people)
    .where(and(eq(people.workspaceId, workspace), eq(people.emailKey, personKeyOf(email))))
    .limit(1);
  return row;
}

export const listPeople = (orm: Orm, workspace: string): Promise<PersonRow[]> =>
  orm
    .select()
    .from(people)
    .where(eq(people.workspaceId, workspace))
    .orderBy(asc(people.name), asc(people.id));

/** What people are called, those who have left too. */
export async function listPeopleNames(orm: Orm, ids: string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await orm
    .select({ id: people.id, name: people.name })
    .from(people)
    .where(inArray(people.id, ids));
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** Whom a link invites, if it is one, was not used and has not expired. */
export async function findInvited(orm: Orm, hash: string, now: number): Promise<PersonRow | undefined> {
  const [row] = await orm
    .select({ person: people })
    .from(invitations)
    .innerJoin(people, eq(people.id, invitations.personId))
    .where(and(eq(invitations.hash, hash), gt(invitations.expiresAt, now)))
    .limit(1);
  return row?.person;
}
