/** Submissions, and those that were set aside. */
import { z } from 'zod';
import { Allowed, AllowedEntry, Quarantined, QuarantineQuery, Release } from '../../quarantine/admin.ts';
import { StoredSubmission, SubmissionLine, SubmissionQuery } from '../../submissions/admin.ts';
import type { Operation } from './operation.ts';

export const submissionsOperations: Operation[] = [
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
    path: '/api/allowed',
    summary: 'Take an address or a domain off that list',
    body: AllowedEntry,
    answers: { 200: z.object({ entry: z.string() }) },
    problems: [404, 422],
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
