/** Threats from outside: what we install, and whom the server asks and tells. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

test('T24 every package is pinned, by its version and by its bytes', () => {
  const read = (name: string) =>
    JSON.parse(readFileSync(path.resolve(import.meta.dirname, '../..', name), 'utf8'));
  const { dependencies, devDependencies } = read('package.json') as Record<string, Record<string, string>>;
  for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies }))
    expect([name, version]).toEqual([name, expect.stringMatching(/^\d+\.\d+\.\d+$/)]);
  const { packages } = read('package-lock.json') as { packages: Record<string, Locked> };
  const loose = Object.entries(packages).filter(
    ([name, { integrity, link, inBundle }]) =>
      name !== '' && !link && !inBundle && !/^sha512-/.test(integrity ?? ''),
  );
  expect(loose.map(([name]) => name)).toEqual([]);
});

interface Locked {
  integrity?: string;
  link?: boolean;
  inBundle?: boolean;
}
