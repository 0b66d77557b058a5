/** What any browser may load: a form's definition, and the scripts. */
import { factory } from '../context.ts';
import { notFound, refuse, unknownForm } from '../problem.ts';
import { send } from '../site/packed.ts';
import { imageOf } from './images.ts';
import { refusedOrigin } from './origins.ts';

/** Soon asked for anew, and good for a day where the server is slow to answer or cannot. */
const late = 'stale-while-revalidate=86400, stale-if-error=86400';
const formCache = `public, max-age=60, ${late}`;
const scriptCache = `public, max-age=300, ${late}`;
/** For what its address names for good: parts by their content, pictures by their version. */
const foreverCache = 'public, max-age=31536000, immutable';

export const definitionRoutes = () =>
  factory
    .createApp()
    .get('/forms/:form', async (c) => {
      const { versions, scripts } = c.var.deps;
      const live = await versions.findLive(c.req.param('form'));
      if (!live) return refuse(c, unknownForm);
      const refused = refusedOrigin(c, live.form);
      if (refused) return refuse(c, refused);
      return send(c, await scripts.definition(live, c.req.query('lang')), formCache);
    })
    .get('/forms/:form/:version{[0-9]+}/images/:field/:option', async (c) => {
      const { versions } = c.var.deps;
      const { form, version, field, option } = c.req.param();
      const live = await versions.findLive(form);
      const published = live && (await versions.find(form, Number(version)));
      const image = published && imageOf(published.form, field, option);
      if (!image) return refuse(c, notFound('image'));
      c.header('cache-control', foreverCache);
      return c.body(image.bytes, 200, { 'content-type': image.type });
    });

const notBuilt = {
  status: 503,
  code: 'not_built',
  detail: 'The widget is not built.',
  remedy: 'Run "npm run build" where the server runs.',
} as const;

export const scriptRoutes = () =>
  factory
    .createApp()
    .get('/embed.js', async (c) => {
      const script = await c.var.deps.scripts.built('embed.js');
      return script ? send(c, script, scriptCache) : refuse(c, notBuilt);
    })
    .get('/:file{embed\\.[0-9a-f]{16}\\.js}', async (c) => {
      const script = await c.var.deps.scripts.pinned(c.req.param('file'));
      return script ? send(c, script, foreverCache) : refuse(c, notFound('script'));
    })
    .get('/lazy/:file{[a-z0-9-]+\\.js}', async (c) => {
      const part = await c.var.deps.scripts.part(c.req.param('file'));
      if (!part) return refuse(c, notFound('script'));
      return send(c, part.packed, part.isExact ? foreverCache : scriptCache);
    })
    .get('/f/:file{.+\\.js}', async (c) => {
      const { versions, scripts } = c.var.deps;
      const live = await versions.findLive(c.req.param('file').replace(/\.js$/, ''));
      if (!live) return refuse(c, unknownForm);
      const refused = refusedOrigin(c, live.form);
      if (refused) return refuse(c, refused);
      const script = await scripts.together(live, c.req.query('lang'));
      return script ? send(c, script, formCache) : refuse(c, notBuilt);
    });
