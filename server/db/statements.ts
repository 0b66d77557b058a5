/** Every write there is, prepared once. What is to be written together is a list of these, committed as one. */
import { and, eq, getTableColumns, gt, inArray, isNull, lt, notExists, or, type SQL, sql } from 'drizzle-orm';
import { alias, type BaseSQLiteDatabase, type SQLiteColumn, type SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { DeliveryState } from '../deliveries/channel.ts';
import { claimed } from './dialect.ts';
import {
  allowed,
  apiKeys,
  attempts,
  audit,
  confirmations,
  consents,
  deliveries,
  endpoints,
  erasedSubmissions,
  erasures,
  forms,
  formVersions,
  funnelCounts,
  handovers,
  invitations,
  jobs,
  leads,
  messages,
  outbox,
  people,
  sessions,
  stageMoves,
  submissions,
  tries,
  visitorTokens,
  workspaces,
} from './schema.ts';

/** Of either database; whatever is asked of it is awaited. */
export type Orm = BaseSQLiteDatabase<'async', unknown>;
type Row<T extends SQLiteTable> = T['$inferSelect'];

/** What each statement needs. A statement that `guards` must change a row, else nothing of its list is kept. */
export interface Values {
  addWorkspace: Row<typeof workspaces>;
  /** Whether anything can be written. There and back, since SQLite does not write what stays as it was. */
  probe: { id: string; by: 1 | -1 };
  addForm: Row<typeof forms>;
  saveDraft: { id: string; draft: string; draftAt: number };
  addVersion: Row<typeof formVersions>;
  /** A draft is done with once its very text is live; any other is somebody's work and stays. */
  goLive: { id: string; liveVersion: number; source: 'api' | 'file'; text: string };
  archiveForm: { id: string; archivedAt: number };
  addSubmission: Row<typeof submissions>;
  changeSubmission: Row<typeof submissions> & { formerHash: string };
  /** Fails where it was released already. */
  releaseSubmission: Pick<Row<typeof submissions>, 'id' | 'leadId' | 'reply' | 'updatedAt'>;
  /** Fails where it was released meanwhile. */
  noteReasons: Pick<Row<typeof submissions>, 'id' | 'reasons'>;
  addAllowed: Row<typeof allowed>;
  removeAllowed: { workspaceId: string; entry: string };
  addLead: Row<typeof leads>;
  changeLead: Row<typeof leads> & { formerRevision: number };
  moveSubmissions: { from: string; to: string };
  moveTokens: { from: string; to: string };
  addMove: Row<typeof stageMoves>;
  addHandover: Row<typeof handovers>;
  closeHandovers: { leadId: string; closedAt: number };
  clearConsents: { submissionId: string };
  addConsent: Row<typeof consents>;
  addOutbox: Omit<Row<typeof outbox>, 'claimedUntil'>;
  addToken: Row<typeof visitorTokens>;
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
  addTry: Row<typeof tries>;
  removeTry: { id: string };
  removeOldTries: { before: number };
  countEvents: Row<typeof funnelCounts>;
  /** An id that was erased does not come back: fails where it is one. */
  refuseErased: { id: string };
  /** Takes a lead in hand before what hangs on it is removed: whoever has read it comes too late from here on. */
  holdLead: { id: string; formerRevision: number };
  /** The same, whatever became of the lead since it was read. */
  seizeLead: { id: string };
  rememberErased: { leadId: string; at: number };
  addErased: Row<typeof erasedSubmissions>;
  removeConsents: { leadId: string };
  removeSubmissions: { leadId: string };
  removeTokens: { leadId: string };
  removeMoves: { leadId: string };
  removeHandovers: { leadId: string };
  removeOutbox: { leadId: string };
  removeMessages: { leadId: string };
  removeDeliveries: { leadId: string };
  removeAttempts: { leadId: string };
  /** Not while another lead is known to be the same person: it would be left behind. */
  removeLead: { id: string };
  addErasure: Row<typeof erasures>;
  forgetErased: { before: number };
  removeSubmission: { id: string; formerUpdatedAt: number };
  removeOldOutbox: { leadId: string; before: number };
  /** Of a lead's, all that were written before a time. */
  removeOldMessages: { leadId: string; before: number };
  removeOldDeliveries: { leadId: string; before: number };
  removeOldAttempts: { leadId: string; before: number };
  addJob: { name: string };
  /** A claim is void once its time is over, and where it reaches further than any claim does: a clock was wrong then. */
  claimJob: { name: string; claimedBy: string; claimedUntil: number; now: number; furthest: number };
  /** Keeps a claim for longer. Whoever has lost it does no more. */
  holdJob: { name: string; claimedBy: string; claimedUntil: number };
  endJob: { name: string; claimedBy: string; lastRunAt: number | null; result: Row<typeof jobs>['result'] };
  /** Fails where another server was quicker, or whom it is about was erased. */
  takeOff: { id: string };
  addMessage: Row<typeof messages>;
  addDelivery: Row<typeof deliveries>;
  /** Some of what is due in a lane. Where the server that claims it falls silent it is due again at the end of the claim. */
  claimDue: { lane: string; now: number; until: number; claimedBy: string; limit: number };
  addAttempt: Row<typeof attempts>;
  /** Fails where it was claimed by another server meanwhile, or is gone. */
  settleDelivery: {
    id: string;
    claimedBy: string;
    state: DeliveryState;
    tries: number;
    dueAt: number | null;
    updatedAt: number;
  };
  /** Due at once, and by the whole schedule again. Fails while it is being tried. */
  resendDelivery: { id: string; dueAt: number };
  removeDelivery: { id: string };
  removeAttemptsOf: { deliveryId: string };
  /** Unless somebody is still to be told, or was and the log of it is kept. */
  removeToldMessage: { id: string };
  addEndpoint: Row<typeof endpoints>;
  changeEndpoint: Pick<
    Row<typeof endpoints>,
    'id' | 'url' | 'description' | 'events' | 'failingSince' | 'offAt' | 'offWhy'
  >;
  rotateSecret: Pick<Row<typeof endpoints>, 'id' | 'secret' | 'formerSecret' | 'formerUntil'> & {
    present: string;
  };
  removeEndpoint: { id: string; removedAt: number };
  /** Only the first failure is since when. */
  noteFailing: { id: string; failingSince: number };
  noteWorking: { id: string };
  /** Fails where it is off already. */
  switchOff: { id: string; offAt: number; offWhy: Row<typeof endpoints>['offWhy'] };
  /** Fails where it is gone. */
  needDelivery: { id: string };
  addConfirmation: Row<typeof confirmations>;
  removeConfirmations: { leadId: string };
  removeOldConfirmations: { before: string };
}

export type Write = { [Name in keyof Values]: readonly [name: Name, values: Values[Name]] }[keyof Values];

/** What a prepared statement tells of itself. */
export interface Query {
  sql: string;
  params: unknown[];
}

interface Statement {
  getQuery(): Query;
}

/** Statements that must find the row as it was read: of two changes at once, the second one finds nothing and is done anew. */
export const guards: ReadonlySet<keyof Values> = new Set([
  'probe',
  'saveDraft',
  'goLive',
  'archiveForm',
  'changeSubmission',
  'releaseSubmission',
  'noteReasons',
  'removeAllowed',
  'changeLead',
  'changePerson',
  'setPassword',
  'useTotp',
  'useInvitation',
  'revokeKey',
  'holdLead',
  'seizeLead',
  'removeLead',
  'removeSubmission',
  'claimJob',
  'holdJob',
  'takeOff',
  'settleDelivery',
  'resendDelivery',
  'changeEndpoint',
  'rotateSecret',
  'removeEndpoint',
  'switchOff',
  'needDelivery',
]);

const slot = (name: string) => sql.placeholder(name);

/** A slot for every column of a table, by the names of its properties. */
function slots<T extends SQLiteTable>(table: T) {
  return Object.fromEntries(Object.keys(getTableColumns(table)).map((key) => [key, slot(key)])) as {
    [Key in keyof T['$inferInsert']]: ReturnType<typeof slot>;
  };
}

/** Sets columns from slots, all but the id unless some are named. */
function settings<T extends SQLiteTable>(table: T, names?: (keyof T['$inferInsert'] & string)[]) {
  const columns = getTableColumns(table);
  const wanted = names ?? Object.keys(columns).filter((key) => key !== 'id');
  return Object.fromEntries(
    wanted.map((key) => [key, sql`${sql.param(slot(key), columns[key])}`]),
  ) as unknown as { [Key in keyof T['$inferInsert']]: SQL };
}

/** Every statement as `make` has it ready for a database. */
export const mapStatements = <Ready>(orm: Orm, make: (query: Query, name: keyof Values) => Ready) =>
  Object.fromEntries(
    Object.entries(statementsOf(orm)).map(([name, statement]) => [
      name,
      make(statement.getQuery(), name as keyof Values),
    ]),
  ) as Record<keyof Values, Ready>;

function statementsOf(orm: Orm): Record<keyof Values, Statement> {
  const form = eq(forms.id, slot('id'));
  const person = eq(people.id, slot('id'));
  const unlessPublished = (column: SQLiteColumn) =>
    sql`case when ${forms.draft} = ${slot('text')} then null else ${column} end`;
  const merged = alias(leads, 'merged');
  const removeOf = (table: SQLiteTable & { leadId: SQLiteColumn }) =>
    orm
      .delete(table)
      .where(eq(table.leadId, slot('leadId')))
      .prepare();
  const endpoint = and(eq(endpoints.id, slot('id')), isNull(endpoints.removedAt));
  const deliveriesOf = (which: SQL = eq(deliveries.leadId, slot('leadId'))) =>
    orm.select({ id: deliveries.id }).from(deliveries).where(which);
  const oldMessages = () =>
    orm
      .select({ id: messages.id })
      .from(messages)
      .where(and(eq(messages.leadId, slot('leadId')), lt(messages.createdAt, slot('before'))));
  return {
    addWorkspace: orm.insert(workspaces).values(slots(workspaces)).onConflictDoNothing().prepare(),
    probe: orm
      .update(workspaces)
      .set({ createdAt: sql`${workspaces.createdAt} + ${slot('by')}` })
      .where(eq(workspaces.id, slot('id')))
      .prepare(),
    addForm: orm.insert(forms).values(slots(forms)).prepare(),
    saveDraft: orm
      .update(forms)
      .set(settings(forms, ['draft', 'draftAt']))
      .where(form)
      .prepare(),
    addVersion: orm.insert(formVersions).values(slots(formVersions)).prepare(),
    goLive: orm
      .update(forms)
      .set({
        ...settings(forms, ['liveVersion', 'source']),
        draft: unlessPublished(forms.draft),
        draftAt: unlessPublished(forms.draftAt),
        archivedAt: null,
      })
      .where(form)
      .prepare(),
    archiveForm: orm
      .update(forms)
      .set(settings(forms, ['archivedAt']))
      .where(form)
      .prepare(),
    addSubmission: orm.insert(submissions).values(slots(submissions)).prepare(),
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
    addAllowed: orm.insert(allowed).values(slots(allowed)).onConflictDoNothing().prepare(),
    removeAllowed: orm
      .delete(allowed)
      .where(and(eq(allowed.workspaceId, slot('workspaceId')), eq(allowed.entry, slot('entry'))))
      .prepare(),
    addLead: orm.insert(leads).values(slots(leads)).prepare(),
    changeLead: orm
      .update(leads)
      .set(settings(leads))
      .where(and(eq(leads.id, slot('id')), eq(leads.revision, slot('formerRevision'))))
      .prepare(),
    moveSubmissions: orm
      .update(submissions)
      .set({ leadId: sql`${slot('to')}` })
      .where(eq(submissions.leadId, slot('from')))
      .prepare(),
    moveTokens: orm
      .update(visitorTokens)
      .set({ leadId: sql`${slot('to')}` })
      .where(eq(visitorTokens.leadId, slot('from')))
      .prepare(),
    addMove: orm.insert(stageMoves).values(slots(stageMoves)).prepare(),
    addHandover: orm.insert(handovers).values(slots(handovers)).prepare(),
    closeHandovers: orm
      .update(handovers)
      .set(settings(handovers, ['closedAt']))
      .where(and(eq(handovers.leadId, slot('leadId')), sql`${handovers.closedAt} is null`))
      .prepare(),
    clearConsents: orm
      .delete(consents)
      .where(eq(consents.submissionId, slot('submissionId')))
      .prepare(),
    addConsent: orm.insert(consents).values(slots(consents)).prepare(),
    addOutbox: orm
      .insert(outbox)
      .values({ ...slots(outbox), claimedUntil: null })
      .prepare(),
    addToken: orm.insert(visitorTokens).values(slots(visitorTokens)).prepare(),
    addSession: orm.insert(sessions).values(slots(sessions)).prepare(),
    removeSession: orm
      .delete(sessions)
      .where(eq(sessions.hash, slot('hash')))
      .prepare(),
    removeOldSessions: orm
      .delete(sessions)
      .where(sql`${sessions.expiresAt} < ${slot('now')}`)
      .prepare(),
    removeSessionsOf: orm
      .delete(sessions)
      .where(eq(sessions.who, slot('who')))
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
    addTry: orm.insert(tries).values(slots(tries)).prepare(),
    removeTry: orm
      .delete(tries)
      .where(eq(tries.id, slot('id')))
      .prepare(),
    removeOldTries: orm
      .delete(tries)
      .where(sql`${tries.at} < ${slot('before')}`)
      .prepare(),
    countEvents: orm
      .insert(funnelCounts)
      .values(slots(funnelCounts))
      .onConflictDoUpdate({
        target: [
          funnelCounts.formId,
          funnelCounts.version,
          funnelCounts.day,
          funnelCounts.type,
          funnelCounts.step,
        ],
        set: { count: sql`${funnelCounts.count} + excluded.count` },
      })
      .prepare(),
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
    holdLead: orm
      .update(leads)
      .set({ revision: sql`${leads.revision} + 1` })
      .where(and(eq(leads.id, slot('id')), eq(leads.revision, slot('formerRevision'))))
      .prepare(),
    seizeLead: orm
      .update(leads)
      .set({ revision: sql`${leads.revision} + 1` })
      .where(eq(leads.id, slot('id')))
      .prepare(),
    rememberErased: orm
      .insert(erasedSubmissions)
      .select(
        orm
          .select({ id: submissions.id, at: sql<number>`${slot('at')}`.as('at') })
          .from(submissions)
          .where(eq(submissions.leadId, slot('leadId'))),
      )
      .prepare(),
    addErased: orm.insert(erasedSubmissions).values(slots(erasedSubmissions)).prepare(),
    removeConsents: orm
      .delete(consents)
      .where(
        inArray(
          consents.submissionId,
          orm
            .select({ id: submissions.id })
            .from(submissions)
            .where(eq(submissions.leadId, slot('leadId'))),
        ),
      )
      .prepare(),
    removeSubmissions: removeOf(submissions),
    removeTokens: removeOf(visitorTokens),
    removeMoves: removeOf(stageMoves),
    removeHandovers: removeOf(handovers),
    removeOutbox: removeOf(outbox),
    removeMessages: removeOf(messages),
    removeDeliveries: removeOf(deliveries),
    removeAttempts: orm.delete(attempts).where(inArray(attempts.deliveryId, deliveriesOf())).prepare(),
    removeLead: orm
      .delete(leads)
      .where(
        and(
          eq(leads.id, slot('id')),
          notExists(
            orm
              .select({ id: merged.id })
              .from(merged)
              .where(eq(merged.mergedInto, slot('id'))),
          ),
        ),
      )
      .prepare(),
    addErasure: orm.insert(erasures).values(slots(erasures)).prepare(),
    forgetErased: orm
      .delete(erasedSubmissions)
      .where(lt(erasedSubmissions.at, slot('before')))
      .prepare(),
    removeSubmission: orm
      .delete(submissions)
      .where(and(eq(submissions.id, slot('id')), eq(submissions.updatedAt, slot('formerUpdatedAt'))))
      .prepare(),
    removeOldOutbox: orm
      .delete(outbox)
      .where(and(eq(outbox.leadId, slot('leadId')), lt(outbox.createdAt, slot('before'))))
      .prepare(),
    removeOldMessages: orm
      .delete(messages)
      .where(and(eq(messages.leadId, slot('leadId')), lt(messages.createdAt, slot('before'))))
      .prepare(),
    removeOldDeliveries: orm.delete(deliveries).where(inArray(deliveries.messageId, oldMessages())).prepare(),
    removeOldAttempts: orm
      .delete(attempts)
      .where(inArray(attempts.deliveryId, deliveriesOf(inArray(deliveries.messageId, oldMessages()))))
      .prepare(),
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
    takeOff: orm
      .delete(outbox)
      .where(eq(outbox.id, slot('id')))
      .prepare(),
    addMessage: orm.insert(messages).values(slots(messages)).prepare(),
    addDelivery: orm.insert(deliveries).values(slots(deliveries)).prepare(),
    claimDue: orm
      .update(deliveries)
      .set({ dueAt: sql`${slot('until')}`, claimedBy: sql`${slot('claimedBy')}` })
      .where(
        sql`${deliveries.id} in ${claimed(sql`select id from deliveries where lane = ${slot('lane')} and due_at <= ${slot('now')} order by due_at limit ${slot('limit')}`)} and due_at <= ${slot('now')}`,
      )
      .prepare(),
    addAttempt: orm.insert(attempts).values(slots(attempts)).prepare(),
    settleDelivery: orm
      .update(deliveries)
      .set({ ...settings(deliveries, ['state', 'tries', 'dueAt', 'updatedAt']), claimedBy: null })
      .where(and(eq(deliveries.id, slot('id')), eq(deliveries.claimedBy, slot('claimedBy'))))
      .prepare(),
    resendDelivery: orm
      .update(deliveries)
      .set({ ...settings(deliveries, ['dueAt']), state: 'waiting', tries: 0 })
      .where(and(eq(deliveries.id, slot('id')), isNull(deliveries.claimedBy)))
      .prepare(),
    removeDelivery: orm
      .delete(deliveries)
      .where(eq(deliveries.id, slot('id')))
      .prepare(),
    removeAttemptsOf: orm
      .delete(attempts)
      .where(eq(attempts.deliveryId, slot('deliveryId')))
      .prepare(),
    removeToldMessage: orm
      .delete(messages)
      .where(
        and(
          eq(messages.id, slot('id')),
          notExists(
            orm
              .select({ id: deliveries.id })
              .from(deliveries)
              .where(eq(deliveries.messageId, slot('id'))),
          ),
        ),
      )
      .prepare(),
    addEndpoint: orm.insert(endpoints).values(slots(endpoints)).prepare(),
    changeEndpoint: orm
      .update(endpoints)
      .set(settings(endpoints, ['url', 'description', 'events', 'failingSince', 'offAt', 'offWhy']))
      .where(endpoint)
      .prepare(),
    rotateSecret: orm
      .update(endpoints)
      .set(settings(endpoints, ['secret', 'formerSecret', 'formerUntil']))
      .where(and(endpoint, eq(endpoints.secret, slot('present'))))
      .prepare(),
    removeEndpoint: orm
      .update(endpoints)
      .set({ ...settings(endpoints, ['removedAt']), secret: '', formerSecret: null })
      .where(endpoint)
      .prepare(),
    noteFailing: orm
      .update(endpoints)
      .set(settings(endpoints, ['failingSince']))
      .where(and(endpoint, isNull(endpoints.failingSince)))
      .prepare(),
    noteWorking: orm.update(endpoints).set({ failingSince: null }).where(endpoint).prepare(),
    switchOff: orm
      .update(endpoints)
      .set(settings(endpoints, ['offAt', 'offWhy']))
      .where(and(endpoint, isNull(endpoints.offAt)))
      .prepare(),
    needDelivery: orm
      .update(deliveries)
      .set({ updatedAt: sql`${deliveries.updatedAt}` })
      .where(eq(deliveries.id, slot('id')))
      .prepare(),
    addConfirmation: orm.insert(confirmations).values(slots(confirmations)).prepare(),
    removeConfirmations: removeOf(confirmations),
    removeOldConfirmations: orm
      .delete(confirmations)
      .where(lt(confirmations.day, slot('before')))
      .prepare(),
  };
}
