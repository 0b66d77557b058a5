/** Reading who did what. */
import { z } from 'zod';
import { factory } from '../context.ts';
import { defaultWorkspace } from '../db/store.ts';
import { iso } from '../iso.ts';
import { query } from '../valid.ts';
import { listAudit } from './queries.ts';

export const AuditQuery = z.object({
  cursor: z.string().max(64).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const AuditLine = z
  .object({
    id: z.string(),
    at: z.iso.datetime(),
    who: z.string().meta({ description: 'Id of the person or the key.' }),
    name: z.string(),
    action: z.string().meta({ examples: ['form.publish'] }),
    target: z.string(),
    detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  })
  .meta({ id: 'AuditLine' });
export type AuditLine = z.infer<typeof AuditLine>;

export const auditRoutes = () =>
  factory.createApp().get('/audit', query(AuditQuery), async (c) => {
    const { cursor, limit } = c.req.valid('query');
    const found = await listAudit(c.var.deps.store.orm, defaultWorkspace, cursor, limit + 1);
    const page = found.slice(0, limit);
    const lines: AuditLine[] = page.map(({ id, at, who, name, action, target, detail }) => ({
      id,
      at: iso(at),
      who,
      name,
      action,
      target,
      detail,
    }));
    return c.json({ lines, next: found.length > limit ? (page.at(-1)?.id ?? null) : null });
  });
