/** The script of tags under a name that says what is in it, for pages that hold it to its bytes. */
import { createHash } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import { dataFolder, type Settings } from '../env.ts';
import { newId } from '../ids.ts';

export interface Pin {
  /** Below the server's address. */
  name: string;
  /** What a browser compares the bytes with. */
  integrity: string;
}

export function pinOf(script: Uint8Array): Pin {
  const hash = createHash('sha256').update(script).digest('hex').slice(0, 16);
  const integrity = createHash('sha384').update(script).digest('base64');
  return { name: `embed.${hash}.js`, integrity: `sha384-${integrity}` };
}

/** Where the scripts of former builds are, for the pages that were given their names. */
export const pinnedFolder = (settings: Pick<Settings, 'databaseUrl'>): string =>
  path.join(dataFolder(settings), 'scripts');

/** Keeps the script of this build for the time when there is another one. */
export async function keepPinned(dist: string, folder: string): Promise<void> {
  const script = await fs.readFile(path.join(dist, 'embed.js'));
  const file = path.join(folder, pinOf(script).name);
  await fs.mkdir(folder, { recursive: true });
  // It appears whole or not at all; servers in containers, which are all process 1, do not write over each other.
  const fresh = `${file}.${newId()}`;
  await fs.writeFile(fresh, script);
  await fs.rename(fresh, file);
}

/** The tag that a page runs only as long as the script is what it was. */
export const pinnedTag = (server: string, form: string, { name, integrity }: Pin): string =>
  `<script async src="${server}/${name}" integrity="${integrity}" crossorigin="anonymous" data-form="${form}"></script>`;
