/** Every place of a form that takes an address takes none that runs, or that leads where nobody would think. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Local, openLocal } from '../server/local.ts';
import { put, readDemo, withLeaf } from './spoiled.ts';

let server: Local;
beforeAll(async () => {
  server = await openLocal();
});
afterAll(() => server.close());

describe('an address that leaves the site or runs', () => {
  const slots: Record<string, [pointer: string, made?: (url: string) => unknown]> = {
    'of a calendar': ['/outcomes/0/show/url'],
    'behind a message': ['/outcomes/1/show/url'],
    'of a download': ['/outcomes/3/show/url'],
    'of a redirect': ['/outcomes/3/show', (url) => ({ type: 'redirect', url })],
    'of a contact': ['/contact', (url) => ({ url })],
    'in a title': ['/title', (url) => `See [this](${url})`],
    'in a label': ['/steps/4/fields/3/label', (url) => `I agree to [this](${url})`],
    'in an option': ['/steps/0/fields/0/options/0/label', (url) => `[x](${url})`],
    'in an ending': ['/outcomes/1/show/text', (url) => `See [this](${url})`],
  };
  const hostile = [
    'javascript:alert`1`',
    'JaVa\tscript:alert`1`',
    'java\nscript:alert`1`',
    '\u0001javascript:alert`1`',
    'data:text/html,<script>alert`1`</script>',
    'vbscript:x',
    'blob:https://evil.example/1',
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    'http://evil.example',
    'https://acme.com@evil.example/',
    'https:evil.example',
  ];
  test.each(Object.entries(slots))('is refused %s', async (_, [pointer, made = (url) => url]) => {
    for (const url of hostile) {
      const { status, errors } = await put(server, withLeaf(readDemo('crm-demo'), pointer, made(url)));
      expect([url, status]).toEqual([url, 422]);
      expect(errors.map((error) => error.pointer.startsWith(pointer))).toContain(true);
    }
    const fine = withLeaf(readDemo('crm-demo'), pointer, made('https://acme.com/a'));
    expect((await put(server, fine)).errors).toEqual([]);
  });

  test('as a picture is refused as well: forms load nothing from elsewhere', async () => {
    for (const url of ['https://evil.example/x.png', 'data:image/svg+xml;base64,PHN2Zz4=', 'javascript:1']) {
      const pointer = '/steps/0/fields/0/options/0/image';
      const { status, errors } = await put(server, withLeaf(readDemo('crm-demo'), pointer, url));
      expect([status, errors[0]?.pointer]).toEqual([422, pointer]);
    }
  });
});
