/** What browsers load of a form: the script, the definition, and both in one; each packed once. */
import fs from 'node:fs/promises';
import path from 'node:path';
import { define } from '../../widget/schema/definition.ts';
import type { Served } from '../../widget/served.ts';
import type { Published } from '../forms/versions.ts';
import { wordsFor } from '../forms/words.ts';
import { Lru } from '../lru.ts';
import { type Packed, pack, quality } from './packed.ts';

export interface Scripts {
  /** A file of the build, such as `embed.js`; nothing before it is built. */
  built(name: string): Promise<Packed | undefined>;
  definition(published: Published, language: string | undefined): Promise<Packed>;
  /** The shared script with a definition inside: everything in one request. */
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
      const served = await serve(published, language);
      return once(`${served.id}@${served.version}.${served.language}`, () =>
        pack(JSON.stringify(served), 'application/json; charset=utf-8', quality.answer),
      );
    },
    async together(published, language) {
      const embed = await file('embed.js');
      if (!embed) return undefined;
      const served = await serve(published, language);
      return once(`${served.id}@${served.version}.${served.language}.${embed.changed}`, async () =>
        pack(
          `(function(qualiformDefinition){${await embed.source}\n})(${inScript(served)});`,
          scriptType,
          quality.answer,
        ),
      );
    },
  };
}

/** A definition in the wanted language, as far as the form speaks it, with the widget's words in the same. */
async function serve({ form, version }: Published, language: string | undefined): Promise<Served> {
  const definition = define(form, { language: language ?? form.language ?? 'en', version });
  return { ...definition, words: await wordsFor(definition.language) };
}

/** JSON that may stand inside a script: nothing in it ends the script or a line of it. */
const inScript = (value: unknown): string =>
  JSON.stringify(value).replace(
    /[<\u2028\u2029]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
