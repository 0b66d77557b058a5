/** The page about the API: made of the same table as the OpenAPI document, and calls on it that can be made as they stand. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { addressOf, curlOf, exampleOf, examples } from '../../server/api/examples.ts';
import { nameOf } from '../../server/api/openapi.ts';
import { operations, problemsOf } from '../../server/api/operations.ts';
import { inPath, statusWords } from '../../server/api/words.ts';
import { bearer, local } from './local.ts';

/** The page as its reader sees it. */
async function page(): Promise<{ text: string; policy: string }> {
  const { app } = await local({ PUBLIC_URL: 'https://forms.example.com' });
  const answer = await app.request('/demo/docs/api.html');
  expect(answer.status).toBe(200);
  const text = (await answer.text())
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
  return { text, policy: answer.headers.get('content-security-policy') ?? '' };
}

test('it has every operation with its address, what it does, a call, and all that may be answered', async () => {
  const { text } = await page();
  for (const operation of operations) {
    const [, part = ''] = text.split(`<section class="operation" id="${nameOf(operation)}">`);
    const [section = ''] = part.split('</section>');
    expect(text).toContain(`<a href="#${nameOf(operation)}">`);
    expect(section).toContain(`<code>${operation.method.toUpperCase()} ${operation.path}</code>`);
    expect(section).toContain(operation.summary);
    expect(section).toContain(
      `<pre tabindex="0"><code>${curlOf(operation, 'https://forms.example.com')}</code>`,
    );
    for (const status of Object.keys(operation.answers)) expect(section).toContain(`<code>${status}</code>`);
    for (const status of problemsOf(operation)) expect(section).toContain(`<a href="#status-${status}">`);
    for (const name of Object.keys(operation.query?.shape ?? {}))
      expect(section).toContain(`<code>${name}</code>`);
  }
});

test('whatever it points to on itself is there, and nothing is left empty', async () => {
  const { text } = await page();
  const pointers = [...text.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
  expect(pointers.length).toBeGreaterThan(operations.length);
  for (const id of pointers) expect(text).toContain(`id="${id}"`);
  expect(text).not.toMatch(/undefined|\[object|<td><\/td><td><\/td>/);
});

test('it stands in the frame of the guides: the same head and row of links, which says where one is', async () => {
  const { text } = await page();
  const guide = readFileSync(path.resolve(import.meta.dirname, '../../demo/docs/index.html'), 'utf8');
  const rowOf = (html: string) => /<header>[\s\S]*?<\/header>/.exec(html)?.[0] ?? '';
  const here = '<a href="api.html" aria-current="page">';
  expect(rowOf(text)).toBe(rowOf(guide).replace('<a href="api.html">', here));
  expect(rowOf(text)).toContain(here);
  expect(text).toMatch(/^<!doctype html>\n<html lang="en">[\s\S]*<title>API – Qualiform<\/title>/);
  expect(text).toContain('content="Every operation of the HTTP API: ');
  expect(text.trimEnd()).toMatch(/<\/main>\n<\/body>\n<\/html>$/);
});

test('it needs no script, and could not run one', async () => {
  const { text, policy } = await page();
  expect(policy.split('; ')).toEqual(expect.arrayContaining(["default-src 'none'", "trusted-types 'none'"]));
  expect(policy).not.toContain('script-src');
  expect(text).not.toMatch(/<script|<style| style=| on\w+=|https?:\/\/(?!forms\.example\.com)/);
});

test('there are words for every status and for every name in an address, and a name for every operation', () => {
  const statuses = operations.flatMap((each) => [
    ...Object.keys(each.answers).map(Number),
    ...problemsOf(each),
  ]);
  expect([...new Set(statuses)].filter((status) => !(status in statusWords))).toEqual([]);
  const names = operations.flatMap(({ path }) =>
    [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name),
  );
  expect([...new Set(names)].filter((name) => !(name in inPath))).toEqual([]);
  expect(new Set(operations.map(nameOf)).size).toBe(operations.length);
  const known = operations.map(({ method, path }) => `${method} ${path}`);
  expect(Object.keys(examples).filter((key) => !known.includes(key))).toEqual([]);
});

test('the calls that it shows can be made as they stand there, one after the other', async () => {
  const { app, leads } = await local();
  const call = async (key: string, path: Record<string, string> = {}) => {
    const operation = operations.find((each) => `${each.method} ${each.path}` === key);
    if (!operation) throw new Error(`There is no operation ${key}`);
    const { body, file } = exampleOf(operation);
    const text = file && readFileSync(new URL(`../../demo/forms/${file}`, import.meta.url), 'utf8');
    const address = addressOf(operation).replace(/\b(ID)\b/g, () => path.id ?? '');
    const answer = await app.request(address, {
      method: operation.method.toUpperCase(),
      headers: {
        ...(!operation.open && bearer),
        ...(operation.body && operation.path.startsWith('/api/') && { 'content-type': 'application/json' }),
      },
      ...(text !== undefined && { body: text }),
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    expect([key, answer.status, answer.ok ? '' : await answer.text()]).toEqual([key, answer.status, '']);
    return answer.json();
  };
  await call('post /api/forms/{form}/check');
  await call('put /api/forms/{form}');
  await call('post /api/forms/{form}/publish');
  await call('get /api/forms/{form}');
  await call('get /api/forms/{form}/versions/{n}');
  await call('get /v1/forms/{form}');
  await call('post /v1/events');
  expect(await call('post /v1/forms/{form}/submissions')).toMatchObject({ stage: 'sql', outcome: 'book' });
  await call('get /api/submissions/{id}');
  const [{ id = '' } = {}] = await leads();
  expect(await call('get /api/leads')).toMatchObject({ leads: [{ id }] });
  await call('post /v1/forms/{form}/submissions/{id}/appeal');
  expect(await call('post /api/leads/{id}/stage', { id })).toMatchObject({ stage: 'sal' });
});
