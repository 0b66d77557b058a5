/** Every route of the HTTP API in one table, with the schemas that it parses and answers with. */
import type { ZodType } from 'zod';
import { z } from 'zod';
import { Token, TokenQuery } from '../admission/public.ts';
import { AuditLine, AuditQuery } from '../audit/admin.ts';
import { PasswordChange, TotpConfirm, TotpOffer, TotpStart, TotpState } from '../auth/account.ts';
import { Invited, Joining, SignIn } from '../auth/public.ts';
import { Told } from '../auth/who.ts';
import { DeliveryQuery } from '../deliveries/admin.ts';
import { Delivery, DeliveryLog } from '../deliveries/delivery.ts';
import { EndpointChange, MadeEndpoint, NewEndpoint, Rotation } from '../endpoints/admin.ts';
import { Endpoint } from '../endpoints/endpoint.ts';
import { Erasure, ErasureQuery } from '../erasures/admin.ts';
import { TableQuery } from '../exports/admin.ts';
import { FormRefusal, FormState, FoundProblem } from '../forms/admin.ts';
import { Events } from '../funnel/public.ts';
import { Key, MadeKey, NewKey } from '../keys/admin.ts';
import { LeadQuery, StageMove } from '../leads/admin.ts';
import { Lead, LeadRow } from '../leads/lead.ts';
import { stages } from '../leads/stages.ts';
import { Link, NewPerson, Person, PersonChange } from '../people/admin.ts';
import { Allowed, Quarantined, QuarantineQuery, Release } from '../quarantine/admin.ts';
import { StoredSubmission, SubmissionLine, SubmissionQuery } from '../submissions/admin.ts';
import { Submission } from '../submissions/parse.ts';
import { Reply } from '../submissions/reply.ts';

export interface Operation {
  method: 'get' | 'post' | 'put' | 'delete';
  /** As OpenAPI writes it. */
  path: string;
  summary: string;
  /** Whether anybody may ask. */
  open?: boolean;
  query?: z.ZodObject;
  body?: ZodType;
  /** Of the answers, where it is not JSON. */
  media?: string;
  /** Answers that are no errors, by status. */
  answers: Record<number, ZodType>;
  /** What the answers come as, where that is not JSON. */
  type?: string;
  /** Whether it comes with an ETag, and is not sent again to who has it. */
  tagged?: boolean;
  /** Whether nothing is read or stored for it, so that no trouble with storage can come of it. */
  fixed?: boolean;
  /** Statuses of the problems that are its own; those that many have are added by `problemsOf`. */
  problems?: number[];
  /** Problems that tell more than others do, by status. */
  refusals?: Record<number, ZodType>;
}

/**
 * Statuses of every problem that an operation may answer: its own, and those of what stands before it. 500, which nobody should
 * ever see, may come from any.
 */
export function problemsOf({ method, path, open, body, fixed, problems = [] }: Operation): number[] {
  const all = [
    ...problems,
    ...(open ? [] : [401, 403, 429]),
    ...(path.startsWith('/api/') && method !== 'get' ? [403, 415] : []),
    ...(body ? [400] : []),
    ...(fixed ? [] : [503]),
  ];
  return [...new Set(all)].sort((a, b) => a - b);
}

const Id = z.object({ id: z.string() });
const Problems = z.object({ problems: z.array(FoundProblem) });
const FormText = z
  .record(z.string(), z.unknown())
  .meta({ description: "The form's JSON, kept exactly as it is sent. See /schema/form.json." });
const Language = z.object({ lang: z.string().optional().meta({ description: 'Language, such as "pl".' }) });
const Definition = z
  .record(z.string(), z.unknown())
  .meta({ description: 'What a browser needs of a form, in one language.' });

const PersonFile = z
  .record(z.string(), z.unknown())
  .meta({ description: 'In words, for a person to read; its keys may change.' });

