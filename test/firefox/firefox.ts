/** Finds a Firefox for the tests, where one can be had: one that is here, else Debian's. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { run } from '../../server/machine.mjs';

const names = ['firefox', 'firefox-esr'];
const usual = [
  '/Applications/Firefox.app/Contents/MacOS/firefox',
  'C:/Program Files/Mozilla Firefox/firefox.exe',
];

/** Nothing where there is none and none can be had. FIREFOX_PATH overrules; 'none' there says not to look. */
export async function findFirefox(): Promise<string | undefined> {
  const given = process.env.FIREFOX_PATH;
  if (given === 'none') return undefined;
  if (given) return given;
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter(Boolean);
  const places = [...names.flatMap((name) => folders.map((folder) => path.join(folder, name))), ...usual];
  return places.find((place) => existsSync(place)) ?? ofDebian();
}

async function ofDebian(): Promise<string | undefined> {
  if (!existsSync('/etc/debian_version') || process.getuid?.() !== 0) return undefined;
  console.error('Installing Firefox (apt-get install firefox-esr) for the browser tests …');
  try {
    await run('apt-get', ['update', '-qq']).catch(() => '');
    await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'firefox-esr']);
    return '/usr/bin/firefox-esr';
  } catch {
    return undefined;
  }
}
