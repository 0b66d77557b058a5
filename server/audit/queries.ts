/** The log of who did what: writing a line of it together with what was done, and reading it. */
import { and, desc, eq, lt } from 'drizzle-orm';
import type { Who } from '../auth/who.ts';
import type { Orm } from '../db/orm.ts';
import { audit } from '../db/schema/people.ts';
import type { Write } from '../db/statements.ts';
import { defaultWorkspace } from '../db/store.ts';
import { newId } from '../ids.ts';

/** What is written down. */
export type Action =
  | 'session.begin'
  | 'person.invite'
  | 'person.change'
  | 'person.link'
  | 'person.join'
  | 'password.change'
  | 'totp.on'
  | 'totp.off'
  | 'key.make'
  | 'key.revoke'
  | 'form.publish'
  | 'form.archive'
  | 'lead.stage'
  | 'lead.erase'
  | 'lead.export'
  | 'leads.export'
  | 'submission.release'
  | 'allowed.remove'
  | 'endpoint.make'
  | 'endpoint.change'
  | 'endpoint.rotate'
  | 'endpoint.remove'
  | 'endpoint.test'
  | 'endpoint.off'
  | 'delivery.resend';

export interface Deed {
  who: Pick<Who, 'id' | 'name'>;
  action: Action;
  /** Id of what it was done to. */
  target: string;
  detail?: Record<string, string | number | boolean>;
  at: number;
}

/** A line of the log, to be committed with what it tells of. */
export const audited = ({ who, action, target, detail = {}, at }: Deed): Write => [
  'addAudit',
  { id: newId(), workspaceId: defaultWorkspace, who: who.id, name: who.name, action, target, detail, at },
];

/** The latest lines first; `before` is the id of the last one of the page before. */
export const listAudit = (orm: Orm, workspace: string, before: string | undefined, limit: number) =>
  orm
    .select()
    .from(audit)
    .where(and(eq(audit.workspaceId, workspace), before === undefined ? undefined : lt(audit.id, before)))
    .orderBy(desc(audit.id))
    .limit(limit);
