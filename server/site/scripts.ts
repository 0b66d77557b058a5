/** What browsers load of a form: the script, the definition, and both in one; each packed once. */
import fs from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { FirstView, Tree } from '../../widget/first/tree.ts';
import type { Served } from '../../widget/served.ts';
import type { Published } from '../forms/versions.ts';
import { speakForm } from '../forms/words.ts';
import { Lru } from '../lru.ts';
import { type Packed, pack, quality } from './packed.ts';
import { pinOf } from './pinned.ts';

export interface Scripts {
  /** A file of the build, such as `embed.js`; nothing before it is built. */
  built(name: string): Promise<Packed | undefined>;
  /**
   * The widget or a part of it, by the name that the build gave it. Under the name of a former build it is what has taken its
   * place: a script that a browser keeps from before must still find the rest.
   */
  part(name: string): Promise<{ packed: Packed; isExact: boolean } | undefined>;
  /** `embed.js` by the name of its pin: of this build, or of a former one that was kept. Its bytes are those it was named for. */
  pinned(name: string): Promise<Packed | undefined>;
  definition(published: Published, language: string | undefined): Promise<Packed>;
  /** Script, style, form and first question: all that stands before the first question, in one request. */
  together(published: Published, language: string | undefined): Promise<Packed | undefined>;
}

export const scriptType = 'text/javascript; charset=utf-8';
const mostKept = 500;

/** Where the build is. */
export const dist = path.join(import.meta.dirname, '../../dist');

/** `kept` is the folder that former builds' scripts are kept in. */
export function createScripts(dist: string, kept?: string): Scripts {
  const files = new Map<string, { changed: number; source: Promise<Buffer>; packed: Promise<Packed> }>();
  const made = new Lru<string, Promise<Packed>>(mostKept);

  /** Reads a file again only when it was built again. */
  async function file(name: string, folder = dist) {
    const full = path.join(folder, name);
    const changed = await fs.stat(full).then(
      (stat) => stat.mtimeMs,
      () => undefined,
    );
    if (changed === undefined) return undefined;
    const known = files.get(full);
    if (known?.changed === changed) return known;
    const source = fs.readFile(full);
    const packed = source.then((text) => pack(text, scriptType, quality.file));
    const read = { changed, source, packed };
    files.set(full, read);
    return read;
  }

  /** What a part of this name is called since the last build. */
  async function successor(name: string): Promise<string | undefined> {
    const plain = (file: string) => file.replace(/(-[0-9a-f]{8})?\.js$/, '');
    const files = await fs.readdir(path.join(dist, 'lazy')).catch(() => []);
    return files.find((file) => file.endsWith('.js') && plain(file) === plain(name));
  }

  function once(key: string, make: () => Promise<Packed>): Promise<Packed> {
    const known = made.get(key);
    if (known) return known;
    const making = make();
    made.set(key, making);
    making.catch(() => made.delete(key));
    return making;
  }

  return {
    built: async (name) => (await file(name))?.packed,
    async part(name) {
      const exact = await file(`lazy/${name}`);
      if (exact) return { packed: await exact.packed, isExact: true };
      const now = await successor(name);
      const found = now === undefined ? undefined : await file(`lazy/${now}`);
      return found && { packed: await found.packed, isExact: false };
    },
    async pinned(name) {
      const places = [await file('embed.js'), kept === undefined ? undefined : await file(name, kept)];
      for (const place of places) if (place && pinOf(await place.source).name === name) return place.packed;
      return undefined;
    },
    async definition(published, language) {
      const served = await speakForm(published, language);
      return once(`${served.id}@${served.version}.${served.language}`, () =>
        pack(JSON.stringify(served), 'application/json; charset=utf-8', quality.answer),
      );
    },
    async together(published, language) {
      // Built after the widget, whose name stands in it.
      const first = await file('first.js');
      if (!first) return undefined;
      const served = await speakForm(published, language);
      const key = `${served.id}@${served.version}.${served.language}.${first.changed}`;
      return once(key, async () => {
        const handed = [served, await firstTree(dist, served)].map(inScript);
        const names = 'qualiformDefinition,qualiformTree';
        return pack(`(function(${names}){${await first.source}\n})(${handed});`, scriptType, quality.file);
      });
    },
  };
}

/** The first question as data, drawn by the built view; nothing where only the browser can draw it. */
async function firstTree(dist: string, served: Served): Promise<Tree[] | null> {
  const view: FirstView = await import(pathToFileURL(path.join(dist, 'render.js')).href);
  return view.firstTree(served) ?? null;
}

/** JSON that may stand inside a script: nothing in it ends the script or a line of it. */
const inScript = (value: unknown): string =>
  JSON.stringify(value).replace(
    /[<\u2028\u2029]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
