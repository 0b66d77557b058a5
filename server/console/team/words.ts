/** What states and deeds are called. */
import type { AuditLine, Person } from '../shapes.ts';

export const stateLabels: Record<Person['state'], string> = {
  invited: 'Invited',
  active: 'Active',
  disabled: 'Disabled',
};

const deeds: Record<string, string> = {
  'session.begin': 'signed in',
  'person.invite': 'invited somebody',
  'person.change': 'changed a person',
  'person.link': 'made a new link for a person',
  'person.join': 'chose a password',
  'password.change': 'changed the password',
  'totp.on': 'began to use an authenticator app',
  'totp.off': 'uses no authenticator app any more',
  'key.make': 'made a key',
  'key.revoke': 'revoked a key',
  'form.publish': 'published a form',
  'form.archive': 'archived a form',
  'lead.stage': 'moved a lead',
  'lead.erase': 'erased a person',
  'lead.export': 'took out all that is stored of a person',
  'leads.export': 'took out leads as a table',
  'submission.release': 'released a submission',
  'allowed.remove': 'took somebody off the list of those always let in',
  'endpoint.make': 'made a webhook',
  'endpoint.change': 'changed a webhook',
  'endpoint.rotate': 'gave a webhook a new secret',
  'endpoint.remove': 'removed a webhook',
  'endpoint.test': 'sent a webhook a test',
  'endpoint.off': 'switched a webhook off',
  'delivery.resend': 'had something sent again',
};

/** A deed in words; one that a newer server knows by its name. */
export const deedLabel = ({ action }: AuditLine): string => deeds[action] ?? action;

/** Its particulars in a line. */
export const detailOf = ({ detail }: AuditLine): string =>
  Object.entries(detail)
    .map(([name, value]) => `${name}: ${value}`)
    .join(', ');
