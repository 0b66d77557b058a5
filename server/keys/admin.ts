/** Keys for programs: made for certain scopes, shown once, and revoked. */
import { randomBytes } from 'node:crypto';
import { desc, eq } from 'drizzle-orm';
import { z } from 'zod';
import { audited } from '../audit/queries.ts';
import type { Permission } from '../auth/roles.ts';
import { Scope } from '../auth/who.ts';
import { factory } from '../context.ts';
import type { Orm } from '../db/orm.ts';
import { apiKeys } from '../db/schema/people.ts';
import { defaultWorkspace } from '../db/store.ts';
import { newId } from '../ids.ts';
import { iso } from '../iso.ts';
import { notFound, refuse } from '../problem.ts';
import { json } from '../valid.ts';
import { hashToken } from '../visitors/tokens.ts';

export const NewKey = z.object({
  name: z.string().trim().min(1, 'is missing').max(120),
  scopes: z.array(Scope).min(1, 'choose at least one').max(50),
});

export const Key = z
  .object({
    id: z.string(),
    name: z.string(),
    tail: z.string().meta({ description: 'Its last four characters.' }),
    scopes: z.array(z.string()),
    createdBy: z.string(),
    createdAt: z.iso.datetime(),
    revokedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Key' });
export type Key = z.infer<typeof Key>;

export const MadeKey = Key.extend({
  key: z.string().meta({ description: 'The key itself. Shown this once, and never again.' }),
});

type Row = typeof apiKeys.$inferSelect;

const listKeys = (orm: Orm, workspace: string): Promise<Row[]> =>
  orm.select().from(apiKeys).where(eq(apiKeys.workspaceId, workspace)).orderBy(desc(apiKeys.id));

export const keyRoutes = () =>
  factory
    .createApp()
    .get('/keys', async (c) => {
      const found = await listKeys(c.var.deps.store.orm, defaultWorkspace);
      return c.json({ keys: found.map(tell) });
    })
    .post('/keys', json(NewKey), async (c) => {
      const { deps, who } = c.var;
      const { name, scopes } = c.req.valid('json');
      const at = deps.now();
      // The beginning tells people and scanners what this is.
      const key = `qf_${randomBytes(32).toString('base64url')}`;
      const row: Row = {
        id: newId(),
        workspaceId: defaultWorkspace,
        name,
        hash: hashToken(key),
        tail: key.slice(-4),
        scopes: [...new Set<Permission>(scopes)],
        createdBy: who.name,
        createdAt: at,
        revokedAt: null,
      };
      await deps.store.commit([
        ['addKey', row],
        audited({
          who,
          action: 'key.make',
          target: row.id,
          detail: { name, scopes: row.scopes.join(' ') },
          at,
        }),
      ]);
      return c.json({ ...tell(row), key }, 201);
    })
    .delete('/keys/:id', async (c) => {
      const { deps, who } = c.var;
      const id = c.req.param('id');
      const at = deps.now();
      const kept = await deps.store.commit([
        ['revokeKey', { id, revokedAt: at }],
        audited({ who, action: 'key.revoke', target: id, at }),
      ]);
      if (!kept) return refuse(c, notFound('key'));
      return c.json({ id });
    });

const tell = ({ id, name, tail, scopes, createdBy, createdAt, revokedAt }: Row): Key => ({
  id,
  name,
  tail,
  scopes,
  createdBy,
  createdAt: iso(createdAt),
  revokedAt: revokedAt === null ? null : iso(revokedAt),
});
