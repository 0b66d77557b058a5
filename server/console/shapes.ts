/** What the server answers the console: each shape read off the route that answers it. */
import type { InferRequestType, InferResponseType } from 'hono/client';
import type { Problem } from '../../widget/schema/lint.ts';
import type { api } from './api.ts';

type Api = typeof api;

/** A failure in words (RFC 9457), or what the browser knows where the server could not be reached. */
export interface Trouble {
  status: number;
  code: string;
  title: string;
  detail: string;
  remedy?: string;
  /** Located problems of a form. */
  problems?: Problem[];
}

export type Asked<T> = { ok: true; value: T } | { ok: false; trouble: Trouble };

export type Who = InferResponseType<Api['session']['$get'], 200>;
export type Permission = Who['may'][number];

export type Person = InferResponseType<Api['people']['$get'], 200>['people'][number];
export type Invited = InferResponseType<Api['people']['$post'], 201>;
export type Key = InferResponseType<Api['keys']['$get'], 200>['keys'][number];
export type Scope = InferRequestType<Api['keys']['$post']>['json']['scopes'][number];
export type MadeKey = InferResponseType<Api['keys']['$post'], 201>;
export type AuditPage = InferResponseType<Api['audit']['$get'], 200>;
export type AuditLine = AuditPage['lines'][number];
export type Offer = InferResponseType<Api['account']['totp']['$post'], 200>;

export type QuarantinePage = InferResponseType<Api['quarantine']['$get'], 200>;
export type Quarantined = QuarantinePage['submissions'][number];
export type AllowedEntry = InferResponseType<Api['allowed']['$get'], 200>['allowed'][number];

export type LeadPage = InferResponseType<Api['leads']['$get'], 200>;
export type LeadRow = LeadPage['leads'][number];
export type Lead = InferResponseType<Api['leads'][':id']['$get'], 200>;
export type Answered = Lead['answered'][number];
export type Move = Lead['history'][number];
export type Receipt = Lead['score'];
export type ReceiptRow = Receipt['ledger'][number];
export type Score = LeadRow['score'];
export type Facts = Lead['context'];
export type FormKind = NonNullable<LeadRow['kind']>;

export type Submission = InferResponseType<Api['submissions'][':id']['$get'], 200>;

export type FormEntry = InferResponseType<Api['forms']['$get'], 200>['forms'][number];
export type FormSource = InferResponseType<Api['forms'][':form']['$get'], 200>;

export type Endpoint = InferResponseType<Api['endpoints']['$get'], 200>['endpoints'][number];
export type MadeEndpoint = InferResponseType<Api['endpoints']['$post'], 201>;
export type EventName = Endpoint['events'][number];
export type DeliveryPage = InferResponseType<Api['deliveries']['$get'], 200>;
export type Delivery = DeliveryPage['deliveries'][number];
export type DeliveryLog = InferResponseType<Api['deliveries'][':id']['$get'], 200>;
export type Attempt = DeliveryLog['attempts'][number];
