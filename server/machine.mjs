/**
 * What the start-up asks of the machine: a cache folder, npm, other programs, and to be the only one at a job.
 *
 * Plain JavaScript without a dependency, because it runs on whatever Node there is, before anything is installed.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** The folder of this clone. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** An expected failure: its text is all that the user needs, so no stack is shown. */
export class Stop extends Error {
  /**
   * @param {string} message what failed
   * @param {string} [remedy] what to do
   */
  constructor(message, remedy) {
    super(remedy ? `${message}\n${remedy}` : message);
    this.name = 'Stop';
  }
}

/**
 * One npm package, with what it depends on, in the user's cache folder; returns the package's own folder.
 * It appears there whole or not at all (a rename), so any number of processes may ask at once.
 * @param {{ name: string, version: string, integrity?: string }} wanted
 * @param {string} as the folder's name in the cache
 * @param {string} notice told to the user who has to wait
 * @param {(folder: string) => Promise<void>} [check] throws if what came is of no use here
 */
export async function fetchPackage(wanted, as, notice, check) {
  const { name, version, integrity } = wanted;
  const cache = cacheFolder();
  const target = path.join(cache, as);
  const own = (/** @type {string} */ base) => path.join(base, 'node_modules', name);
  if (fs.existsSync(own(target))) return own(target);

  say(notice);
  const fresh = fs.mkdtempSync(path.join(cache, '.fetch-'));
  try {
    const dependencies = { [name]: version };
    fs.writeFileSync(path.join(fresh, 'package.json'), JSON.stringify({ private: true, dependencies }));
    if (integrity) {
      const packages = { '': { dependencies }, [`node_modules/${name}`]: { version, integrity } };
      fs.writeFileSync(
        path.join(fresh, 'package-lock.json'),
        JSON.stringify({ lockfileVersion: 3, packages }),
      );
    }
    const verb = integrity ? 'ci' : 'install';
    await npm([verb, '--prefix', fresh, '--ignore-scripts', '--no-save'], fresh);
    await check?.(own(fresh));
    fs.renameSync(fresh, target);
  } catch (error) {
    // Another process may have been quicker: then its copy is as good.
    if (!fs.existsSync(own(target))) throw error;
  } finally {
    fs.rmSync(fresh, { recursive: true, force: true });
  }
  return own(target);
}

/**
 * Runs a program to its end; returns what it printed, or throws with it.
 * @param {string} program
 * @param {string[]} words
 * @param {string} [cwd]
 * @param {boolean} [shell]
 * @returns {Promise<string>}
 */
export function run(program, words, cwd, shell = false) {
  return new Promise((done, failed) => {
    const child = spawn(program, words, { cwd, shell, stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true });
    let printed = '';
    child.stdout.on('data', (chunk) => (printed += chunk));
    child.stderr.on('data', (chunk) => (printed += chunk));
    child.on('error', failed);
    child.on('close', (code, signal) => {
      if (code === 0) return done(printed);
      failed(new Error(`${path.basename(program)} ended with ${signal ?? code}\n${printed.trim()}`));
    });
  });
}

/**
 * Runs npm: the one that runs this script, if one does.
 * @param {string[]} words
 * @param {string} cwd
 */
export async function npm(words, cwd) {
  const script = process.env.npm_execpath;
  const quiet = [...words, '--loglevel=error', '--no-audit', '--no-fund'];
  try {
    if (script && /npm-cli\.c?js$/.test(script)) await run(process.execPath, [script, ...quiet], cwd);
    // On Windows npm is a .cmd file, which only a shell can start.
    else await run('npm', quiet, cwd, process.platform === 'win32');
  } catch (error) {
    // npm says first what is wrong, and then at length how it is used.
    throw new Error(/** @type {Error} */ (error).message.split('\n').slice(0, 20).join('\n'));
  }
}

/** $XDG_CACHE_HOME/qualiform, or ~/.cache/qualiform, or .cache/ here where the home folder cannot be written. */
function cacheFolder() {
  const home = process.env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache');
  for (const folder of [path.join(home, 'qualiform'), path.join(root, '.cache')]) {
    try {
      fs.mkdirSync(folder, { recursive: true });
      fs.accessSync(folder, fs.constants.W_OK);
      return folder;
    } catch {}
  }
  throw new Stop(`Neither ${home} nor ${root} can be written.`, 'Set XDG_CACHE_HOME to a folder that can.');
}

/**
 * One process of this clone at a time: `npm start` and `npm test` may well be started together.
 * @param {string} job
 * @param {() => Promise<void>} work
 */
export async function alone(job, work) {
  const clone = createHash('sha256').update(root).digest('hex').slice(0, 16);
  const lock = path.join(cacheFolder(), `${job}-${clone}.lock`);
  for (let waited = false; ; ) {
    try {
      fs.writeFileSync(lock, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
      // Left by a process that was killed. (Empty means written this instant: kill 0 says 'running'.)
      if (!isRunning(Number(read(lock)))) {
        fs.rmSync(lock, { force: true });
        continue;
      }
      if (!waited) say(`Waiting for another process to finish its ${job} …`);
      waited = true;
      await sleep(200);
    }
  }
  try {
    await work();
  } finally {
    fs.rmSync(lock, { force: true });
  }
}

/** @param {number} pid */
function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

/** @param {string} text told to whoever waits; never on stdout, which belongs to the program */
export function say(text) {
  console.error(text);
}

/** @param {string} file one that is not there reads as empty */
export function read(file) {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
