/** Makes a text the live version of its form. A published version never changes; the next one stands beside it. */
import { audited } from '../audit/queries.ts';
import type { Who } from '../auth/who.ts';
import type { Deps } from '../context.ts';
import type { Write } from '../db/statements.ts';
import { defaultWorkspace } from '../db/store.ts';
import { findForm, findLatestVersion } from './queries.ts';

type Publishing = Pick<Deps, 'store' | 'now'>;

const mostTries = 8;

/** Publishes a text that has been checked; returns its version. A draft of another text stays. `who`: the person that did it, if one did. */
export async function publish(
  { store, now }: Publishing,
  id: string,
  text: string,
  source: 'api' | 'file',
  who?: Who,
): Promise<number> {
  for (let attempt = 0; attempt < mostTries; attempt += 1) {
    const [form, latest] = [await findForm(store.orm, id), await findLatestVersion(store.orm, id)];
    const version = (latest?.version ?? 0) + 1;
    const at = now();
    const writes: Write[] = form ? [] : [['addForm', emptyForm(id, source, at)]];
    writes.push(
      ['addVersion', { formId: id, version, text, publishedAt: at }],
      ['goLive', { id, liveVersion: version, source, text }],
    );
    if (who) writes.push(audited({ who, action: 'form.publish', target: id, detail: { version }, at }));
    if (await store.commit(writes)) return version;
  }
  throw new Error(`Form ${id} could not be published: others publish it all the time.`);
}

/** Keeps a text as the draft of its form. */
export async function saveDraft({ store, now }: Publishing, id: string, text: string): Promise<void> {
  const known = await findForm(store.orm, id);
  const at = now();
  const save: Write = ['saveDraft', { id, draft: text, draftAt: at }];
  const saved = await store.commit(known ? [save] : [['addForm', emptyForm(id, 'api', at)], save]);
  // Somebody else added the form meanwhile: then it is there now.
  if (!saved) await store.commit([save]);
}

const emptyForm = (id: string, source: 'api' | 'file', at: number) => ({
  id,
  workspaceId: defaultWorkspace,
  source,
  liveVersion: null,
  draft: null,
  draftAt: null,
  archivedAt: null,
  createdAt: at,
});
