/** What is taken out, and who is erased. */
import { z } from 'zod';
import { Erasure, ErasureQuery } from '../../erasures/admin.ts';
import { ByEmail } from '../../erasures/held.ts';
import { TableQuery } from '../../exports/admin.ts';
import type { Operation } from './operation.ts';

const PersonFile = z
  .record(z.string(), z.unknown())
  .meta({ description: 'In words, for a person to read; its keys may change.' });

export const privacyOperations: Operation[] = [
  {
    method: 'get',
    path: '/api/leads/export.csv',
    summary: 'Leads as a table, the oldest first; with a form, a column for each of its questions',
    query: TableQuery,
    type: 'text/csv',
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
    method: 'post',
    path: '/api/exports',
    summary: 'The same by an address: also of somebody who only ever was in quarantine',
    body: ByEmail,
    answers: { 200: PersonFile },
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
    method: 'post',
    path: '/api/erasures',
    summary: 'Erase whoever has an address: the lead, and what was set aside also where there is none',
    body: ByEmail,
    answers: { 201: Erasure },
    problems: [404, 422],
  },
  {
    method: 'get',
    path: '/api/erasures',
    summary: 'That people were erased, the latest first; not who they were',
    query: ErasureQuery,
    answers: { 200: z.object({ erasures: z.array(Erasure), next: z.string().nullable() }) },
    problems: [422],
  },
];
