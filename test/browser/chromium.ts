/** Finds a Chromium for the tests: one that is here, else one that can be had without asking anybody. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { fetchPackage, run } from '../../server/machine.mjs';

/**
 * Parts of the browser around the page. Those of the address bar are pages themselves, in a process of their own for each window. The
 * others are what Playwright does without: of two such lists the browser heeds the last.
 */
const unwanted = [
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'AimEnabled',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsFirstBalancedModeAutoEnable',
  'HttpsUpgrades',
  'LensOverlay',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PaintHolding',
  'PreconnectToSearch',
  'ThirdPartyStoragePartitioning',
];

/** For every launch. The middle keeps the browser from calling its maker, which costs seconds offline. */
export const chromiumFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  `--disable-features=${unwanted}`,
];

const sparticuz = { name: '@sparticuz/chromium', version: '153.0.0' };

/** One place to look: returns a path that may lead nowhere, or nothing, or throws with a reason. */
type Source = { from: string; look: () => Promise<string | undefined> | string | undefined };

const sources: Source[] = [
  { from: 'Chrome or Chromium on PATH', look: onPath },
  {
    from: 'Chrome or Chromium where it is usually installed',
    look: () => usualPlaces.find((place) => existsSync(place)),
  },
  { from: "playwright's own browser", look: ofPlaywright },
  { from: "Debian's package (apt-get install chromium)", look: ofDebian },
  { from: `${sparticuz.name}@${sparticuz.version} from npm`, look: ofNpm },
];

const usualPlaces = [
  '/usr/bin/google-chrome',
  '/usr/bin/chromium',
  '/opt/google/chrome/chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:/Program Files/Google/Chrome/Application/chrome.exe',
  'C:/Program Files (x86)/Google/Chrome/Application/chrome.exe',
];

/** The path of a Chromium that starts; throws an error that names all that was tried. CHROME_PATH overrules. */
export async function findChromium(): Promise<string> {
  const given = process.env.CHROME_PATH;
  if (given) {
    const trouble = await troubleWith(given);
    if (trouble) throw new Error(`CHROME_PATH is ${given}, which cannot be used: ${trouble}`);
    return given;
  }
  const tried: string[] = [];
  for (const { from, look } of sources) {
    try {
      const found = await look();
      const trouble = found ? await troubleWith(found) : 'none there';
      if (found && !trouble) return found;
      tried.push(`${from}: ${trouble}`);
    } catch (error) {
      tried.push(`${from}: ${(error as Error).message}`);
    }
  }
  const list = tried.map((line) => `  - ${line.replaceAll('\n', '\n    ')}`).join('\n');
  throw new Error(
    `No Chromium for the browser tests was found. Tried:\n${list}\n` +
      'Install Chrome or Chromium, or set CHROME_PATH to one, and run the same command again.',
  );
}

/** A file of that name is not enough: on some systems it is a stub that only says how to install the real one. */
async function troubleWith(program: string): Promise<string | undefined> {
  if (!existsSync(program)) return `${program} does not exist`;
  if (process.platform === 'win32') return; // there --version opens a window
  return run(program, ['--version']).then(
    () => undefined,
    (error: Error) => error.message,
  );
}

function onPath(): string | undefined {
  const names = ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser', 'chrome'];
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter(Boolean);
  return names
    .flatMap((name) => folders.map((folder) => path.join(folder, name)))
    .find((program) => existsSync(program));
}

async function ofPlaywright(): Promise<string> {
  const { chromium } = await import('playwright');
  return chromium.executablePath();
}

async function ofDebian(): Promise<string | undefined> {
  if (!existsSync('/etc/debian_version')) throw new Error('this is not Debian');
  if (process.getuid?.() !== 0) throw new Error('only root may install it');
  console.error('Installing Chromium (apt-get install chromium) for the browser tests …');
  // One package list that cannot be had need not be the one that names Chromium.
  await run('apt-get', ['update', '-qq']).catch(() => '');
  await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium']);
  return '/usr/bin/chromium';
}

async function ofNpm(): Promise<string> {
  if (process.platform !== 'linux') throw new Error('it is for Linux only');
  const folder = await fetchPackage(
    sparticuz,
    `chromium-${sparticuz.version}`,
    `Fetching Chromium (${sparticuz.name}) once (some 70 MB) …`,
  );
  const { default: chromium } = await import(pathToFileURL(path.join(folder, 'build/index.js')).href);
  return chromium.executablePath();
}
