/**
 * What `npm test` runs: types, lint, and every test, one after the other. A failing step does not stop the later
 * ones. The last line printed is 'N passed, N failed': each test counts 1, and so does each other step.
 *
 *     npm test -- scoring        only the test files with 'scoring' in their path (any argument goes to vitest)
 */
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ensureBuilt, ensureInstalled, ensureNode } from '../server/boot.mjs';
import { root, Stop } from '../server/machine.mjs';

/** @typedef {{ passed: number, failed: number, skipped?: number }} Counts */

/** @type {{ name: string, counts: Counts, seconds: string }[]} */
const steps = [];

/**
 * @param {string} name
 * @param {() => Promise<Counts | boolean>} work true and false count 1; so does whatever it throws
 */
async function step(name, work) {
  console.log(`\n— ${name}`);
  const started = performance.now();
  /** @type {Counts} */
  let counts = { passed: 0, failed: 1 };
  try {
    const result = await work();
    counts = typeof result === 'object' ? result : { passed: Number(result), failed: Number(!result) };
  } catch (error) {
    console.error(error instanceof Error && !(error instanceof Stop) ? error.stack : String(error));
  }
  steps.push({ name, counts, seconds: ((performance.now() - started) / 1000).toFixed(1) });
  return counts.failed === 0;
}

/**
 * Runs one of the installed tools, its output going straight to the terminal.
 * @param {string} script
 * @param {string[]} words
 * @returns {Promise<number>} its exit code
 */
function tool(script, words) {
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, [path.join(root, 'node_modules', script), ...words], {
      cwd: root,
      stdio: 'inherit',
    });
    child.on('error', failed);
    child.on('close', (code) => done(code ?? 1));
  });
}

/** Of a step that has no tests, unless it fails. */
const none = { passed: 0, failed: 0 };

/** What the machine lacks for the tests. It comes over the line, so that other steps go on meanwhile. */
async function browsers() {
  const { findChromium } = await import('./browser/chromium.ts');
  // The value tells vitest's configuration not to search a second time, whatever came of the first.
  process.env.CHROME_PATH = await findChromium().catch((error) => {
    process.env.CHROME_PATH = 'not-found';
    throw new Stop(error.message);
  });
  console.log(process.env.CHROME_PATH);
  const { findFirefox } = await import('./firefox/firefox.ts');
  const firefox = await findFirefox();
  process.env.FIREFOX_PATH = firefox ?? 'none';
  console.log(
    firefox ??
      'No Firefox is here or can be had: the tests in test/firefox are NOT run. FIREFOX_PATH names one.',
  );
  const { findPostgres } = await import('./postgres/postgres.ts');
  const postgres = await findPostgres();
  process.env.POSTGRES_BIN = postgres ?? 'none';
  console.log(
    postgres ??
      'No PostgreSQL is here or can be had: its tests are NOT run, but for those within the process. POSTGRES_BIN names its folder.',
  );
  return none;
}

async function tests() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'qualiform-tests-'));
  const report = path.join(folder, 'report.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  try {
    const code = await tool('vitest/vitest.mjs', [
      'run',
      '--allowOnly=false',
      ...reporters,
      ...process.argv.slice(2),
    ]);
    return fs.existsSync(report) ? counted(JSON.parse(fs.readFileSync(report, 'utf8')), code) : false;
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @typedef {{ status: string, assertionResults: { status: string }[] }} TestFile
 * @param {{ numPassedTests: number, numFailedTests: number, numPendingTests: number, testResults: TestFile[] }} report
 * @param {number} code vitest's exit code
 * @returns {Counts}
 */
function counted(report, code) {
  const passed = report.numPassedTests;
  // A file that could not be loaded, or whose set-up failed, has no failed test of its own to count.
  const broken = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  ).length;
  const failed = report.numFailedTests + broken;
  // Errors outside of any test, and no test at all, show in nothing but this.
  const silent = failed === 0 && (code !== 0 || passed === 0) ? 1 : 0;
  if (silent) console.error(passed === 0 ? 'No test was run.' : `vitest ended with exit code ${code}.`);
  return { passed, failed: failed + silent, skipped: report.numPendingTests };
}

async function packages() {
  await ensureInstalled();
  return none;
}

async function built() {
  await ensureBuilt();
  return none;
}

try {
  await ensureNode();
} catch (error) {
  console.error(String(error));
  console.log('0 passed, 1 failed');
  process.exit(1);
}
await step('packages', packages);
// A build that fails is one failure more, and no reason to leave the rest unknown.
if (fs.existsSync(path.join(root, 'node_modules', '.qualiform-lock'))) {
  const found = step('browsers and databases', browsers);
  await step('build', built);
  await step('types', async () => (await tool('typescript/bin/tsc', [])) === 0);
  await step(
    'lint',
    async () => (await tool('@biomejs/biome/bin/biome', ['ci', '--max-diagnostics=100'])) === 0,
  );
  await found;
  await step('tests', tests);
}

const sum = { passed: 0, failed: 0, skipped: 0 };
console.log('');
for (const { name, counts, seconds } of steps) {
  const { passed, failed, skipped = 0 } = counts;
  sum.passed += passed;
  sum.failed += failed;
  sum.skipped += skipped;
  console.log(
    `${failed ? '✗' : '✓'} ${name.padEnd(24)} ${seconds.padStart(6)} s${failed ? `   ${failed} failed` : ''}`,
  );
}
if (sum.skipped) console.log(`${sum.skipped} skipped`);
console.log(`${sum.passed} passed, ${sum.failed} failed`);
process.exit(sum.failed ? 1 : 0);
