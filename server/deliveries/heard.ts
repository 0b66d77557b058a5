/** Hears of what this server has written that is to be delivered, so that nobody has to ask. */
import type { Values } from '../db/statements.ts';
import type { Store } from '../db/store.ts';

const news: ReadonlySet<keyof Values> = new Set(['addOutbox', 'addDelivery', 'resendDelivery']);

/** The same store; tells whenever a commit has left something to be delivered. */
export const heard = (store: Store, tell: () => void): Store => ({
  ...store,
  async commit(writes) {
    const kept = await store.commit(writes);
    if (kept && writes.some(([name]) => news.has(name))) tell();
    return kept;
  },
});
