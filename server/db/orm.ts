/** By what tables are read, and statements made: in SQLite's dialect, whichever database it is. */
import type { BaseSQLiteDatabase, SQLiteTable } from 'drizzle-orm/sqlite-core';

/** Of either database; whatever is asked of it is awaited. */
export type Orm = BaseSQLiteDatabase<'async', unknown>;
export type Row<T extends SQLiteTable> = T['$inferSelect'];
