/** Why a SQLite file cannot be opened, for the person who runs the server: what it is and what to do, instead of a trace. */
import { BadSetting } from '../env.ts';
import { storageCode } from './trouble.ts';

const reasons: readonly [code: RegExp, says: (file: string) => string][] = [
  [
    /^SQLITE_(CORRUPT|NOTADB)/,
    (file) =>
      `${file} is damaged, or no database at all. Nothing in it was changed. Put a backup in its place: npm run qualiform -- restore BACKUP.`,
  ],
  [
    /^(SQLITE_(CANTOPEN|READONLY|PERM)|EACCES|EPERM|EROFS|ENOTDIR)/,
    (file) =>
      `${file} cannot be written. Let the user that runs the server write to its folder, or set DATABASE_URL to another file.`,
  ],
  [
    /^(SQLITE_(FULL|IOERR)|ENOSPC|EDQUOT)/,
    (file) => `${file} cannot be written: the disk is full, or it fails. Make room, then start again.`,
  ],
  [/^SQLITE_BUSY/, (file) => `${file} is held by another program. Close that one, then start again.`],
];

/** The error as something to put right, where it is one. */
export function unusable(error: unknown, file: string): unknown {
  const code = storageCode(error) ?? '';
  const reason = reasons.find(([pattern]) => pattern.test(code));
  return reason ? new BadSetting(reason[1](file), { cause: error }) : error;
}

/** Whether the file itself is broken. */
export const isDamaged = (error: unknown): boolean =>
  /^SQLITE_(CORRUPT|NOTADB)/.test(storageCode(error) ?? '');
