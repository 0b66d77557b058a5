/**
 * Which sites may show and send a form. It keeps copies off other people's pages and is no protection: a program writes any
 * Origin it likes, and a script tag sends none, so that the widget looks for itself as well.
 */
import type { Context } from 'hono';
import type { Form } from '../../widget/schema/form.ts';
import type { Env } from '../context.ts';
import type { Refusal } from '../problem.ts';

/** Why this request's site may not have the form; nothing if it may. Whoever names no site is not kept out. */
export function refusedOrigin(c: Context<Env>, form: Form): Refusal<403> | undefined {
  if (!form.origins) return undefined;
  c.header('vary', 'origin', { append: true });
  const origin = c.req.header('origin');
  if (origin === undefined || form.origins.includes(origin) || isOwn(c, origin)) return undefined;
  return {
    status: 403,
    code: 'origin_not_allowed',
    detail: `The form "${form.id}" may not be used on ${origin.slice(0, 300)}.`,
    remedy:
      origin === 'null'
        ? 'Show it on a page that has an address of its own, outside of any sandbox.'
        : `Add "${origin.slice(0, 300)}" to "origins" in the form, and publish it.`,
  };
}

/** This server's own pages: by the address it is known by, or the one that it was asked at. */
function isOwn(c: Context<Env>, origin: string): boolean {
  if (!URL.canParse(origin)) return false;
  const { origin: own } = new URL(c.var.deps.settings.publicUrl);
  return origin === own || new URL(origin).host === c.req.header('host');
}
