/** Forms that live as files in a folder: each good one is published when it changes, a bad one leaves the live version alone. */
import fs from 'node:fs';
import type { Deps } from '../context.ts';
import { BadSetting } from '../env.ts';
import type { Served } from './check.ts';
import { createLook } from './files.ts';

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
  deps: Pick<Deps, 'store' | 'now'> & { settings?: Served },
  folder: string,
  tell: (line: string) => void,
): Promise<Folder> {
  const look = createLook(deps, folder, tell);
  let scanning: Promise<void> = Promise.resolve();

  const scan = () => {
    scanning = scanning.then(look, look);
    return scanning;
  };

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
