/** Hears of what is written to the outbox by this server, so that nobody has to ask. */
import type { Store } from '../db/store.ts';

/** The same store; tells whenever a commit has put something into the outbox. */
export const heard = (store: Store, tell: () => void): Store => ({
  ...store,
  async commit(writes) {
    const kept = await store.commit(writes);
    if (kept && writes.some(([name]) => name === 'addOutbox')) tell();
    return kept;
  },
});