export const operations: Operation[] = [
  {
    method: 'get',
    path: '/v1/forms/{form}',
    summary: "A published form in one language, with the widget's words",
    open: true,
    query: Language,
    tagged: true,
    answers: { 200: Definition },
    problems: [403, 404],
  },
  {
    method: 'get',
    path: '/v1/forms/{form}/token',
    summary: 'What a browser shows with its submission, to be told from a robot',
    open: true,
    query: TokenQuery,
    answers: { 200: Token },
    problems: [403, 404, 422],
  },
  {
    method: 'get',
    path: '/v1/forms/{form}/{version}/images/{field}/{option}',
    summary: 'The picture of an option',
    open: true,
    type: 'image/*',
    answers: { 200: z.string().meta({ description: 'The bytes of the picture.' }) },
    problems: [404],
  },
  {
    method: 'post',
    path: '/v1/forms/{form}/submissions',
    summary: 'Send answers; the same id with the same body is answered the same',
    open: true,
    query: Language,
    body: Submission,
    answers: { 200: Reply, 201: Reply },
    problems: [403, 404, 410, 413, 422, 429],
  },
  {
    method: 'post',
    path: '/v1/forms/{form}/submissions/{id}/appeal',
    summary: 'Ask for a person to look again',
    open: true,
    answers: { 202: Id },
    problems: [400, 403, 404, 413, 429, 503],
  },
  {
    method: 'post',
    path: '/v1/events',
    summary: 'Count how far visitors get',
    open: true,
    body: Events,
    answers: { 202: z.object({}) },
    problems: [403, 404, 413, 422, 429],
  },
  {
    method: 'get',
    path: '/api/openapi.json',
    summary: 'This description for programs, as OpenAPI 3.1',
    open: true,
    fixed: true,
    tagged: true,
    answers: { 200: z.record(z.string(), z.unknown()) },
  },
  {
    method: 'post',
    path: '/api/session',
    summary: 'Sign in with the key, or with address and password; sets a cookie',
    open: true,
    body: SignIn,
    answers: { 200: Told },
    problems: [401, 403, 415, 422, 429],
  },
  { method: 'get', path: '/api/session', summary: 'Who is signed in', answers: { 200: Told } },
  {
    method: 'delete',
    path: '/api/session',
    summary: 'Sign out',
    open: true,
    answers: { 200: z.object({}) },
    problems: [403],
  },
  {
    method: 'post',
    path: '/api/invitation',
    summary: 'Whom a link invites',
    open: true,
    body: Invited,
    answers: { 200: z.object({ email: z.string(), name: z.string(), role: z.string() }) },
    problems: [403, 404, 415, 422, 429],
  },
  {
    method: 'put',
    path: '/api/invitation',
    summary: 'Choose a password by a link, and be signed in',
    open: true,
    body: Joining,
    answers: { 200: Told },
    problems: [403, 404, 415, 422, 429],
  },
  {
    method: 'get',
    path: '/api/quarantine',
    summary: 'Submissions that were set aside, the latest first',
    query: QuarantineQuery,
    answers: { 200: z.object({ submissions: z.array(Quarantined), next: z.string().nullable() }) },
    problems: [422],
  },
  {
    method: 'post',
    path: '/api/quarantine/{id}/release',
    summary: 'Let a submission count as if it had just come in',
    body: Release,
    answers: { 200: z.object({ id: z.string(), lead: z.string().nullable() }) },
    problems: [404, 422, 503],
  },
  {
    method: 'get',
    path: '/api/allowed',
    summary: 'Addresses and domains of which nothing is set aside',
    answers: { 200: z.object({ allowed: z.array(Allowed) }) },
  },
  {
    method: 'delete',
    path: '/api/allowed/{entry}',
    summary: 'Take an address or a domain off that list',
    answers: { 200: z.object({ entry: z.string() }) },
    problems: [404],
  },
  {
    method: 'put',
    path: '/api/account/password',
    summary: 'Change your own password; every other session ends',
    body: PasswordChange,
    answers: { 200: z.object({}) },
    problems: [422],
  },
  {
    method: 'post',
    path: '/api/account/totp',
    summary: 'Begin to use an authenticator app',
    body: TotpStart,
    answers: { 200: TotpOffer },
    problems: [422],
  },
  {
    method: 'put',
    path: '/api/account/totp',
    summary: 'Confirm the authenticator app by its first code',
    body: TotpConfirm,
    answers: { 200: TotpState },
    problems: [422],
  },
  {
    method: 'delete',
    path: '/api/account/totp',
    summary: 'Use no authenticator app any more',
    body: TotpStart,
    answers: { 200: TotpState },
    problems: [422],
  },
  {
    method: 'get',
    path: '/api/people',
    summary: 'Everybody who works here',
    answers: { 200: z.object({ people: z.array(Person) }) },
  },
  {
    method: 'post',
    path: '/api/people',
    summary: 'Invite somebody; answers the link to hand over',
    body: NewPerson,
    answers: { 201: Link.extend({ person: Person }) },
    problems: [409, 422],
  },
  {
    method: 'put',
    path: '/api/people/{id}',
    summary: 'Change name and role, disable or enable',
    body: PersonChange,
    answers: { 200: Person },
    problems: [404, 409, 422],
  },
  {
    method: 'post',
    path: '/api/people/{id}/link',
    summary: 'A new link to choose a password; switches the authenticator app off',
    answers: { 200: Link },
    problems: [404, 409],
  },
  {
    method: 'get',
    path: '/api/keys',
    summary: 'Keys for programs, the latest first',
    answers: { 200: z.object({ keys: z.array(Key) }) },
  },
  {
    method: 'post',
    path: '/api/keys',
    summary: 'Make a key for certain scopes; it is shown this once',
    body: NewKey,
    answers: { 201: MadeKey },
    problems: [422],
  },
  {
    method: 'delete',
    path: '/api/keys/{id}',
    summary: 'Revoke a key at once',
    answers: { 200: Id },
    problems: [404],
  },
  {
    method: 'get',
    path: '/api/endpoints',
    summary: 'Where programs of yours are told of what happens',
    answers: { 200: z.object({ endpoints: z.array(Endpoint) }) },
  },
  {
    method: 'post',
    path: '/api/endpoints',
    summary: 'Make an endpoint; its secret is shown this once',
    body: NewEndpoint,
    answers: { 201: MadeEndpoint },
    problems: [409, 422],
  },
  {
    method: 'put',
    path: '/api/endpoints/{id}',
    summary: 'Change an endpoint, switch it on or off',
    body: EndpointChange,
    answers: { 200: Endpoint },
    problems: [404, 422],
  },
  {
    method: 'delete',
    path: '/api/endpoints/{id}',
    summary: 'Remove an endpoint; what it was sent is still to be seen',
    answers: { 200: Id },
    problems: [404],
  },
  {
    method: 'post',
    path: '/api/endpoints/{id}/rotate',
    summary: 'A new secret, shown this once; for 24 hours the former one signs as well',
    body: Rotation,
    answers: { 200: MadeEndpoint },
    problems: [404, 422],
  },
  {
    method: 'post',
    path: '/api/endpoints/{id}/test',
    summary: 'Send a test event to one endpoint, at once',
    answers: { 202: z.object({ delivery: z.string() }) },
    problems: [404, 409],
  },
  {
    method: 'get',
    path: '/api/deliveries',
    summary: 'What was sent to whom, the latest first; kept for 30 days',
    query: DeliveryQuery,
    answers: { 200: z.object({ deliveries: z.array(Delivery), next: z.string().nullable() }) },
    problems: [422],
  },
  {
    method: 'get',
    path: '/api/deliveries/{id}',
    summary: 'One delivery: what was sent, and what came of each try',
    answers: { 200: DeliveryLog },
    problems: [404],
  },
  {
    method: 'post',
    path: '/api/deliveries/{id}/resend',
    summary: 'Send it again, at once and then by the whole schedule',
    answers: { 202: Id },
    problems: [404, 409],
  },
  {
    method: 'get',
    path: '/api/audit',
    summary: 'Who did what, the latest first',
    query: AuditQuery,
    answers: { 200: z.object({ lines: z.array(AuditLine), next: z.string().nullable() }) },
    problems: [422],
  },
  {
    method: 'get',
    path: '/api/forms',
    summary: 'Every form, with how much came in',
    answers: {
      200: z.object({
        forms: z.array(
          FormState.extend({
            title: z.string(),
            draft: z.object({ updatedAt: z.iso.datetime(), problems: z.int() }).nullable(),
            submissions: z.int(),
            leads: z.int(),
          }),
        ),
      }),
    },
  },
  {
    method: 'get',
    path: '/api/forms/{form}',
    summary: 'A form: its text, its draft, what is wrong with it, and the tag to paste',
    answers: {
      200: FormState.extend({
        draft: z
          .object({ text: z.string(), updatedAt: z.iso.datetime(), problems: z.array(FoundProblem) })
          .nullable(),
        text: z.string().meta({ description: 'The draft, else the live version.' }),
        snippet: z.string(),
        sendsMail: z.boolean().meta({ description: 'Whether this server has a mail server.' }),
      }),
    },
    problems: [404],
  },
  {
    method: 'put',
    path: '/api/forms/{form}',
    summary: 'Save a draft',
    body: FormText,
    answers: { 200: Problems.extend({ id: z.string() }) },
    problems: [413, 422],
    refusals: { 422: FormRefusal },
  },
  {
    method: 'post',
    path: '/api/forms/{form}/publish',
    summary: 'Make the draft the live version',
    answers: { 201: Problems.extend({ version: z.int() }) },
    problems: [404, 409, 422],
    refusals: { 422: FormRefusal },
  },
  {
    method: 'post',
    path: '/api/forms/{form}/check',
    summary: 'Find what is wrong with a text; saves nothing',
    body: FormText,
    answers: { 200: Problems },
    problems: [413],
  },
  {
    method: 'post',
    path: '/api/forms/{form}/archive',
    summary: 'Take a form off the web; publishing brings it back',
    answers: { 200: Id },
    problems: [404],
  },
  {
    method: 'get',
    path: '/api/forms/{form}/versions',
    summary: 'Every published version, the latest first',
    answers: {
      200: z.object({ versions: z.array(z.object({ version: z.int(), publishedAt: z.iso.datetime() })) }),
    },
    problems: [404],
  },
  {
    method: 'get',
    path: '/api/forms/{form}/versions/{n}',
    summary: 'One published version',
    answers: {
      200: z.object({
        form: z.string(),
        version: z.int(),
        publishedAt: z.iso.datetime(),
        text: z.string(),
        definition: Definition,
      }),
    },
    problems: [404],
  },
  {
    method: 'get',
    path: '/api/leads',
    summary: 'Leads, the latest change first',
    query: LeadQuery,
    answers: {
      200: z.object({
        leads: z.array(LeadRow),
        next: z.string().nullable(),
        counts: z.record(z.enum(stages), z.int()),
      }),
    },
    problems: [422],
  },
  {
    method: 'get',
    path: '/api/leads/export.csv',
    summary: 'Leads as a table, the oldest first; with a form, a column for each of its questions',
    query: TableQuery,
    media: 'text/csv',
    answers: {
      200: z
        .string()
        .meta({ description: 'RFC 4180, UTF-8. A cell that would be a formula begins with a quote mark.' }),
    },
    problems: [422, 503],
  },
  {
    method: 'get',
    path: '/api/leads/{id}/export',
    summary: 'Everything that is stored about one person, to be handed to that person',
    answers: { 200: PersonFile },
    problems: [404, 503],
  },
  {
    method: 'get',
    path: '/api/leads/{id}',
    summary: 'Everything about one lead, explained',
    answers: { 200: Lead },
    problems: [404],
  },
  {
    method: 'post',
    path: '/api/leads/{id}/stage',
    summary: 'Move a lead to another stage, and say why',
    body: StageMove,
    answers: { 200: Lead },
    problems: [404, 422],
  },
  {
    method: 'delete',
    path: '/api/leads/{id}',
    summary: 'Erase the person for good: the lead, its submissions, and all that hangs on them',
    answers: { 200: Erasure },
    problems: [404, 503],
  },
  {
    method: 'get',
    path: '/api/erasures',
    summary: 'That people were erased, the latest first; not who they were',
    query: ErasureQuery,
    answers: { 200: z.object({ erasures: z.array(Erasure), next: z.string().nullable() }) },
    problems: [422],
  },
  {
    method: 'get',
    path: '/api/submissions',
    summary: 'Submissions, the latest first',
    query: SubmissionQuery,
    answers: { 200: z.object({ submissions: z.array(SubmissionLine), next: z.string().nullable() }) },
    problems: [422],
  },
  {
    method: 'get',
    path: '/api/submissions/{id}',
    summary: 'One submission, explained',
    answers: { 200: StoredSubmission },
    problems: [404],
  },
];
