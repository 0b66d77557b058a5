/** Leads, and moving them along. */
import { z } from 'zod';
import { LeadQuery, StageMove } from '../../leads/admin.ts';
import { Lead, LeadRow } from '../../leads/lead.ts';
import { stages } from '../../leads/stages.ts';
import type { Operation } from './operation.ts';

export const leadsOperations: Operation[] = [
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
];
