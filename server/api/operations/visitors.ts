/** What any browser may ask. */
import { z } from 'zod';
import { Token, TokenQuery } from '../../admission/public.ts';
import { Events } from '../../funnel/public.ts';
import { Submission } from '../../submissions/parse.ts';
import { Reply } from '../../submissions/reply.ts';
import type { Operation } from './operation.ts';

const Id = z.object({ id: z.string() });

const Language = z.object({ lang: z.string().optional().meta({ description: 'Language, such as "pl".' }) });

const Definition = z
  .record(z.string(), z.unknown())
  .meta({ description: 'What a browser needs of a form, in one language.' });

export const visitorsOperations: Operation[] = [
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
];
