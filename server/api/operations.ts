/** Every route of the HTTP API in one table, with the schemas that it parses and answers with. */
import { formsOperations } from './operations/forms.ts';
import { leadsOperations } from './operations/leads.ts';
import type { Operation } from './operations/operation.ts';
import { privacyOperations } from './operations/privacy.ts';
import { signingOperations } from './operations/signing.ts';
import { submissionsOperations } from './operations/submissions.ts';
import { teamOperations } from './operations/team.ts';
import { visitorsOperations } from './operations/visitors.ts';
import { webhooksOperations } from './operations/webhooks.ts';

export { type Operation, problemsOf } from './operations/operation.ts';

/** In the order in which the API's page tells of them. */
export const operations: Operation[] = [
  ...visitorsOperations,
  ...signingOperations,
  ...formsOperations,
  ...leadsOperations,
  ...submissionsOperations,
  ...privacyOperations,
  ...webhooksOperations,
  ...teamOperations,
];
