/** What goes along with the server: the settings in words, and the files that containers and units are made of. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { Environment, readSettings } from '../../server/env.ts';
import { envFile } from '../../server/ops/envFile.ts';

const root = path.resolve(import.meta.dirname, '../..');
const read = (name: string) => readFileSync(path.join(root, name), 'utf8');
const settings = Object.keys(Environment.shape);

describe('the settings', () => {
  test('.env.example is what "qualiform env" prints', () => {
    expect(read('.env.example')).toBe(envFile());
  });

  test.each(Object.entries(Environment.shape))('%s says what it is for', (name, schema) => {
    expect(schema.meta()?.description).toMatch(/\w.*[.:]$/);
    expect(envFile()).toContain(`\n#${name}=`);
  });

  test('every value of .env.example may be set as it stands there', () => {
    // A mail server does not go without a sender, and both are there.
    const needed: Record<string, object> = { SMTP_URL: { MAIL_FROM: 'forms@example.com' } };
    for (const [, name = '', value] of envFile().matchAll(/^#([A-Z_]+)=(.*)$/gm))
      expect(() => readSettings({ ...needed[name], [name]: value })).not.toThrow();
  });

  test.each([
    ['README.md', /^\| `([A-Z_]+)` \|/gm],
    ['demo/docs/running.html', /^<tr><th scope="row"><code>([A-Z_]+)<\/code><\/th>/gm],
  ])('%s has a line for each, and no other', (file, line) => {
    const named = [...read(file).matchAll(line)].map(([, name]) => name);
    expect(named.sort()).toEqual([...settings].sort());
  });
});
