/** Forms that live as files in a folder: each good one is published when it changes, a bad one leaves the live version alone. */
import fs from 'node:fs';
import path from 'node:path';
import type { Deps } from '../context.ts';
import { BadSetting } from '../env.ts';
import { check } from './check.ts';
import { publish } from './publish.ts';
import { findForm, findVersion } from './queries.ts';

export interface Folder {
  /** Looks at every file once more; resolves when all that changed is published. */
  scan(): Promise<void>;
  close(): void;
}

/** Editors write a file in several steps; this long after the last one it is read. */
const settleTime = 100;
/** Some file systems tell nothing of their changes. */
const rescanTime = 30_000;

/** Reads a folder now and whenever something in it changes. `tell` gets a line for each thing that happened. */
export async function followFolder(
  deps: Pick<Deps, 'store' | 'now'>,
  folder: string,
  tell: (line: string) => void,
): Promise<Folder> {
  /** What each file held when it was looked at last; a file that is as it was is not told of again. */
  let seen = new Map<string, string>();
  let scanning: Promise<void> = Promise.resolve();

  const scan = () => {
    scanning = scanning.then(look, look);
    return scanning;
  };

  async function look(): Promise<void> {
    const names = (await fs.promises.readdir(folder)).filter((name) => name.endsWith('.json')).sort();
    const texts = new Map<string, string>();
    for (const name of names) {
      const file = path.join(folder, name);
      const text = await fs.promises.readFile(file, 'utf8').catch(() => undefined);
      if (text === undefined) continue;
      texts.set(name, text);
      if (seen.get(name) !== text) await take(deps, file, text, tell);
    }
    for (const name of seen.keys())
      if (!texts.has(name))
        tell(`${path.join(folder, name)} is gone; its form stays live. Archive it in the console.`);
    seen = texts;
  }

  if (!fs.existsSync(folder))
    throw new BadSetting(`FORMS_DIR=${folder} is no folder. Make it, or leave FORMS_DIR out.`);
  let timer: NodeJS.Timeout | undefined;
  const watcher = fs.watch(folder, () => {
    clearTimeout(timer);
    timer = setTimeout(() => void scan().catch((error) => tell(String(error))), settleTime);
  });
  watcher.on('error', (error) =>
    tell(`${folder} cannot be watched (${error.message}); it is read every 30 s.`),
  );
  const rescan = setInterval(() => void scan().catch((error) => tell(String(error))), rescanTime);
  rescan.unref();
  await scan();
  return {
    scan,
    close() {
      clearTimeout(timer);
      clearInterval(rescan);
      watcher.close();
    },
  };
}

/** Publishes a file's form if it is good and differs from what is live. */
async function take(
  deps: Pick<Deps, 'store' | 'now'>,
  file: string,
  text: string,
  tell: (line: string) => void,
): Promise<void> {
  const { form, good, problems } = check(text);
  if (!form || !good) {
    for (const { severity, line = 1, column = 1, message, remedy } of problems)
      if (severity === 'error') tell(`${file}:${line}:${column} ${message} (${remedy})`);
    return tell(`${file} is not published; what was live before stays live.`);
  }

  const { store } = deps;
  const known = await findForm(store.orm, form.id);
  const live =
    known && known.liveVersion !== null && known.archivedAt === null
      ? await findVersion(store.orm, form.id, known.liveVersion)
      : undefined;
  if (live?.text === text) return;
  const version = await publish(deps, form.id, text, 'file');
  const hints = problems.length === 0 ? '' : ` The console shows ${problems.length} warnings.`;
  tell(`${file} is live as version ${version} of "${form.id}".${hints}`);
}
