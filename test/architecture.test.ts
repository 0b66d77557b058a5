/**
 * The direction of imports, read off the import lines: an arrow means 'may import at run time'.
 *
 *     widget -> mount -> view -> store -> engine       schema: from the widget by `import type` only
 *     server -> engine, schema, locales, wording       console -> mount, engine, schema, locales
 *
 * Each rule looks at one import at a time and says what is wrong with it, or nothing.
 */
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

/** `to` is a file of this repository, or a package's name. */
type Import = { from: string; to: string; typeOnly: boolean };
type Rule = (line: Import) => string | false;

const root = path.resolve(import.meta.dirname, '..');

const statement =
  /^[ \t]*(?:import\s+(type\s+)?(?:[\w$*{},\s]+?\sfrom\s*)?|export\s+(type\s+)?(?:\*(?:\s+as\s+\w+)?|\{[^}]*\})\s*from\s*)['"]([^'"]+)['"]/gm;
const dynamic = /\bimport\(\s*(?:\/\*[^*]*\*\/\s*)*['"]([^'"]+)['"]/g;

function importsOf(from: string, text: string): Import[] {
  const resolve = (to: string) => {
    const bare = to.replace(/[?#].*$/, '');
    return bare.startsWith('.') ? path.posix.join(path.posix.dirname(from), bare) : bare;
  };
  return [
    ...Array.from(text.matchAll(statement), ([, type, exported, to = '']) => ({
      from,
      to: resolve(to),
      typeOnly: Boolean(type ?? exported),
    })),
    ...Array.from(text.matchAll(dynamic), ([, to = '']) => ({ from, to: resolve(to), typeOnly: false })),
  ];
}

/** A place is a folder, or a file without its ending. */
const isIn = (file: string, ...places: string[]) =>
  places.some((place) => file.startsWith(place) && /^(\/.*|\.tsx?)?$/.test(file.slice(place.length)));
const isLocal = (file: string) => isIn(file, 'widget', 'server', 'demo', 'test');

/** From the left end of the chain to the right: each may import what stands after it. */
const chain = ['widget/widget', 'widget/mount', 'widget/view', 'widget/store', 'widget/engine'];
const isRoute = (file: string) => /^server\/.*\b(public|admin)\.ts$/.test(file);
const isConsole = (file: string) => isIn(file, 'server/console');

const rules: Record<string, Rule> = {
  'the widget imports only to the right: widget, mount, view, store, engine': ({ from, to }) => {
    const here = chain.findIndex((place) => isIn(from, place));
    const there = chain.findIndex((place) => isIn(to, place));
    return here > there && there !== -1 && `${chain[here]} stands to the right of ${chain[there]}`;
  },
  'nothing in the repository imports what acts when it is loaded': ({ to }) =>
    isIn(to, 'widget/embed', 'widget/widget', 'widget/first/first') && 'import mount instead',
  'the scripts of tags leave the library, the store and the view to the widget': ({ from, to, typeOnly }) =>
    isIn(from, 'widget/embed', 'widget/first') &&
    !isIn(from, 'widget/first/render') &&
    !typeOnly &&
    (isIn(to, 'widget/mount', 'widget/view', 'widget/store', 'preact') || to.startsWith('@preact')) &&
    'they stand before the first question',
  'the engine imports itself, and of the schema only types': ({ from, to, typeOnly }) =>
    isIn(from, 'widget/engine') &&
    !isIn(to, 'widget/engine') &&
    !(typeOnly && isIn(to, 'widget/schema')) &&
    'the engine is arithmetic: hand it in',
  'the wording imports itself and the engine: the server says the same words': ({ from, to, typeOnly }) =>
    isIn(from, 'widget/wording') &&
    !typeOnly &&
    !isIn(to, 'widget/wording', 'widget/engine') &&
    'what is said must not hang on a browser',
  'the schema imports itself, the engine and zod': ({ from, to, typeOnly }) =>
    isIn(from, 'widget/schema') &&
    !typeOnly &&
    !isIn(to, 'widget/schema', 'widget/engine', 'zod') &&
    'the schema says, it does not do',
  'browser code reaches the schema by `import type` alone, or zod would be in every download': ({
    from,
    to,
    typeOnly,
  }) =>
    isIn(from, 'widget') &&
    !isIn(from, 'widget/schema') &&
    !typeOnly &&
    isIn(to, 'widget/schema', 'zod') &&
    'write `import type` on a line of its own',
  'the widget never imports the server': ({ from, to }) =>
    isIn(from, 'widget') && isIn(to, 'server') && 'not even a type',
  'the server imports of the widget only engine, schema, locales and wording': ({ from, to, typeOnly }) =>
    isIn(from, 'server') &&
    !isConsole(from) &&
    !typeOnly &&
    isIn(to, 'widget') &&
    !isIn(to, 'widget/engine', 'widget/schema', 'widget/locales', 'widget/wording') &&
    'the rest of the widget needs a browser',
  'the console imports of the widget only mount, engine, schema and locales': ({ from, to, typeOnly }) =>
    isConsole(from) &&
    !typeOnly &&
    isIn(to, 'widget') &&
    !isIn(to, 'widget/mount', 'widget/engine', 'widget/schema', 'widget/locales') &&
    'the preview is the real renderer, entered by mount',
  'the console knows the rest of the server by the type of its app alone': ({ from, to, typeOnly }) =>
    isConsole(from) &&
    isIn(to, 'server') &&
    !isConsole(to) &&
    !(typeOnly && to === 'server/app.ts') &&
    "only `import type { App } from '../app.ts'`",
  'the server never imports the console': ({ from, to }) =>
    isIn(from, 'server') && !isConsole(from) && isConsole(to) && 'it serves what the build made of it',
  'a route file never imports another route file': ({ from, to }) =>
    isRoute(from) && isRoute(to) && 'share a query, or a pure file, instead',
  'nothing that ships imports the demo or the tests, but for the start, which seeds an empty demo': ({
    from,
    to,
  }) =>
    isIn(from, 'widget', 'server') &&
    isIn(to, 'demo', 'test') &&
    !(from === 'server/start.ts' && to === 'demo/seed.ts') &&
    'read demo files as files',
  'a file of this repository is imported with its ending, as Node wants it': ({ to }) =>
    isLocal(to) && !/\.\w+$/.test(to) && 'add .ts or .tsx',
  'the server is plain TypeScript: Node does not run .tsx': ({ from, to, typeOnly }) =>
    isIn(from, 'server') &&
    !isConsole(from) &&
    !typeOnly &&
    to.endsWith('.tsx') &&
    'move what is needed to a .ts file',
};

const banned = /^(utils?|helpers?|common|libs?|types?|misc|data|info|tmp)$/;

/** A file's or folder's name without its endings. */
const badNames = (files: string[]) =>
  files.filter((file) =>
    file.split('/').some((part) => banned.test(part.replace(/\..*$/, '').toLowerCase())),
  );

function broken(rule: Rule, imports: Import[]): string[] {
  return imports.flatMap((line) => {
    const why = rule(line);
    return why ? [`${line.from} imports ${line.to}: ${why}`] : [];
  });
}

const files = globSync('{widget,server,demo,test}/**/*', { cwd: root }).map((file) =>
  file.replaceAll('\\', '/'),
);
const imports = files
  .filter((file) => isIn(file, 'widget', 'server') && /\.tsx?$/.test(file))
  .flatMap((file) => importsOf(file, readFileSync(path.join(root, file), 'utf8')));

describe('this repository', () => {
  test.each(Object.entries(rules))('%s', (_, rule) => {
    expect(broken(rule, imports)).toEqual([]);
  });

  test('no file or folder is called after nothing: utils, helpers, common, lib, types, misc, data, info, tmp', () => {
    expect(badNames(files)).toEqual([]);
  });
});

describe('the checker itself', () => {
  /** One made-up line for each rule, which that rule has to see. */
  const bad: [file: string, text: string][] = [
    ['widget/store.ts', "import { Step } from './view/Step.tsx';"],
    ['widget/lazy/popup.ts', "import '../embed.ts';"],
    ['widget/first/begin.ts', "import { mount } from '../mount.tsx';"],
    ['widget/engine/flow.ts', "import { signal } from '@preact/signals';"],
    ['widget/wording/text.ts', "import { Step } from '../view/Step.tsx';"],
    ['widget/schema/form.ts', "import { render } from 'preact';"],
    ['widget/view/Step.tsx', "import { type Form, Step } from '../schema/form.ts';"],
    ['widget/api.ts', "import type { App } from '../server/app.ts';"],
    ['server/forms/public.ts', "export { mount } from '../../widget/mount.tsx';"],
    ['server/console/main.tsx', "import {\n  Step,\n} from '../../widget/view/Step.tsx';"],
    ['server/console/main.tsx', "import { listLeads } from '../leads/queries.ts';"],
    ['server/app.ts', "const page = await import('./console/main.ts');"],
    ['server/leads/admin.ts', "import { app } from '../forms/public.ts';"],
    ['server/start.ts', "import form from '../demo/forms/crm-demo.json' with { type: 'json' };"],
    ['server/start.ts', "export * from './env';"],
    ['server/mail.ts', "import { Mail } from './Mail.tsx';"],
  ];

  test.each(Object.keys(rules).map((title, index) => [title, ...(bad[index] ?? ['', ''])] as const))(
    'goes red when this is broken: %s',
    (title, file, text) => {
      const rule = rules[title] as Rule;
      expect(broken(rule, importsOf(file, text))).toHaveLength(1);
    },
  );

  test('lets pass what is allowed', () => {
    const good: [file: string, text: string][] = [
      ['widget/widget.ts', "import { mount } from './mount.tsx';\nimport { flow } from './engine/flow.ts';"],
      ['widget/mount.tsx', "import sheet from './style/base.css?inline';\nimport { render } from 'preact';"],
      [
        'widget/engine/flow.ts',
        "import type { Form } from '../schema/form.ts';\nimport { score } from './scoring.ts';",
      ],
      ['widget/schema/lint.ts', "import { z } from 'zod';\nimport { score } from '../engine/scoring.ts';"],
      [
        'server/leads/admin.ts',
        "import { listForms } from '../forms/queries.ts';\nimport { Hono } from 'hono';",
      ],
      ['server/app.ts', "import { forms } from './forms/public.ts';"],
      [
        'server/console/main.tsx',
        "import type { App } from '../app.ts';\nimport { mount } from '../../widget/mount.tsx';",
      ],
      [
        'server/db/open.ts',
        "// import { x } from '../../demo/seed.ts';\nexport const a = 1;\nexport type B = 'x';",
      ],
    ];
    const lines = good.flatMap(([file, text]) => importsOf(file, text));
    expect(lines).toHaveLength(13);
    expect(Object.values(rules).flatMap((rule) => broken(rule, lines))).toEqual([]);
  });

  test('sees a name that says nothing, in any place of a path', () => {
    const names = [
      'widget/utils/a.ts',
      'server/leads/helpers.ts',
      'server/types.d.ts',
      'widget/view/Datum.tsx',
    ];
    expect(badNames(names)).toEqual(names.slice(0, 3));
  });
});
