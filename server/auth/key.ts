/** The API key: compared in constant time, and made at the first start where none is set. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { unusable } from '../db/unusable.ts';

const digest = (text: string) => createHash('sha256').update(text).digest();

/** Compares hashes, so that neither the time nor the length tells anything about the key. */
export const isKey = (offered: string, key: string): boolean => timingSafeEqual(digest(offered), digest(key));

/** The key in a file that only its owner can read; a new one where there is none. */
export function keyFromFile(folder: string): string {
  const file = path.join(folder, 'api-key');
  try {
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(file, `${randomBytes(24).toString('base64url')}\n`, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw unusable(error, file);
  }
  return fs.readFileSync(file, 'utf8').trim();
}
