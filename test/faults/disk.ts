/** Folders that the system itself lets nobody write to, or not much: as a full disk or a read-only one would. */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { Started } from '../server/start.ts';
import { temporary } from './serving.ts';

const isRoot = process.getuid?.() === 0;
const succeeds = (program: string, ...words: string[]): boolean => {
  try {
    execFileSync(program, words, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

/** A disk of its own of so many megabytes; nothing where this system lets nobody have one. */
export function smallDisk(megabytes: number): string | undefined {
  const folder = temporary();
  if (!isRoot || !succeeds('mount', '-t', 'tmpfs', '-o', `size=${megabytes}m`, 'none', folder))
    return undefined;
  onTestFinished(() => void succeeds('umount', '-l', folder));
  return folder;
}

/** Makes a small disk read-only, or a folder that one of its own would be: false where neither can be done. */
export function makeReadOnly(folder: string): boolean {
  if (isRoot) return succeeds('mount', '-o', 'remount,ro', folder);
  fs.chmodSync(folder, 0o555);
  onTestFinished(() => fs.chmodSync(folder, 0o755));
  return true;
}

export interface Filled {
  /** What is full from now on takes writes again. */
  free(): void;
}

/** A folder for a server, and how it is filled up while that runs. */
export interface Fillable {
  folder: string;
  fill(server: Started): Filled;
}

/** Ways to have no room; each says nothing where this system does not have it. */
export const waysToFill: Record<string, () => Fillable | undefined> = {
  'the disk is full': () => {
    // With room again it has as much as /readyz wants to see.
    const folder = smallDisk(80);
    if (folder === undefined) return undefined;
    return {
      folder,
      fill() {
        const ballast = path.join(folder, 'ballast');
        const file = fs.openSync(ballast, 'w');
        try {
          for (;;) fs.writeSync(file, Buffer.alloc(4096));
        } catch (error) {
          if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
        } finally {
          fs.closeSync(file);
        }
        return { free: () => fs.rmSync(ballast) };
      },
    };
  },
  'files may not grow': () => {
    const limit = (pid: number | undefined, most: string) =>
      succeeds('prlimit', `--pid=${pid}`, `--fsize=${most}:`);
    if (!succeeds('prlimit', '--version')) return undefined;
    return {
      folder: temporary(),
      fill({ process: { pid } }) {
        if (!limit(pid, '4096')) throw new Error('The limit cannot be set.');
        return { free: () => void limit(pid, 'unlimited') };
      },
    };
  },
};
