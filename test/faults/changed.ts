/** Copies of the project with a line of them changed: to see a check go red, or what a decision is worth. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

export interface Change {
  file: string;
  /** What stands there, once, and what shall stand there instead. */
  edits: [from: string, to: string][];
}

const root = path.resolve(import.meta.dirname, '../..');

/** A folder to run `server/main.ts` from, to be removed by whoever asked. Throws where there is nothing to change, or more than one. */
export function changedCopy(...changes: Change[]): string {
  const copy = fs.mkdtempSync(path.join(os.tmpdir(), 'qualiform-changed-'));
  for (const part of ['server', 'widget', 'dist', 'package.json'])
    fs.cpSync(path.join(root, part), path.join(copy, part), { recursive: true });
  fs.symlinkSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'));
  for (const { file, edits } of changes) {
    const target = path.join(copy, file);
    let text = fs.readFileSync(target, 'utf8');
    for (const [from, to] of edits) {
      if (text.split(from).length !== 2) throw new Error(`${file} has not once: ${from}`);
      text = text.replace(from, () => to);
    }
    fs.writeFileSync(target, text);
  }
  return copy;
}
