/** What a browser is given at the first answer, to show with the last one. */
import { z } from 'zod';
import { factory } from '../context.ts';
import { refusedOrigin } from '../forms/origins.ts';
import { uuid7Pattern } from '../ids.ts';
import { refuse, unknownForm } from '../problem.ts';
import { query } from '../valid.ts';
import { makeToken, workBits } from './token.ts';

export const TokenQuery = z.object({
  id: z.string().regex(uuid7Pattern, 'must be a UUIDv7 in small letters').meta({
    description: 'Id of the submission that it is for.',
  }),
});

export const Token = z
  .object({
    token: z.string(),
    work: z.int().optional().meta({
      description:
        'Zero bits that SHA-256 of "TOKEN NUMBER" has to begin with, where the form asks for work; send the number as "work".',
    }),
    turnstile: z
      .string()
      .optional()
      .meta({ description: 'Site key, where the form asks for a ticket of Cloudflare Turnstile.' }),
  })
  .meta({ id: 'Token' });
export type Token = z.infer<typeof Token>;

export const admissionRoutes = () =>
  factory.createApp().get('/forms/:form/token', query(TokenQuery), async (c) => {
    const { versions, secret, now } = c.var.deps;
    const live = await versions.findLive(c.req.param('form'));
    if (!live) return refuse(c, unknownForm);
    const refused = refusedOrigin(c, live.form);
    if (refused) return refuse(c, refused);
    const { work, turnstile } = live.form.protect ?? {};
    const token: Token = {
      token: makeToken(secret, live.form.id, c.req.valid('query').id, now()),
      ...(work && { work: workBits }),
      ...(turnstile !== undefined && { turnstile }),
    };
    c.header('cache-control', 'no-store');
    return c.json(token);
  });
