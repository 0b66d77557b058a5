/** Forms that are broken or hostile: each is refused with the place of what is wrong, or served as the text that it is. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Local, openLocal } from '../server/local.ts';
import { type Json, leaves, put, readDemo, withLeaf, write } from './spoiled.ts';

let server: Local;
beforeAll(async () => {
  server = await openLocal();
});
afterAll(() => server.close());

describe.each(['crm-demo', 'all-fields'])('any leaf of %s', (id) => {
  const form = readDemo(id);

  test.each<[string, unknown]>([
    ['an object', { type: 'img', props: { onerror: 'alert(1)' }, constructor: null }],
    ['a long text', 'x'.repeat(100_000)],
    ['null', null],
  ])('may be %s: it is refused by its place', async (_, value) => {
    const told: string[] = [];
    for (const pointer of leaves(form)) {
      const { status, errors } = await put(server, withLeaf(form, pointer, value), id);
      // A list of answers is told as one.
      const place = pointer.replace(/(\/answers\/\w+)\/\d+$/, '$1');
      if (status !== 422 || !errors.some((error) => error.pointer.startsWith(place))) told.push(pointer);
    }
    expect(told).toEqual([]);
  });

  test('may be markup: it is refused by its place, or served as the text that it is', async () => {
    const markup = '</script><img src=x onerror=alert(1)><script>alert(2)</script>';
    const marked = structuredClone(form);
    const stored: string[] = [];
    for (const pointer of leaves(form)) {
      const { status, errors } = await put(server, withLeaf(form, pointer, markup), id);
      if (status === 200) {
        stored.push(pointer);
        write(marked, pointer, markup);
      } else {
        expect(status).toBe(422);
        expect([pointer, errors.length > 0]).toEqual([pointer, true]);
      }
    }
    expect(stored).toContain('/title');
    expect(stored).toContain('/steps/0/fields/0/options/0/label');

    expect(await put(server, JSON.stringify(marked), id)).toEqual({ status: 200, errors: [] });
    expect((await server.api(`/api/forms/${id}/publish`, { method: 'POST' })).status).toBe(201);
    const script = await server.app.request(`/f/${id}.js`);
    expect(script.headers.get('content-type')).toMatch(/^text\/javascript/);
    expect(await script.text()).not.toMatch(/<\/script|<!--/i);
    const page = await (await server.app.request(`/f/${id}`)).text();
    expect(page).toContain('&lt;img src=x onerror=alert(1)&gt;');
    expect(page).not.toMatch(/<img|<\/script><|alert\(2\)<\/script>/);
    const definition = await server.ask<Json>(`/v1/forms/${id}`);
    expect(definition.headers.get('content-type')).toMatch(/^application\/json/);
    expect(definition.body.title).toBe(markup);
  });
});

test.each(['/title', '/steps/0/id', '/outcomes/0/show/url', '/note'])(
  'a text of a megabyte at %s is refused with the whole form',
  async (pointer) => {
    const { status, errors } = await put(
      server,
      withLeaf(readDemo('crm-demo'), pointer, 'x'.repeat(1024 * 1024)),
    );
    expect([status, errors.map(({ code }) => code)]).toEqual([422, ['too_large']]);
  },
);
