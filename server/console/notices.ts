/** Short notices at the foot of the window: what has just happened, and how to undo it. */
import { signal } from '@preact/signals';

export interface Notice {
  id: number;
  text: string;
  kind: 'done' | 'failed';
  action?: { label: string; run: () => void };
}

export const notices = signal<Notice[]>([]);
let last = 0;

/** Shows a notice for a while; one with an action stays longer. */
export function notify(text: string, { kind = 'done', action }: Partial<Omit<Notice, 'id' | 'text'>> = {}) {
  last += 1;
  const notice: Notice = { id: last, text, kind, ...(action && { action }) };
  // Only the newest can be undone: the ones before it have another present to go back from.
  notices.value = [...notices.value.filter((other) => !other.action).slice(-2), notice];
  setTimeout(() => dismiss(notice.id), action || kind === 'failed' ? 12_000 : 4_000);
}

export function dismiss(id: number) {
  notices.value = notices.value.filter((notice) => notice.id !== id);
}
