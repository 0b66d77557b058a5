/** What was set aside: looking at it, releasing it, and letting somebody in always. */
import { z } from 'zod';
import { reasonNames } from '../admission/reasons.ts';
import { audited } from '../audit/queries.ts';
import { factory } from '../context.ts';
import type { Write } from '../db/statements.ts';
import { defaultWorkspace } from '../db/store.ts';
import { iso } from '../iso.ts';
import { emailIn, personIn } from '../leads/person.ts';
import { notFound, refuse, tryLater } from '../problem.ts';
import { findSubmission } from '../submissions/queries.ts';
import { json, query } from '../valid.ts';
import { allowedDomain, allowedEmail, listAllowed, listQuarantined } from './queries.ts';
import { release } from './release.ts';

export const QuarantineQuery = z.object({
  cursor: z.string().max(64).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const Release = z.object({
  allow: z
    .enum(['email', 'domain'])
    .optional()
    .meta({ description: 'Never set this address, or anybody of its domain, aside again.' }),
});

export const Quarantined = z
  .object({
    id: z.string(),
    form: z.string(),
    email: z.string().nullable(),
    name: z.string().nullable(),
    stage: z.string(),
    reasons: z.array(z.enum(reasonNames)).meta({ examples: [['trap']] }),
    at: z.iso.datetime(),
  })
  .meta({ id: 'Quarantined' });
export type Quarantined = z.infer<typeof Quarantined>;

/** In the body: addresses of requests stand in logs, and this may be one of a person. */
export const AllowedEntry = z.object({
  entry: z.string().max(320).meta({ description: 'An address, or a domain with @ before it.' }),
});

export const Allowed = z
  .object({
    entry: z.string().meta({ examples: ['ann@acme.com', '@acme.com'] }),
    by: z.string(),
    at: z.iso.datetime(),
  })
  .meta({ id: 'Allowed' });

const mostTries = 8;

export const quarantineRoutes = () =>
  factory
    .createApp()
    .get('/quarantine', query(QuarantineQuery), async (c) => {
      const { store, versions } = c.var.deps;
      const { cursor, limit } = c.req.valid('query');
      const found = await listQuarantined(store.orm, defaultWorkspace, cursor, limit + 1);
      const page = found.slice(0, limit);
      const submissions = await Promise.all(
        page.map(async (row): Promise<Quarantined> => {
          const form = (await versions.find(row.formId, row.version))?.form;
          return {
            id: row.id,
            form: row.formId,
            email: (form && emailIn(form, row.answers)) ?? null,
            name: (form && personIn(form, row.answers).name) ?? null,
            stage: row.stage,
            reasons: [...row.reasons],
            at: iso(row.createdAt),
          };
        }),
      );
      return c.json({ submissions, next: found.length > limit ? (page.at(-1)?.id ?? null) : null });
    })
    .post('/quarantine/:id/release', json(Release), async (c) => {
      const { deps, who } = c.var;
      const { allow } = c.req.valid('json');
      for (let tries = 0; tries < mostTries; tries += 1) {
        const row = await findSubmission(deps.store.orm, c.req.param('id'));
        const published = row?.quarantined && (await deps.versions.find(row.formId, row.version));
        if (!row || !published) return refuse(c, notFound('submission'));
        const at = deps.now();
        const email = emailIn(published.form, row.answers);
        const entry = email && allow && (allow === 'email' ? allowedEmail(email) : allowedDomain(email));
        const { writes, lead } = await release(deps, published, row, at);
        const kept = await deps.store.commit([
          ...writes,
          ...allowing(entry, who.name, at),
          audited({
            who,
            action: 'submission.release',
            target: row.id,
            detail: { ...(entry && { allow }) },
            at,
          }),
        ]);
        if (kept) return c.json({ id: row.id, lead: lead?.id ?? null });
      }
      return refuse(c, tryLater);
    })
    .get('/allowed', async (c) => {
      const rows = await listAllowed(c.var.deps.store.orm, defaultWorkspace);
      return c.json({ allowed: rows.map(({ entry, by, at }) => ({ entry, by, at: iso(at) })) });
    })
    .delete('/allowed', json(AllowedEntry), async (c) => {
      const { deps, who } = c.var;
      const { entry } = c.req.valid('json');
      const at = deps.now();
      const kept = await deps.store.commit([
        ['removeAllowed', { workspaceId: defaultWorkspace, entry }],
        // The log outlives whoever is erased: of an address it only says that it was one.
        audited({ who, action: 'allowed.remove', target: entry.replace(/^[^@]+@.*/, 'an address'), at }),
      ]);
      if (!kept) return refuse(c, notFound('entry'));
      return c.json({ entry });
    });

const allowing = (entry: string | undefined, by: string, at: number): Write[] =>
  entry ? [['addAllowed', { workspaceId: defaultWorkspace, entry, by, at }]] : [];
