/** Questions to the database about endpoints. */
import { and, asc, eq, inArray, isNull } from 'drizzle-orm';
import type { Orm } from '../db/orm.ts';
import { endpoints } from '../db/schema/deliveries.ts';
import type { EndpointRow } from './endpoint.ts';

/** In the order that they were made. */
export const listEndpoints = (orm: Orm, workspace: string): Promise<EndpointRow[]> =>
  orm
    .select()
    .from(endpoints)
    .where(and(eq(endpoints.workspaceId, workspace), isNull(endpoints.removedAt)))
    .orderBy(asc(endpoints.id));

/** One that is there. */
export async function findEndpoint(orm: Orm, id: string): Promise<EndpointRow | undefined> {
  const [row] = await orm
    .select()
    .from(endpoints)
    .where(and(eq(endpoints.id, id), isNull(endpoints.removedAt)));
  return row;
}

/** What endpoints are called, those that were removed too. */
export async function listNames(orm: Orm, ids: string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await orm
    .select({ id: endpoints.id, url: endpoints.url, description: endpoints.description })
    .from(endpoints)
    .where(inArray(endpoints.id, ids));
  return new Map(rows.map(({ id, url, description }) => [id, description || new URL(url).host]));
}
