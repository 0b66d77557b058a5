import { existsSync, readFileSync } from 'node:fs';
import os from 'node:os';
import { playwright } from '@vitest/browser-playwright';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { chromiumFlags, findChromium } from './test/browser/chromium.ts';
import { findFirefox } from './test/firefox/firefox.ts';
import { findPostgres } from './test/postgres/postgres.ts';

/** Without a browser the unit tests still run; the others then fail, and these lines say why. */
const chromium = await findChromium().catch((error: Error) => {
  console.error(error.message);
  return 'no-chromium-found';
});

/** Where there is none its tests are no part of the run, which `npm test` says in a line of its own. */
const firefox = await findFirefox();
process.env.FIREFOX_PATH = firefox ?? 'none';

const postgres = await findPostgres();
process.env.POSTGRES_BIN = postgres ?? 'none';

/** What the server promises, whichever database it has: these files run once on each. First what lives of how rows are written. */
const storing = ['storing', 'accepting', 'erasing', 'delivering'];
const contract = [
  ...storing,
  'leads',
  'moving',
  'visitors',
  'publishing',
  'funnel',
  'signing',
  'retaining',
  'webhooks',
  'mailing',
  'health',
  'hostile',
  'refusing',
  'cases',
  'agreement',
  'admission',
  'limiting',
  'protecting',
  'roles',
  'exporting',
  'asking',
];
/** Tests wait for conditions: how long that takes is for the machine to say. Milliseconds. */
const patience = {
  testTimeout: 60_000,
  hookTimeout: 60_000,
  expect: { poll: { timeout: 20_000, interval: 20 } },
};
/** For what runs in Node. A worker takes file after file: a process for each costs as much as many of them do. */
const inNode = {
  environment: 'node' as const,
  isolate: false,
  execArgv: ['--import', new URL('test/hasten.ts', import.meta.url).href],
  ...patience,
};
/** Many tests wait: for a disk, for a process, for a time limit. */
const twoEach = os.availableParallelism() * 2;
const contractOn = (name: string, files: readonly string[], more: object = {}) => ({
  oxc,
  test: {
    name,
    include: files.map((file) => `test/server/${file}.test.ts`),
    ...inNode,
    env: { QUALIFORM_TEST_STORE: name },
    sequence: { groupOrder: 1 },
    maxWorkers: twoEach,
    ...more,
  },
});

const oxc = { jsx: { runtime: 'automatic', importSource: 'preact' } } as const;

/** The widget as the build made it, at the address where the server has it. */
const servesTheWidget: Plugin = {
  name: 'serves the widget',
  configureServer({ middlewares }) {
    middlewares.use('/lazy', (request, response, next) => {
      const name = /^\/([\w-]+\.js)(\?.*)?$/.exec(request.url ?? '')?.[1];
      const file = new URL(`dist/lazy/${name}`, import.meta.url);
      if (!name || !existsSync(file)) return next();
      response.setHeader('content-type', 'text/javascript');
      response.setHeader('access-control-allow-origin', '*');
      response.end(readFileSync(file));
    });
  },
};

export default defineConfig({
  test: {
    projects: [
      {
        oxc,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/browser/**', 'test/e2e/**', 'test/firefox/**', 'test/faults/fuzz.test.ts'],
          ...inNode,
          maxWorkers: twoEach,
          // From 1: what has order 0 and a single worker would be put last.
          sequence: { groupOrder: 1 },
        },
      },
      // The same engine as the real one, and slower: beside it, only where they could differ.
      contractOn('pglite', postgres ? storing : contract),
      ...(postgres ? [contractOn('postgres', contract, { globalSetup: 'test/postgres/setup.ts' })] : []),
      {
        oxc,
        plugins: [servesTheWidget],
        // Named here, since a dependency that vite meets only half-way through makes it reload the page under test.
        optimizeDeps: {
          include: [
            'preact',
            'preact/hooks',
            'preact/jsx-runtime',
            'preact/jsx-dev-runtime',
            '@preact/signals',
            '@preact/signals-core',
            '@testing-library/preact',
            'axe-core',
            'codemirror',
            '@codemirror/autocomplete',
            '@codemirror/commands',
            '@codemirror/lang-json',
            '@codemirror/language',
            '@codemirror/lint',
            '@codemirror/state',
            '@codemirror/view',
            '@lezer/highlight',
            'hono/client',
            'react',
            'react-dom',
            'react-dom/client',
            'vue',
            'zod',
          ],
        },
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.{ts,tsx}'],
          // For @testing-library alone, which clears the page after each test if there is an afterEach to be had.
          globals: true,
          ...patience,
          maxWorkers: os.availableParallelism() + 1,
          sequence: { groupOrder: 2 },
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({ launchOptions: { executablePath: chromium, args: chromiumFlags } }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
      {
        oxc,
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts', ...(firefox ? ['test/firefox/**/*.test.ts'] : [])],
          ...inNode,
          maxWorkers: os.availableParallelism() + 1,
          sequence: { groupOrder: 3 },
        },
      },
      {
        oxc,
        test: {
          name: 'alone',
          include: ['test/faults/fuzz.test.ts'],
          ...inNode,
          // After all the others: it measures what a visitor waits for meanwhile.
          sequence: { groupOrder: 4 },
        },
      },
    ],
  },
});
