/** The types that a page gets: whole in themselves, what the widget really does, and no attribute forgotten. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, expectTypeOf, test } from 'vitest';
import type { Attribute, Options } from '../../widget/config.ts';
import type { Answers } from '../../widget/engine/input.ts';
import type { FormStage } from '../../widget/engine/qualify.ts';
import type { Score } from '../../widget/engine/scoring.ts';
import type * as host from '../../widget/host.d.ts';
import { local } from '../server/local.ts';

const root = path.resolve(import.meta.dirname, '../..');
const file = path.join(root, 'widget/host.d.ts');

describe('the types of a host page', () => {
  test('compile by themselves, strictly, with a program that uses all of them and one that must not', () => {
    const tsc = path.join(root, 'node_modules/typescript/bin/tsc');
    const sources = ['page.ts', 'element.tsx'].map((name) => path.join(root, 'test/host', name));
    const options =
      '--noEmit --ignoreConfig --strict --exactOptionalPropertyTypes --noUncheckedIndexedAccess --skipLibCheck false --target es2022 --module esnext --moduleResolution bundler --allowImportingTsExtensions --lib es2022,dom --jsx react-jsx --jsxImportSource preact --types';
    const run = () =>
      execFileSync(process.execPath, [tsc, ...options.split(' '), '', ...sources], { encoding: 'utf8' });
    expect(run()).toBe('');
  });

  test('import nothing, and are served as they stand', async () => {
    const text = readFileSync(file, 'utf8');
    expect(text).not.toMatch(/^import |\bimport\(|<reference/m);
    const server = await local();
    const response = await server.app.request('/embed.d.ts');
    expect(response.status).toBe(200);
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(await response.text()).toBe(text);
  });

  test('are those of the widget', () => {
    type Listed = Omit<
      { [Name in Attribute]: Exclude<Options[Name], ''> | (string extends Options[Name] ? string : never) },
      'form'
    >;
    expectTypeOf<Required<Omit<host.QualiformAttributes, 'form'>>>().toEqualTypeOf<Listed>();
    expectTypeOf<FormStage>().toEqualTypeOf<host.FormStage>();
    expectTypeOf<Score>().toExtend<host.Score>();
    expectTypeOf<keyof Score>().toEqualTypeOf<keyof host.Score>();
    expectTypeOf<Answers>().toEqualTypeOf<Readonly<Record<string, host.Value>>>();
  });
});
