/** Forms, their drafts and versions. */
import { z } from 'zod';
import { FormRefusal, FormState, FoundProblem } from '../../forms/admin.ts';
import type { Operation } from './operation.ts';

const Id = z.object({ id: z.string() });

const Problems = z.object({ problems: z.array(FoundProblem) });

const FormText = z
  .record(z.string(), z.unknown())
  .meta({ description: "The form's JSON, kept exactly as it is sent. See /schema/form.json." });

const Definition = z
  .record(z.string(), z.unknown())
  .meta({ description: 'What a browser needs of a form, in one language.' });

export const formsOperations: Operation[] = [
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
];
