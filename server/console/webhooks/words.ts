/** What events, states and failures are called. */
import type { Attempt, Delivery, Endpoint, EventName } from '../shapes.ts';

export const events: Record<EventName, { label: string; says: string }> = {
  'submission.completed': {
    label: 'Form filled in',
    says: 'Each time somebody has sent a form, with every answer',
  },
  'lead.stage_changed': { label: 'Stage changed', says: 'By the score or by a person, with the reason' },
  'lead.handover': { label: 'Handed to sales', says: 'With the team and the time to answer by' },
  'lead.appealed': { label: 'Appeal', says: 'A visitor thinks that the verdict is a mistake' },
  'endpoint.switched_off': { label: 'Webhook switched off', says: 'Another endpoint could not be reached' },
};

export const eventNames = Object.keys(events) as EventName[];

const others: Record<string, string> = { 'endpoint.test': 'Test' };

/** An event in words; one that a newer server knows by its name. */
export const eventLabel = (name: string): string => events[name as EventName]?.label ?? others[name] ?? name;

export const stateLabels: Record<Delivery['state'], string> = {
  waiting: 'Waiting',
  delivered: 'Delivered',
  failed: 'Failed',
  stopped: 'Given up',
};

export const endpointStates: Record<Endpoint['state'], string> = { on: 'On', failing: 'Failing', off: 'Off' };

export const offWhys: Record<NonNullable<Endpoint['off']>['why'], string> = {
  gone: 'It answered 410, which says that it is gone for good.',
  failing: 'Nothing has got through for five days.',
  hand: 'Somebody switched it off.',
};

const errors: Record<string, string> = {
  timeout: 'No answer within 15 s',
  private_address: 'Leads to a private network',
  not_https: 'Not https',
  endpoint_off: 'The webhook was off',
  secret_lost: 'Its secret cannot be read any more: make a new one',
  stopped: 'The server was stopping',
  ECONNREFUSED: 'Connection refused',
  ECONNRESET: 'Connection broken off',
  ENOTFOUND: 'No such host',
  EAI_AGAIN: 'The name could not be looked up',
  EHOSTUNREACH: 'Cannot be reached',
  ENETUNREACH: 'Cannot be reached',
  ETIMEDOUT: 'No answer',
  CERT_HAS_EXPIRED: 'Its certificate has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'Its certificate is signed by nobody else',
  ERR_TLS_CERT_ALTNAME_INVALID: 'Its certificate is of another host',
};

/** What came of a try: the status, or why there is none. */
export const resultOf = ({ status, error }: Pick<Attempt, 'status' | 'error'>): string =>
  status !== null ? String(status) : error === null ? 'No answer' : (errors[error] ?? error);

/** What an endpoint goes by. */
export const nameOf = ({ description, url }: Pick<Endpoint, 'description' | 'url'>): string =>
  description || new URL(url).host;
