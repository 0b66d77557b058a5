/** Every write there is, prepared once. What is to be written together is a list of these, committed as one. */
import type { Orm } from './orm.ts';
import { type DeliveryValues, deliveryGuards, deliveryWrites } from './writes/deliveries.ts';
import { type EndpointValues, endpointGuards, endpointWrites } from './writes/endpoints.ts';
import { type FormValues, formGuards, formWrites } from './writes/forms.ts';
import { type JobValues, jobGuards, jobWrites } from './writes/jobs.ts';
import { type LeadValues, leadGuards, leadWrites } from './writes/leads.ts';
import { type PeopleValues, peopleGuards, peopleWrites } from './writes/people.ts';
import { type RemovalValues, removalGuards, removalWrites } from './writes/removals.ts';
import type { Query, Statement } from './writes/slots.ts';
import { type SubmissionValues, submissionGuards, submissionWrites } from './writes/submissions.ts';

/** What each statement needs. A statement that `guards` must change a row, else nothing of its list is kept. */
export interface Values
  extends FormValues,
    SubmissionValues,
    LeadValues,
    PeopleValues,
    DeliveryValues,
    EndpointValues,
    RemovalValues,
    JobValues {}

export type Write = { [Name in keyof Values]: readonly [name: Name, values: Values[Name]] }[keyof Values];

/** Statements that must find the row as it was read: of two changes at once, the second one finds nothing and is done anew. */
export const guards: ReadonlySet<keyof Values> = new Set([
  ...formGuards,
  ...submissionGuards,
  ...leadGuards,
  ...peopleGuards,
  ...deliveryGuards,
  ...endpointGuards,
  ...removalGuards,
  ...jobGuards,
]);

/** Every statement as `make` has it ready for a database. */
export const mapStatements = <Ready>(orm: Orm, make: (query: Query, name: keyof Values) => Ready) =>
  Object.fromEntries(
    Object.entries(statementsOf(orm)).map(([name, statement]) => [
      name,
      make(statement.getQuery(), name as keyof Values),
    ]),
  ) as Record<keyof Values, Ready>;

const statementsOf = (orm: Orm): Record<keyof Values, Statement> => ({
  ...formWrites(orm),
  ...submissionWrites(orm),
  ...leadWrites(orm),
  ...peopleWrites(orm),
  ...deliveryWrites(orm),
  ...endpointWrites(orm),
  ...removalWrites(orm),
  ...jobWrites(orm),
});
