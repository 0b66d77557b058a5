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

/** The same error; or that the disk is full, where a migration that broke off on one says only that it could not be taken back. */
export const inWords = (error: unknown, file: string): unknown =>
  storageCode(error)?.startsWith('SQLITE_') && !hasRoom(path.dirname(file))
    ? noRoom(path.dirname(file))
    : error;

function hasRoom(folder: string): boolean {
  const { bavail, bsize } = fs.statfsSync(folder);
  return bavail * bsize > 1024 * 1024;
}
