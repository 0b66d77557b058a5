/** Where a SQLite file lives: made if it is not there, tried out, and what is wrong with it said in words. */
import fs from 'node:fs';
import path from 'node:path';
import { BadSetting } from '../env.ts';
import { storageCode } from './trouble.ts';

const remedy = 'Give the server a folder of its own that it may write to, or change DATABASE_URL.';

/** Makes a folder, and writes to it once. Throws BadSetting where either cannot be. */
export function makeFolder(folder: string): void {
  try {
    make(folder);
    const probe = path.join(folder, `.probe-${process.pid}`);
    // More than a system may have in store for a full disk.
    fs.writeFileSync(probe, Buffer.alloc(64 * 1024));
    fs.rmSync(probe);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOSPC' || code === 'EDQUOT') throw noRoom(folder);
    throw new BadSetting(`The folder ${folder} cannot be written to: ${message}. ${remedy}`);
  }
}

/** One at a time: told to make them all at once, Node tries for ever where the system makes none, as in /proc. */
function make(folder: string): void {
  if (fs.statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return;
  const parent = path.dirname(folder);
  if (parent !== folder) make(parent);
  fs.mkdirSync(folder);
}

const noRoom = (folder: string) =>
  new BadSetting(`The disk of ${folder} is full. Make room on it; some 100 MB are enough to begin with.`);

const words: Record<string, string> = {
  SQLITE_NOTADB: 'is no SQLite database. Take it away, or change DATABASE_URL.',
  SQLITE_CANTOPEN: 'cannot be opened. Is it a folder, or somebody else’s? Mend that, or change DATABASE_URL.',
  SQLITE_READONLY: 'may not be written to. Make it the server’s own, with the files beside it.',
  SQLITE_CORRUPT: 'is damaged. Put the last backup in its place: npm run qualiform -- restore FILE.',
};

/** The same error, or in words what the person who starts the server can do about it. */
export function inWords(error: unknown, file: string): unknown {
  const code = storageCode(error) ?? '';
  const known = Object.keys(words).find((name) => code.startsWith(name));
  if (known) return new BadSetting(`${file} ${words[known]}`);
  const folder = path.dirname(file);
  // A migration that breaks off on a full disk says only that it could not be taken back.
  return code.startsWith('SQLITE_') && !hasRoom(folder) ? noRoom(folder) : error;
}

function hasRoom(folder: string): boolean {
  const { bavail, bsize } = fs.statfsSync(folder);
  return bavail * bsize > 1024 * 1024;
}
