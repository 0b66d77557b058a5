/** Erasing a person: who is about to be erased, and doing it. */
import { signal } from '@preact/signals';
import { api, ask } from '../api.ts';
import { notify } from '../notices.ts';
import { at, go, here, place } from '../router.ts';
import type { Lead, Trouble } from '../shapes.ts';
import { refresh, rows } from './list.ts';

/** A lead, or somebody of whom only an address is known, for nothing but what was set aside is theirs. */
export type Erasable = Lead | { email: string };

export const erasing = signal<Erasable | undefined>();

export const nameOf = (whom: Erasable): string => ('name' in whom && whom.name) || whom.email || 'this lead';

/** What has to be typed, so that nobody is erased by a slip. */
export const wordsToType = (whom: Erasable): string =>
  whom.email ?? ('name' in whom ? whom.name : undefined) ?? 'erase';

/** Erases, and goes where there is something left to see. Answers what went wrong, if anything. */
export async function erase(whom: Erasable): Promise<Trouble | undefined> {
  const answer = await ask(
    'id' in whom ? api.leads[':id'].$delete({ param: { id: whom.id } }) : api.erasures.$post({ json: whom }),
  );
  if (!answer.ok) return answer.trouble;
  const [section] = place.value.path;
  const isPage = place.value.path.length > 1;
  if (section === 'submissions') go(at('quarantine'), { replace: true });
  else go(isPage ? at('leads') : here({ open: undefined }), { replace: isPage });
  if ('id' in whom) rows.value = rows.value?.filter((row) => row.id !== whom.id);
  void refresh({ quietly: true });
  notify(`${nameOf(whom)} is erased`);
  return undefined;
}
