/** Pages for people: the console, the demo where it is wanted, and what editors read: the form language's schema, the widget's types. */
import fs from 'node:fs';
import path from 'node:path';
import { formJsonSchema } from '../../widget/schema/jsonSchema.ts';
import { factory } from '../context.ts';
import { notFound, refuse } from '../problem.ts';
import { serveFolder } from './files.ts';
import { type Packed, pack, quality, send } from './packed.ts';

const root = fs.realpathSync(path.join(import.meta.dirname, '../..'));

const revalidate = 'no-cache';
/** Names of built assets hold a hash of what is in them. */
const forever = 'public, max-age=31536000, immutable';

export function consoleRoutes() {
  const files = serveFolder(path.join(root, 'dist/console'));
  return factory
    .createApp()
    .get('/console', (c) => c.redirect('/console/', 302))
    .get('/console/*', async (c) => {
      const name = nameIn(c.req.path, '/console/');
      const file = await files.answer(c, name, name.startsWith('assets/') ? forever : revalidate);
      if (file) return file;
      // Every other address is a view of the one page.
      const page = path.extname(name) === '' ? await files.answer(c, 'index.html', revalidate) : undefined;
      return page ?? refuse(c, notFound('page'));
    });
}

export function demoRoutes(demo: boolean) {
  const files = serveFolder(path.join(root, 'demo'));
  return factory
    .createApp()
    .get('/', async (c) => {
      const page = demo ? await files.answer(c, 'index.html', revalidate) : undefined;
      return page ?? c.redirect('/console/', 302);
    })
    .get('/demo', (c) => (demo ? c.redirect('/demo/', 302) : refuse(c, notFound('page'))))
    .get('/demo/*', async (c) => {
      const name = nameIn(c.req.path, '/demo/');
      if (!demo && !isGuide(path.normalize(name))) return refuse(c, notFound('page'));
      // A page's own links are relative to its folder, so the slash matters.
      const isFolder = /[^/.]$/.test(name) && (await files.has(`${name}/index.html`));
      if (isFolder) return c.redirect(`/demo/${name}/`, 302);
      const wanted = name.endsWith('/') || name === '' ? `${name}index.html` : name;
      const file = await files.answer(c, wanted, revalidate);
      return file ?? refuse(c, notFound('page'));
    });
}

/** The guides are for those who run it for real as well. */
const isGuide = (name: string) => name === 'mark.svg' || name === 'docs' || name.startsWith('docs/');

/** The rest of a path as the name of a file. A path that is no proper text names none. */
function nameIn(path: string, folder: string): string {
  try {
    return decodeURIComponent(path.slice(folder.length));
  } catch {
    return '\0';
  }
}

/** What the widget offers to pages, as types. */
const hostTypes = path.join(root, 'widget/host.d.ts');

export function schemaRoutes() {
  let packed: Promise<Packed> | undefined;
  let types: Promise<Packed> | undefined;
  const schema = () => JSON.stringify(formJsonSchema(), null, 2);
  return factory
    .createApp()
    .get('/schema/form.json', async (c) => {
      packed ??= pack(schema(), 'application/schema+json; charset=utf-8', quality.file);
      return send(c, await packed, 'public, max-age=300');
    })
    .get('/embed.d.ts', async (c) => {
      types ??= pack(fs.readFileSync(hostTypes), 'text/plain; charset=utf-8', quality.file);
      return send(c, await types, 'public, max-age=300');
    });
}
