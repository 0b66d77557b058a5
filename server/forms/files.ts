/** The form files of a folder, looked at again and again: what is new is published, each form id from one file only. */
import fs from 'node:fs/promises';
import path from 'node:path';
import type { Deps } from '../context.ts';
import { type Checked, check, type Served } from './check.ts';
import { publish } from './publish.ts';
import { findForm, findLatestVersion } from './queries.ts';

type Publishing = Pick<Deps, 'store' | 'now'> & { settings?: Served };

/** A file as it was looked at last. */
interface Seen {
  text: string | undefined;
  /** The form that it holds, as far as its text can be read. */
  id: string | undefined;
  /** What is wrong with it as a file and has been told; empty if nothing is. */
  trouble: string;
}

/** A function that looks at the folder once more. `tell` gets a line for each thing that happened. */
export function createLook(deps: Publishing, folder: string, tell: (line: string) => void) {
  /** A file that is as it was is not told of again. */
  let seen = new Map<string, Seen>();
  /** Which file a form id belongs to: the one that had it first. */
  const owners = new Map<string, string>();

  return async function look(): Promise<void> {
    const names = (await fs.readdir(folder)).filter((name) => name.endsWith('.json')).sort();
    const now = new Map<string, Seen>();
    const changed = new Map<string, Checked>();
    for (const name of names) {
      const file = await read(path.join(folder, name));
      if (!file) continue;
      const before = seen.get(name);
      if (file.text === undefined) {
        if (before?.trouble !== file.trouble) tell(`${path.join(folder, name)} ${file.trouble}`);
        now.set(name, { text: undefined, id: before?.id, trouble: file.trouble });
      } else if (before?.text === file.text) now.set(name, before);
      else {
        const checked = check(file.text, undefined, deps.settings);
        changed.set(name, checked);
        // Who breaks a file for a moment does not give its form away.
        now.set(name, { text: file.text, id: checked.form?.id ?? before?.id, trouble: '' });
      }
    }
    for (const name of seen.keys())
      if (!now.has(name))
        tell(`${path.join(folder, name)} is gone; its form stays live. Archive it in the console.`);
    for (const [id, name] of owners) if (now.get(name)?.id !== id) owners.delete(id);
    for (const { id } of now.values())
      if (id !== undefined && !owners.has(id)) owners.set(id, await chooseOwner(id, now));
    for (const [name, file] of now) await settle(name, file, changed.get(name));
    seen = now;
  };

  /** Of files with one id the one that was published last, so that a restart does not take sides; else the first. */
  async function chooseOwner(id: string, now: Map<string, Seen>): Promise<string> {
    const rivals = [...now].filter(([, file]) => file.id === id);
    const latest = rivals.length > 1 ? await findLatestVersion(deps.store.orm, id) : undefined;
    const published = rivals.find(([, file]) => latest && file.text === latest.text);
    const [name = ''] = published ?? rivals[0] ?? [];
    return name;
  }

  /** Publishes a file if it changed, or if the one that kept it from its id is out of the way. */
  async function settle(name: string, file: Seen, checked: Checked | undefined): Promise<void> {
    if (file.text === undefined) return;
    const full = path.join(folder, name);
    const owner = file.id === undefined ? undefined : owners.get(file.id);
    if (owner !== undefined && owner !== name) {
      const trouble = `is not published: ${owner} has the id "${file.id}" as well. (Give one of the two an id of its own.)`;
      if (file.trouble !== trouble) tell(`${full} ${trouble}`);
      file.trouble = trouble;
      return;
    }
    const waited = file.trouble !== '';
    if (checked || waited)
      await take(deps, full, file.text, checked ?? check(file.text, undefined, deps.settings), tell);
    file.trouble = '';
  }
}

/** The text of a file, or why it has none; nothing if it went away meanwhile. */
async function read(
  file: string,
): Promise<{ text: string; trouble: '' } | { text: undefined; trouble: string } | undefined> {
  try {
    return { text: await fs.readFile(file, 'utf8'), trouble: '' };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    return {
      text: undefined,
      trouble: `cannot be read and is not published: ${message}. (Let the server read it, or move it away.)`,
    };
  }
}

/** Publishes a file's form if it is good and differs from what was published last. */
async function take(
  deps: Publishing,
  file: string,
  text: string,
  { form, good, problems }: Checked,
  tell: (line: string) => void,
): Promise<void> {
  if (!form || !good) {
    for (const { severity, line = 1, column = 1, message, remedy } of problems)
      if (severity === 'error') tell(`${file}:${line}:${column} ${message} (${remedy})`);
    return tell(`${file} is not published; what was live before stays live.`);
  }

  const { orm } = deps.store;
  if ((await findLatestVersion(orm, form.id))?.text === text) {
    // Whoever archived it in the console meant it: only another text brings it back.
    if ((await findForm(orm, form.id))?.archivedAt != null)
      tell(`${file} is not published: "${form.id}" is archived. It comes back when the file changes.`);
    return;
  }
  const version = await publish(deps, form.id, text, 'file');
  const hints =
    problems.length === 0
      ? ''
      : ` The console shows ${problems.length} ${problems.length === 1 ? 'warning' : 'warnings'}.`;
  tell(`${file} is live as version ${version} of "${form.id}".${hints}`);
}
