/** Erasing a person: who is about to be erased, and doing it. */
import { signal } from '@preact/signals';
import { api, ask } from '../api.ts';
import { notify } from '../notices.ts';
import { at, go, here, place } from '../router.ts';
import type { Lead, Trouble } from '../shapes.ts';
import { refresh, rows } from './list.ts';

export const erasing = signal<Lead | undefined>();

/** What has to be typed, so that nobody is erased by a slip. */
export const wordsToType = ({ email, name }: Pick<Lead, 'email' | 'name'>): string =>
  email ?? name ?? 'erase';

/** Erases, and goes where there is something left to see. Answers what went wrong, if anything. */
export async function erase({ id, name, email }: Lead): Promise<Trouble | undefined> {
  const answer = await ask(api.leads[':id'].$delete({ param: { id } }));
  if (!answer.ok) return answer.trouble;
  rows.value = rows.value?.filter((row) => row.id !== id);
  const isPage = place.value.path.length > 1;
  go(isPage ? at('leads') : here({ open: undefined }), { replace: isPage });
  void refresh({ quietly: true });
  notify(`${name ?? email ?? 'The lead'} is erased`);
  return undefined;
}
