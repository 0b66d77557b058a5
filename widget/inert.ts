/** What a store gets where nothing may leave and nothing may stay: in previews. */

import type { StoreDeps } from './store.ts';

/** Without network and storage; every submission counts as sent, and no event is heard. */
export const inert: StoreDeps = {
  newId: () => '00000000-0000-7000-8000-000000000000',
  freeze: () => ({ context: {}, signals: {} }),
  draft: { load: () => undefined, save() {}, erase() {} },
  memory: { load: () => ({ answers: {}, known: [] }), save() {}, learn() {}, unlearn() {}, erase() {} },
  deliver: (_, report) => report('sent'),
  appeal: async () => true,
  emit() {},
};
