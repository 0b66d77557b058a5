/** People, keys, and who did what. */
import { z } from 'zod';
import { AuditLine, AuditQuery } from '../../audit/admin.ts';
import { Key, MadeKey, NewKey } from '../../keys/admin.ts';
import { Link, NewPerson, Person, PersonChange } from '../../people/admin.ts';
import type { Operation } from './operation.ts';

const Id = z.object({ id: z.string() });

export const teamOperations: Operation[] = [
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
    summary: 'A new link to choose a password; used, it switches the authenticator app off',
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
    path: '/api/audit',
    summary: 'Who did what, the latest first',
    query: AuditQuery,
    answers: { 200: z.object({ lines: z.array(AuditLine), next: z.string().nullable() }) },
    problems: [422],
  },
];
