/**
 * What the tables are made of: only texts, whole numbers and JSON texts, so that PostgreSQL can hold the same rows; times are milliseconds
 * since 1970. Nothing cascades: a lead and its history never vanish because another row did.
 */
import { integer, text } from 'drizzle-orm/sqlite-core';

export const json = <T>(name: string) => text(name, { mode: 'json' }).$type<T>().notNull();
export const flag = (name: string) => integer(name, { mode: 'boolean' });
