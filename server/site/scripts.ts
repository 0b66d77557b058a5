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

export interface Scripts {
  /** A file of the build, such as `embed.js`; nothing before it is built. */
  built(name: string): Promise<Packed | undefined>;
  definition(published: Published, language: string | undefined): Promise<Packed>;
  /** Script, style, form and first question: all that stands before the first question, in one request. */
  together(published: Published, language: string | undefined): Promise<Packed | undefined>;
}

export const scriptType = 'text/javascript; charset=utf-8';
const mostKept = 500;

export function createScripts(dist: string): Scripts {
  const files = new Map<string, { changed: number; source: Promise<Buffer>; packed: Promise<Packed> }>();
  const kept = new Lru<string, Promise<Packed>>(mostKept);

  /** Reads a file again only when it was built again. */
  async function file(name: string) {
    const full = path.join(dist, name);
    const changed = await fs.stat(full).then(
      (stat) => stat.mtimeMs,
      () => undefined,
    );
    if (changed === undefined) return undefined;
    const known = files.get(name);
    if (known?.changed === changed) return known;
    const source = fs.readFile(full);
    const packed = source.then((text) => pack(text, scriptType, quality.file));
    const read = { changed, source, packed };
    files.set(name, read);
    return read;
  }

  function once(key: string, make: () => Promise<Packed>): Promise<Packed> {
    const known = kept.get(key);
    if (known) return known;
    const made = make();
    kept.set(key, made);
    made.catch(() => kept.delete(key));
    return made;
  }

  return {
    built: async (name) => (await file(name))?.packed,
    async definition(published, language) {
      const served = await speakForm(published, language);
      return once(`${served.id}@${served.version}.${served.language}`, () =>
        pack(JSON.stringify(served), 'application/json; charset=utf-8', quality.answer),
      );
    },
    async together(published, language) {
      const [first, embed] = await Promise.all([file('first.js'), file('embed.js')]);
      if (!first || !embed) return undefined;
      const served = await speakForm(published, language);
      const key = `${served.id}@${served.version}.${served.language}.${first.changed}.${embed.changed}`;
      return once(key, async () => {
        const script = `/embed.js?v=${(await embed.packed).etag.replace(/\W/g, '')}`;
        const handed = [served, await firstTree(dist, served), script].map(inScript);
        const names = 'qualiformDefinition,qualiformTree,qualiformScript';
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
