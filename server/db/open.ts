/** Opens the database that a setting names: its tables up to date, every write prepared. */
import { openPostgres } from './postgres.ts';
import { openSqlite, type SqliteOptions } from './sqlite.ts';
import { defaultWorkspace, type Store } from './store.ts';

/** Whether a setting names a PostgreSQL server, or what speaks its protocol. */
export const isPostgres = (url: string): boolean => /^postgres(ql)?:\/\//.test(url);

/** Opens `file:PATH`, `file::memory:` or `postgres://…`. Throws BadSetting with what to do where that cannot be. */
export async function openStore(url: string, options: SqliteOptions & { now?: number } = {}): Promise<Store> {
  const store = isPostgres(url) ? await openPostgres(url, options) : openSqlite(url, options);
  if (!options.beside)
    await store.commit([
      ['addWorkspace', { id: defaultWorkspace, name: 'Default', createdAt: options.now ?? Date.now() }],
    ]);
  return store;
}
