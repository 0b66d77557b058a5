/** The published reference: every route is in it, and every answer is as it says. */
import { expect, test } from 'vitest';
import type { openapi } from '../../server/api/openapi.ts';
import { operations } from '../../server/api/operations.ts';
import { FormRefusal } from '../../server/forms/admin.ts';
import { answers, demo } from './forms.ts';
import { local, submission } from './local.ts';

test('every route of the API is in the document, and nothing else', async () => {
  const { app } = await local();
  const routes = app.routes
    .filter(({ path, method }) => /^\/(api|v1)\//.test(path) && method !== 'ALL')
    .map(({ method, path }) => `${method.toLowerCase()} ${path.replaceAll(/:(\w+)(\{[^}]*\})?/g, '{$1}')}`);
  const told = operations.map(({ method, path }) => `${method} ${path}`);
  expect([...new Set(routes)].sort()).toEqual([...told].sort());
});

test('anybody may read it, and every reference in it leads somewhere', async () => {
  const { ask } = await local();
  const { status, body } = await ask<ReturnType<typeof openapi>>('/api/openapi.json');
  expect(status).toBe(200);
  expect(body.openapi).toBe('3.1.0');
  const references = JSON.stringify(body).match(/#\/components\/schemas\/\w+/g) ?? [];
  expect(references.length).toBeGreaterThan(10);
  for (const reference of references)
    expect(Object.keys(body.components.schemas)).toContain(reference.split('/').at(-1));
  for (const part of ['Submission', 'Reply', 'Lead', 'Problem'])
    expect(body.components.schemas).toHaveProperty(part);
});

test('answers are as their schemas say', async () => {
  const { publish, submit, api } = await local();
  await publish(demo);
  const body = submission({ ...answers.sql, email: 'a@acme.com', phone: '020 7946 0000', privacy: true });
  const replies = [await submit('demo', body), await submit('demo', { ...body, id: 'x' })];
  const { body: page } = await api<{ leads: { id: string }[] }>('/api/leads');
  const urls = {
    '/api/forms': '/api/forms',
    '/api/forms/{form}': '/api/forms/demo',
    '/api/forms/{form}/versions': '/api/forms/demo/versions',
    '/api/forms/{form}/versions/{n}': '/api/forms/demo/versions/1',
    '/api/leads': '/api/leads',
    '/api/leads/{id}': `/api/leads/${page.leads[0]?.id}`,
    '/api/submissions': '/api/submissions',
    '/api/submissions/{id}': `/api/submissions/${body.id}`,
    '/api/session': '/api/session',
  };
  for (const [path, url] of Object.entries(urls)) {
    const schema = operations.find((operation) => operation.path === path && operation.method === 'get')
      ?.answers[200];
    const { body: answer } = await api<object>(url);
    expect([path, schema?.safeParse(answer).error?.issues]).toEqual([path, undefined]);
  }
  const reply = operations.find(({ path }) => path.endsWith('/submissions'))?.answers[201];
  expect(reply?.safeParse(replies[0]?.body).success).toBe(true);
});

test('what a refused form is answered is as the document says', async () => {
  const { api, ask } = await local();
  const refused = await api<object>('/api/forms/demo', { method: 'PUT', body: '{"id":"demo"}' });
  expect(refused.status).toBe(422);
  expect(FormRefusal.parse(refused.body).problems?.length).toBeGreaterThan(0);
  const { body } = await ask<Record<string, never>>('/api/openapi.json');
  const schema = { $ref: '#/components/schemas/FormRefusal' };
  expect(body).toMatchObject({
    paths: {
      '/api/forms/{form}': {
        put: { responses: { 422: { content: { 'application/problem+json': { schema } } } } },
      },
      '/api/forms/{form}/publish': {
        post: { responses: { 422: { content: { 'application/problem+json': { schema } } } } },
      },
    },
    components: { schemas: { FormRefusal: { properties: { problems: { type: 'array' } } } } },
  });
});
