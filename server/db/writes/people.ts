/** Who works here: people, sessions, keys, and the log of what each did. */
import { and, eq, sql } from 'drizzle-orm';
import type { Orm, Row } from '../orm.ts';
import { apiKeys, audit, invitations, people, sessions } from '../schema/people.ts';
import { type Statement, settings, slot, slots } from './slots.ts';

export interface PeopleValues {
  addSession: Row<typeof sessions>;
  removeSession: { hash: string };
  removeSessionsOf: { who: string };
  removeOldSessions: { now: number };
  addPerson: Row<typeof people>;
  changePerson: { id: string; name: string; role: Row<typeof people>['role']; disabledAt: number | null };
  setPassword: { id: string; password: string; email: string };
  setTotp: { id: string; totp: string | null };
  /** Fails where the code of this or a later step has been used. */
  useTotp: { id: string; step: number };
  addInvitation: Row<typeof invitations>;
  removeInvitations: { personId: string };
  /** Fails where the link has been used, or is too old. */
  useInvitation: { hash: string; now: number };
  addKey: Row<typeof apiKeys>;
  revokeKey: { id: string; revokedAt: number };
  addAudit: Row<typeof audit>;
}

export const peopleGuards: readonly (keyof PeopleValues)[] = [
  'changePerson',
  'setPassword',
  'useTotp',
  'useInvitation',
  'revokeKey',
];

export function peopleWrites(orm: Orm): Record<keyof PeopleValues, Statement> {
  const person = eq(people.id, slot('id'));
  return {
    addSession: orm.insert(sessions).values(slots(sessions)).prepare(),
    removeSession: orm
      .delete(sessions)
      .where(eq(sessions.hash, slot('hash')))
      .prepare(),
    removeSessionsOf: orm
      .delete(sessions)
      .where(eq(sessions.who, slot('who')))
      .prepare(),
    removeOldSessions: orm
      .delete(sessions)
      .where(sql`${sessions.expiresAt} < ${slot('now')}`)
      .prepare(),
    addPerson: orm.insert(people).values(slots(people)).prepare(),
    changePerson: orm
      .update(people)
      .set(settings(people, ['name', 'role', 'disabledAt']))
      .where(person)
      .prepare(),
    // Of an invitation that was sent to another address by now nothing may come.
    setPassword: orm
      .update(people)
      .set(settings(people, ['password']))
      .where(and(person, eq(people.email, slot('email')), sql`${people.disabledAt} is null`))
      .prepare(),
    setTotp: orm
      .update(people)
      .set(settings(people, ['totp']))
      .where(person)
      .prepare(),
    useTotp: orm
      .update(people)
      .set({ totpStep: sql`${slot('step')}` })
      .where(and(person, sql`${people.totpStep} < ${slot('step')}`))
      .prepare(),
    addInvitation: orm.insert(invitations).values(slots(invitations)).prepare(),
    removeInvitations: orm
      .delete(invitations)
      .where(eq(invitations.personId, slot('personId')))
      .prepare(),
    useInvitation: orm
      .delete(invitations)
      .where(and(eq(invitations.hash, slot('hash')), sql`${invitations.expiresAt} > ${slot('now')}`))
      .prepare(),
    addKey: orm.insert(apiKeys).values(slots(apiKeys)).prepare(),
    revokeKey: orm
      .update(apiKeys)
      .set(settings(apiKeys, ['revokedAt']))
      .where(and(eq(apiKeys.id, slot('id')), sql`${apiKeys.revokedAt} is null`))
      .prepare(),
    addAudit: orm.insert(audit).values(slots(audit)).prepare(),
  };
}
