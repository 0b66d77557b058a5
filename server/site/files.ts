/** Files of a folder as pages and scripts: each read and packed once, and nothing outside the folder. */
import fs from 'node:fs/promises';
import path from 'node:path';
import type { Context } from 'hono';
import { type Packed, pack, quality, send } from './packed.ts';

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.xhtml': 'application/xhtml+xml; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};

export interface Files {
  /** Answers with a file, or nothing if there is none of a kind that is served. */
  answer(c: Context, name: string, cacheControl: string): Promise<Response | undefined>;
  has(name: string): Promise<boolean>;
}

export function serveFolder(folder: string): Files {
  const kept = new Map<string, { changed: number; packed: Promise<Packed> }>();

  async function find(name: string): Promise<Packed | undefined> {
    const type = types[path.extname(name)];
    const full = path.join(folder, name);
    // A name may climb out of the folder, plainly or in disguise; what it resolves to may not.
    if (type === undefined || name.includes('\0') || !full.startsWith(folder + path.sep)) return undefined;
    const stat = await fs.stat(full).catch(() => undefined);
    if (!stat?.isFile() || (await fs.realpath(full)) !== full) return undefined;
    const known = kept.get(full);
    if (known?.changed === stat.mtimeMs) return known.packed;
    const packed = fs.readFile(full).then((bytes) => pack(bytes, type, quality.file));
    kept.set(full, { changed: stat.mtimeMs, packed });
    return packed;
  }

  return {
    async answer(c, name, cacheControl) {
      const packed = await find(name);
      return packed && send(c, packed, cacheControl);
    },
    has: async (name) => (await find(name)) !== undefined,
  };
}
