/** A list that comes in pages: the first one, and further ones as they are asked for, each once. */
import { useSignal } from '@preact/signals';
import { useResource } from './resource.ts';
import type { Asked, Trouble } from './shapes.ts';

interface Page {
  next: string | null;
}

export interface Pages<P> {
  /** Empty until the first one is there. */
  pages: P[];
  trouble: Trouble | undefined;
  reload: () => void;
  /** Where there is more. */
  more: (() => void) | undefined;
}

export function usePages<P extends Page>(
  key: string,
  load: (query: { cursor?: string }) => Promise<Asked<P>>,
): Pages<P> {
  const first = useResource(key, () => load({}));
  const older = useSignal<P[]>([]);
  const trouble = useSignal<Trouble | undefined>(undefined);
  const busy = useSignal(false);
  const pages = first.value ? [first.value, ...older.value] : [];
  const cursor = pages.at(-1)?.next;

  async function more(from: string) {
    // Pressed twice, it would bring the same page twice.
    if (busy.value) return;
    busy.value = true;
    const answer = await load({ cursor: from });
    busy.value = false;
    trouble.value = answer.ok ? undefined : answer.trouble;
    if (answer.ok) older.value = [...older.value, answer.value];
  }

  return {
    pages,
    trouble: first.trouble ?? trouble.value,
    reload: first.reload,
    more: cursor ? () => void more(cursor) : undefined,
  };
}
